package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The main views as the README shows them: written to {@code target/screenshots}, and to where the
 * README takes them from with {@code -Dscreenshots=write}.
 */
final class ScreenshotsTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final Path FOLDER =
            "write".equals(System.getProperty("screenshots"))
                    ? Path.of("../adapters-web/src/docs/screenshots")
                    : Path.of("target/screenshots");
    private static final int MOST_BYTES = 150_000;
    private static final int FEWEST_COLOURS = 20;
    private static final String ANN = "ann@example.com";

    @BeforeAll
    static void somebody_has_traded() {
        Client client = SERVER.operator(ANN);
        for (String other : List.of("bob@example.com", "cid@example.com")) {
            var _ = Walks.registered(SERVER.client(), other);
        }
        String account = Walks.paperAccount(client, "shown-key-4c1e", "Long-term savings");
        for (String order :
                new String[] {
                    "\"type\":\"market\",\"side\":\"buy\",\"amount\":\"0.025\"",
                    "\"type\":\"market\",\"side\":\"sell\",\"amount\":\"0.01\"",
                    "\"type\":\"limit\",\"side\":\"buy\",\"amount\":\"0.05\",\"price\":\"20000\"",
                    "\"type\":\"limit\",\"side\":\"sell\",\"amount\":\"0.02\",\"price\":\"150000\""
                }) {
            Client.Answer placed =
                    client.post(
                            "/api/exchange/createOrder",
                            "{\"exchange\":\"paper\",\"accountId\":\"%s\",\"symbol\":\"BTC/USDT\",%s}"
                                    .formatted(account, order));
            assertThat(placed.status()).as(placed.toString()).isEqualTo(200);
        }
    }

    @Test
    void trading_by_day_and_night() throws IOException {
        Visitor dark = CHROMIUM.visitor(SERVER.url()).opens();
        trades(dark);
        shows(dark, "trade-dark");
        Visitor light =
                CHROMIUM.visitor(SERVER.url(), Chromium.wide().setColorScheme(ColorScheme.LIGHT))
                        .opens();
        trades(light);
        shows(light, "trade-light");
    }

    @Test
    void what_is_around_it() throws IOException {
        Visitor ann = CHROMIUM.visitor(SERVER.url(), Chromium.wide().setViewportSize(1100, 560));
        ann.opens();
        assertThat(ann.button("Sign in")).isVisible();
        shows(ann, "sign-in");
        ann.fillsIn(ANN, "Sign in");
        ann.goesTo("Accounts");
        assertThat(ann.page().getByText("Long-term savings").first()).isVisible();
        shows(ann, "accounts");
        ann.goesTo("Operator");
        // Not the people of other walks.
        ann.field("Filter by e-mail").fill("@example.com");
        assertThat(ann.page().locator("tbody").getByRole(AriaRole.ROW)).hasCount(3);
        shows(ann, "operator");
    }

    @Test
    void trading_in_the_hand() throws IOException {
        Visitor phone = CHROMIUM.visitor(SERVER.url(), Chromium.phone()).opens();
        phone.fillsIn(ANN, "Sign in");
        phone.tab("Order");
        assertThat(new TradeView(phone).amount()).isEnabled();
        new TradeView(phone).chooses("Long-term savings");
        new TradeView(phone).amount().fill("0.015");
        knowsWhatIsFree(new TradeView(phone));
        shows(phone, "trade-narrow");
    }

    private static void trades(Visitor visitor) {
        visitor.fillsIn(ANN, "Sign in");
        var trade = new TradeView(visitor);
        trade.chooses("Long-term savings");
        trade.seesAMovingMarket();
        trade.amount().fill("0.015");
        assertThat(trade.rows("Open orders")).hasCount(2);
        knowsWhatIsFree(trade);
        Locator chart =
                visitor.page()
                        .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Chart"));
        assertThat(chart.locator("canvas").first()).isVisible();
    }

    private static void knowsWhatIsFree(TradeView trade) {
        assertThat(trade.form().getByText("50 %")).isEnabled();
    }

    private static void shows(Visitor visitor, String name) throws IOException {
        Picture picture = Picture.of(visitor.page().screenshot());
        byte[] png = picture.png();
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(name + ".png"), png);
        assertThat(picture.image().getWidth()).isEqualTo(visitor.page().viewportSize().width);
        assertThat(picture.colours()).as("colours of " + name).isGreaterThan(FEWEST_COLOURS);
        assertThat(png.length).as("bytes of " + name).isLessThan(MOST_BYTES);
        assertThat(visitor.overflow()).isZero();
    }
}

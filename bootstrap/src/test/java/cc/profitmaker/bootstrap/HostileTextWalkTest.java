package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;

/**
 * Text of others is shown as text. What would run it, a dialog or a broken policy, {@link Observed}
 * would tell of.
 */
final class HostileTextWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final String MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    private static final String TURNED = "\u202Eתווית\u2066 العربية";
    private static final String LONG = MARKUP + TURNED + "x".repeat(10_000);

    @Test
    void a_label_and_an_address_of_markup_are_read_as_they_are() {
        String address = "<img/src=x/onerror=alert(1)>'\"&@hostile.example";
        Client client = Walks.registered(SERVER.client(), address);
        Walks.paperAccount(client, "hostile", MARKUP);
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        // The browser's own check of the field would not let such an address pass.
        visitor.page().locator("form").evaluate("(form) => (form.noValidate = true)");
        visitor.fillsIn(address, "Sign in");

        assertThat(new TradeView(visitor).account()).containsText(MARKUP);
        assertThat(visitor.page().getByText(address).first()).isAttached();
        assertThat(new TradeView(visitor).shows("Balances")).containsText(MARKUP);
        visitor.goesTo("Accounts");
        assertThat(visitor.page().getByText(MARKUP).first()).isVisible();
        keepsItsWidth(visitor);
    }

    @Test
    void what_no_server_of_ours_would_say_breaks_nothing_either() {
        Visitor visitor = CHROMIUM.visitor(SERVER.url(), Chromium.phone());
        ObjectNode account =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("id", "1")
                        .put("exchange", "paper")
                        .put("label", LONG)
                        .put("read_only", false)
                        .put("has_ro_keys", false)
                        .put("owner_user_id", "somebody")
                        .put("access_level", "trade")
                        .put("shared", true)
                        .put("created_at", "2026-11-23T12:00:00Z");
        visitor.page().route("**/api/accounts", route -> answer(route, 200, "[" + account + "]"));
        visitor.registers("phone@hostile.example");

        visitor.goesTo("Accounts");
        assertThat(visitor.page().getByText(MARKUP).first()).isVisible();
        keepsItsWidth(visitor);
        visitor.goesTo("Trade");
        for (String part : new String[] {"Chart", "Book", "Trades", "Order", "Account"}) {
            visitor.tab(part);
            keepsItsWidth(visitor);
        }
    }

    @Test
    void an_exchanges_own_words_are_read_as_they_are() {
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).registers("error@hostile.example");
        ObjectNode refusal =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("error", "The exchange refused the order.")
                        .put("code", "exchange_refused")
                        .put("requestId", "r");
        refusal.putObject("details").put("exchangeMessage", LONG);
        visitor.page()
                .route(
                        "**/api/exchange/createOrder",
                        route -> answer(route, 422, refusal.toString()));
        var trade = new TradeView(visitor);
        assertThat(trade.account()).containsText("Paper");

        trade.buys("0.01");

        assertThat(trade.fates()).containsText("Not placed");
        assertThat(trade.fates()).containsText(MARKUP);
        keepsItsWidth(visitor);
    }

    @Test
    void a_search_for_anything_finds_nothing_and_says_so() {
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).registers("search@hostile.example");
        visitor.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Choose a market"))
                .click();
        Locator markets = visitor.dialog("Markets");
        markets.getByLabel("Search markets").fill("eth");
        assertThat(markets.getByText("ETH/USDT").first()).isVisible();
        for (String text : new String[] {LONG, "(?<=a+)+$", "\u0000\uD800", "__proto__"}) {
            markets.getByLabel("Search markets").fill(text);
            assertThat(markets.getByText("ETH/USDT")).hasCount(0);
        }
        keepsItsWidth(visitor);
    }

    private static void answer(Route route, int status, String json) {
        route.fulfill(
                new Route.FulfillOptions()
                        .setStatus(status)
                        .setHeaders(Map.of("Content-Type", "application/json"))
                        .setBody(json));
    }

    private static void keepsItsWidth(Visitor visitor) {
        assertThat(visitor.overflow()).as("pixels beyond the window").isZero();
        assertThat(visitor.page().locator("img, script:not([src])")).hasCount(0);
    }
}

package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.HashMap;
import java.util.Map;

/** The server goes away and comes back while somebody looks. */
final class RestartWalkTest {
    @RegisterExtension static final Desk DESK = new Desk();
    @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    @Test
    void a_page_says_that_it_lost_the_server_marks_what_is_old_and_comes_back_by_itself()
            throws Exception {
        Map<String, String> environment = new HashMap<>(POSTGRES.freshDatabase("restart"));
        environment.put("PORT", Integer.toString(Ports.free()));
        environment.put("AUTH_URL", "off");
        environment.put("ALLOW_REGISTRATION", "true");
        environment.put("VAULT_MASTER_KEY", TerminalServer.MASTER_KEY);
        Server server = DESK.start(environment);
        Visitor ann = CHROMIUM.visitor(server.url()).registers("ann@restart.example");
        var trade = new TradeView(ann);
        trade.seesAMovingMarket();
        ann.page().evaluate("window.sameDocument = true");

        DESK.afterEach(null);

        assertThat(ann.page().getByText("Connection lost")).isVisible();
        assertThat(trade.book().getByText("not live").first()).isVisible();
        assertThat(trade.shows("Balances").getByText("not live").first()).isVisible();

        DESK.start(environment);

        assertThat(ann.page().getByText("Connected", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        trade.seesAMovingMarket();
        assertThat(trade.shows("Balances")).containsText("USDT");
        assertThat(trade.shows("Balances").getByText("not live")).hasCount(0);
        trade.buys("0.01");
        assertThat(trade.fates()).containsText("Filled");
        assertThat(ann.page().evaluate("window.sameDocument")).isEqualTo(true);
    }
}

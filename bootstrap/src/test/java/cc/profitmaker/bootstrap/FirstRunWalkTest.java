package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Map;

/** From nothing at all to a filled order, by hand in a browser. */
final class FirstRunWalkTest {
    @RegisterExtension static final Desk DESK = new Desk();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    @Test
    void within_a_minute_of_the_start_an_order_is_filled_in_a_moving_market() {
        long begun = System.nanoTime();
        Server server = DESK.start(Map.of("AUTH_URL", "off"));
        Visitor ann = CHROMIUM.visitor(server.url()).opens();
        assertThat(ann.page().getByText("Set up your terminal")).isVisible();
        ann.fillsIn("ann@example.org", "Create");

        var trade = new TradeView(ann);
        assertThat(trade.account()).containsText("Paper");
        trade.seesAMovingMarket();
        trade.buys("0.01");

        assertThat(trade.fates()).containsText("Filled");
        assertThat(trade.rows("My trades")).hasCount(1);
        assertThat(trade.rows("My trades")).containsText("0.01");
        assertThat(trade.shows("Balances")).containsText("1.00999");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(1));
        assertThat(ann.link("Operator")).isVisible();
    }
}

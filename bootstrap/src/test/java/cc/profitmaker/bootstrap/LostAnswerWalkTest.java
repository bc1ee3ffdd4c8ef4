package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One order is meant, whatever happens on its way. */
final class LostAnswerWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final String ORDERS = "/api/exchange/createOrder";

    @Test
    void an_order_whose_answer_is_lost_is_called_unknown_and_settles_by_itself_as_one() {
        Visitor ann = CHROMIUM.visitor(SERVER.url()).registers("ann@lost.example");
        var lost = new AtomicInteger();
        ann.page()
                .route(
                        "**" + ORDERS,
                        route -> {
                            if (lost.getAndIncrement() == 0) {
                                // It reaches the server and is carried out; only nobody is told.
                                assertThat(route.fetch().status()).isEqualTo(200);
                                route.abort();
                            } else {
                                route.resume();
                            }
                        });
        var trade = new TradeView(ann);
        assertThat(trade.account()).containsText("Paper");

        trade.buys("0.01");

        assertThat(trade.fates()).containsText("unknown");
        assertThat(trade.fates()).containsText("Filled");
        assertThat(trade.rows("My trades")).hasCount(1);
        assertThat(namesOfOrders(ann)).hasSize(2).containsOnly(namesOfOrders(ann).getFirst());
    }

    @Test
    void a_double_click_and_two_clicks_at_once_are_one_order() {
        Visitor ann = CHROMIUM.visitor(SERVER.url()).registers("ann@double.example");
        var trade = new TradeView(ann);
        assertThat(trade.account()).containsText("Paper");

        trade.drafts("Buy", "0.01");
        trade.placeButton().dblclick();
        assertThat(trade.fates()).hasCount(1);
        assertThat(trade.fates().first()).containsText("Filled");
        trade.drafts("Sell", "0.02");
        trade.placeButton().evaluate("(button) => { button.click(); button.click(); }");
        assertThat(trade.fates()).hasCount(2);

        assertThat(trade.rows("My trades")).hasCount(2);
        assertThat(ann.observed().sentTo(ORDERS)).hasSize(2);
    }

    private static List<String> namesOfOrders(Visitor visitor) {
        return visitor.observed().sentTo(ORDERS).stream()
                .map(sent -> sent.header("idempotency-key"))
                .toList();
    }
}

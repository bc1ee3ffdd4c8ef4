package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a mouse, and with a thumb. */
final class KeyboardAndTouchWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final int FAR = 120;

    @Test
    void everything_from_signing_in_to_an_order_can_be_done_with_keys_alone() {
        String email = "keys@hands.example";
        Walks.paperAccount(Walks.registered(SERVER.client(), email), "keys", "By keys");
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        Keyboard keys = visitor.page().keyboard();
        assertThat(visitor.field("E-mail")).isVisible();
        tabTo(visitor, visitor.field("E-mail"));
        keys.type(email);
        tabTo(visitor, visitor.field("Password"));
        keys.type(Visitor.PASSWORD);
        keys.press("Enter");

        var trade = new TradeView(visitor);
        assertThat(trade.account()).containsText("By keys");
        assertThat(trade.amount()).isEnabled();
        tabTo(visitor, trade.amount());
        keys.type("0.01");
        tabTo(visitor, trade.review());
        keys.press("Enter");
        assertThat(trade.placeButton()).isVisible();
        tabTo(visitor, trade.placeButton());
        keys.press("Enter");

        assertThat(trade.fates()).containsText("Filled");
    }

    @Test
    void on_a_narrow_screen_nothing_runs_over_and_an_order_is_placed_by_touch() {
        Visitor visitor = CHROMIUM.visitor(SERVER.url(), Chromium.phone()).opens();
        fits(visitor);
        visitor.registers("touch@hands.example");
        var trade = new TradeView(visitor);
        assertThat(trade.account()).containsText("Paper");
        for (String part : new String[] {"Chart", "Book", "Trades", "Account", "Order"}) {
            visitor.tab(part);
            fits(visitor);
        }

        assertThat(trade.amount()).isEnabled();
        trade.amount().tap();
        visitor.page().keyboard().type("0.01");
        trade.review().tap();
        fits(visitor);
        trade.placeButton().tap();
        assertThat(trade.fates()).containsText("Filled");
        visitor.tab("Account");
        assertThat(trade.rows("My trades")).hasCount(1);
        fits(visitor);
        visitor.goesTo("Accounts");
        fits(visitor);
    }

    private static void tabTo(Visitor visitor, Locator aim) {
        for (int i = 0; i < FAR; i++) {
            if (Boolean.TRUE.equals(aim.evaluate("(one) => one === document.activeElement"))) {
                return;
            }
            visitor.page().keyboard().press("Tab");
        }
        throw new AssertionError("no key leads to " + aim);
    }

    private static void fits(Visitor visitor) {
        assertThat(visitor.overflow()).as("pixels beyond the window").isZero();
    }
}

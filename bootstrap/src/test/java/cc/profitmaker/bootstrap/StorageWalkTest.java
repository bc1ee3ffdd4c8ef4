package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/** A browser's storage is others' too: it may be full, forbidden, or hold anything. */
final class StorageWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final String PUT_EVERYWHERE =
            "(nonsense) => ['profitmaker.sso.sessions', 'profitmaker.local.sessions', 'profitmaker.sso.token',"
                    + " 'profitmaker.page.theme', 'user-store'].forEach((key) => (localStorage[key] = nonsense))";
    private static final String FULL =
            "() => { let size = 4_000_000; let n = 0; while (size > 0) {"
                    + " try { localStorage['fill' + n++] = 'x'.repeat(size); }"
                    + " catch { size = Math.floor(size / 2); } } }";

    @Test
    void whatever_it_holds_the_page_opens_and_lets_in() {
        String email = "nonsense@storage.example";
        Walks.paperAccount(Walks.registered(SERVER.client(), email), "storage", "Mine");
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        for (String nonsense :
                List.of(
                        "{\"sessions\": [{",
                        "null",
                        "[]",
                        "\"text\"",
                        "{\"sessions\": {\"0\": 1}, \"activeSessionId\": {}, \"activeId\": []}",
                        "{\"sessions\": [null, 7, {\"token\": 5}, {\"id\": [], \"token\": \"a.b.c\", \"user\": null}]}")) {
            visitor.page().evaluate(PUT_EVERYWHERE, nonsense);
            visitor.page().reload();
            assertThat(visitor.field("E-mail")).isVisible();
        }

        visitor.fillsIn(email, "Sign in");

        assertThat(new TradeView(visitor).account()).containsText("Mine");
        visitor.goesTo("Accounts");
        assertThat(visitor.page().getByText("Mine").first()).isVisible();
    }

    @Test
    void a_full_one_keeps_nobody_out() {
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        visitor.page().evaluate(FULL);

        visitor.registers("full@storage.example");

        var trade = new TradeView(visitor);
        trade.buys("0.01");
        assertThat(trade.fates()).containsText("Filled");
    }

    @Test
    void one_bad_entry_does_not_hide_the_others() {
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).registers("two@storage.example");
        assertThat(new TradeView(visitor).account()).containsText("Paper");
        visitor.page()
                .evaluate(
                        "() => { const key = 'profitmaker.local.sessions'; const kept = JSON.parse(localStorage[key]);"
                                + " kept.sessions.unshift(null, {id: 1}, 'x'); kept.newer = {of: 'another version'};"
                                + " localStorage[key] = JSON.stringify(kept); }");

        visitor.page().reload();

        assertThat(new TradeView(visitor).account()).containsText("Paper");
    }

    @Test
    void two_tabs_sign_out_and_in_together() {
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).registers("tabs@storage.example");
        Page first = visitor.page();
        Page second = visitor.otherTab();
        visitor.opens();
        assertThat(visitor.link("Trade")).isVisible();

        visitor.menu("tabs@storage.example").click();
        visitor.button("Sign out").click();
        assertThat(visitor.field("E-mail")).isVisible();
        visitor.turnTo(first);
        assertThat(visitor.field("E-mail")).isVisible();
        assertThat(visitor.link("Trade")).hasCount(0);

        visitor.fillsIn("tabs@storage.example", "Sign in");
        visitor.turnTo(second);
        assertThat(visitor.link("Trade")).isVisible();
        assertThat(new TradeView(visitor).account()).containsText("Paper");
    }

    @Test
    void an_older_single_token_becomes_one_of_several() {
        String token = SERVER.auth().token("s-older", "older@sso.example");
        Walks.paperAccount(SERVER.client().with(token), "older", "From before");
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        visitor.page()
                .evaluate(
                        "([key, token]) => (localStorage[key] = token)",
                        List.of("profitmaker.sso.token", token));

        visitor.page().reload();

        assertThat(new TradeView(visitor).account()).containsText("From before");
        visitor.page()
                .waitForCondition(
                        () ->
                                visitor.page()
                                                .evaluate(
                                                        "localStorage['profitmaker.sso.token'] ?? null")
                                        == null);
    }
}

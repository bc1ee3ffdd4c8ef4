package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.auth.testing.Behaviour;
import cc.profitmaker.adapter.auth.testing.Plane;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Instant;
import java.util.regex.Pattern;

/** Several people of the auth service in one browser. */
final class IdentitiesWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final String SESSIONS = "profitmaker.sso.sessions";

    @AfterEach
    void the_auth_service_is_well_again() {
        SERVER.auth().behave(Plane.SESSION, Behaviour.PROPER);
    }

    @Test
    void two_identities_are_here_at_once_and_everything_follows_the_active_one() {
        known("ann", "Ann's central account");
        known("bob", "Bob's central account");
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        var trade = new TradeView(visitor);

        visitor.link("Sign in with Marketmaker").click();
        enter(visitor, "ann");
        assertThat(trade.account()).containsText("Ann's central account");

        visitor.menu(email("ann")).click();
        visitor.page().getByText("Add an identity").click();
        visitor.link("Sign in with Marketmaker").click();
        enter(visitor, "bob");
        assertThat(trade.account()).containsText("Bob's central account");
        assertThat(trade.account()).not().containsText("Ann's");
        assertThat(trade.shows("Balances")).containsText("Bob's central account");

        visitor.menu(email("bob")).click();
        entry(visitor, "ann").click();
        assertThat(trade.account()).containsText("Ann's central account");
        assertThat(trade.account()).not().containsText("Bob's");
        assertThat(trade.shows("Balances")).containsText("Ann's central account");
        assertThat(trade.shows("Balances")).containsText("USDT");
        visitor.page().reload();
        assertThat(trade.account()).containsText("Ann's central account");
    }

    @Test
    void who_is_stale_stays_listed_and_their_token_is_never_sent() {
        known("carl", "Carl's");
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        visitor.link("Sign in with Marketmaker").click();
        enter(visitor, "carl");
        assertThat(visitor.link("Trade")).isVisible();
        String ended =
                SERVER.auth().token(claims("dora").put("exp", Instant.now().getEpochSecond() - 5));
        ObjectNode dora = JsonNodeFactory.instance.objectNode().put("id", "d").put("token", ended);
        dora.putObject("user").put("userId", "s-dora").put("email", email("dora"));
        visitor.page()
                .evaluate(
                        "([key, more]) => { const kept = JSON.parse(localStorage[key]);"
                                + " kept.sessions.push(JSON.parse(more));"
                                + " localStorage[key] = JSON.stringify(kept); }",
                        java.util.List.of(SESSIONS, dora.toString()));

        visitor.page().reload();
        visitor.menu(email("carl")).click();
        assertThat(entry(visitor, "dora")).containsText("signed out");
        entry(visitor, "dora").click();
        assertThat(visitor.page().getByText(email("dora")).first()).isVisible();
        assertThat(visitor.link("Trade")).hasCount(0);

        assertThat(visitor.observed().sent()).noneMatch(sent -> sent.holds(ended));
    }

    @Test
    void an_auth_service_that_is_down_is_never_taken_for_being_signed_out() {
        known("emma", "Emma's");
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).opens();
        visitor.link("Sign in with Marketmaker").click();
        enter(visitor, "emma");
        var trade = new TradeView(visitor);
        assertThat(trade.account()).containsText("Emma's");

        for (Behaviour down : java.util.List.of(Behaviour.UNAVAILABLE, Behaviour.HANGING_UP)) {
            SERVER.auth().behave(Plane.SESSION, down);
            visitor.page().reload();
            assertThat(trade.account()).containsText("Emma's");
            assertThat(visitor.page().getByText("cannot be reached").first()).isVisible();
        }
        SERVER.auth().behave(Plane.SESSION, Behaviour.UNAVAILABLE);
        Visitor stranger = CHROMIUM.visitor(SERVER.url()).opens();
        assertThat(stranger.page().getByText("cannot be reached").first()).isVisible();
        assertThat(stranger.button("Sign in")).isEnabled();
    }

    private static String email(String name) {
        return name + "@sso.example";
    }

    private static ObjectNode claims(String name) {
        ObjectNode claims =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sub", "s-" + name)
                        .put("email", email(name))
                        .put("iat", Instant.now().getEpochSecond())
                        .put("exp", Instant.now().getEpochSecond() + 3600);
        claims.putObject("roles").put("terminal", "user");
        return claims;
    }

    private static void known(String name, String account) {
        Walks.paperAccount(
                SERVER.client().with(SERVER.auth().token(claims(name))), "key of " + name, account);
    }

    /** At the auth service's own page. */
    private static void enter(Visitor visitor, String name) {
        visitor.button(email(name)).click();
        visitor.page().waitForURL(Pattern.compile(Pattern.quote(SERVER.url().toString()) + ".*"));
    }

    private static Locator entry(Visitor visitor, String name) {
        return visitor.page()
                .locator(".identity-panel")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions()
                                .setName(Pattern.compile("^\\W*" + email(name))));
    }
}

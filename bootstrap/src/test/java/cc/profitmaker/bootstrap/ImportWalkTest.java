package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;

/** The accounts an earlier terminal left in this browser. */
final class ImportWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final String MASTER = "the old master password";
    private static final String HEADING = "Accounts of an earlier terminal in this browser";

    @Test
    void plain_rows_come_in_one_that_fails_is_named_and_kept() {
        Visitor ann =
                withOldStore(
                        "ann@import.example", plain("paper", "first"), plain("nosuch", "second"));

        ann.button("Bring them in").click();

        assertThat(ann.page().getByText("nosuch").first()).isVisible();
        ann.page().waitForCondition(() -> !stored(ann).contains("key-first"));
        assertThat(stored(ann)).contains("key-second").contains("secret-second");
        assertThat(ann.button("Rotate keys")).hasCount(2);
    }

    @Test
    void encrypted_rows_want_the_master_password_and_leave_nothing_behind() throws Exception {
        var cipher = new OldCipher(MASTER);
        Visitor ann =
                withOldStore(
                        "bob@import.example",
                        cipher.row("paper", "third"),
                        plain("paper", "fourth"));
        ann.page()
                .evaluate(
                        "(kept) => Object.assign(localStorage, kept)",
                        Map.of("encryption-salt", cipher.salt(), "encryption-hash", "x"));
        ann.page().reload();

        ann.field("Master password").fill("not that one");
        ann.button("Bring them in").click();
        assertThat(
                        ann.page()
                                .getByText("password")
                                .filter(
                                        new com.microsoft.playwright.Locator.FilterOptions()
                                                .setHasText(
                                                        java.util.regex.Pattern.compile(
                                                                "not|wrong|opens")))
                                .first())
                .isVisible();
        assertThat(stored(ann)).contains(cipher.lastSealed());

        ann.field("Master password").fill(MASTER);
        ann.button("Bring them in").click();

        ann.page()
                .waitForCondition(
                        () ->
                                Boolean.TRUE.equals(
                                        ann.page()
                                                .evaluate(
                                                        "['user-store', 'encryption-salt', 'encryption-hash'].every((key) => localStorage[key] === undefined)")));
        assertThat(ann.button("Rotate keys")).hasCount(3);
        assertThat(ann.observed().sent()).noneMatch(sent -> sent.holds(MASTER));
    }

    private static Visitor withOldStore(String email, ObjectNode... rows) {
        ObjectNode store = JsonNodeFactory.instance.objectNode();
        ArrayNode accounts =
                store.putObject("state").putArray("users").addObject().putArray("accounts");
        for (ObjectNode row : rows) {
            accounts.add(row);
        }
        Visitor visitor = CHROMIUM.visitor(SERVER.url()).registers(email);
        visitor.page()
                .evaluate("(store) => (localStorage['user-store'] = store)", store.toString());
        visitor.goesTo("Accounts");
        assertThat(visitor.page().getByText(HEADING, new Page.GetByTextOptions())).isVisible();
        return visitor;
    }

    private static ObjectNode plain(String exchange, String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("exchange", exchange)
                .put("key", "key-" + name)
                .put("privateKey", "secret-" + name)
                .put("notes", "Old " + name);
    }

    private static String stored(Visitor visitor) {
        return String.valueOf(visitor.page().evaluate("localStorage['user-store'] ?? ''"));
    }
}

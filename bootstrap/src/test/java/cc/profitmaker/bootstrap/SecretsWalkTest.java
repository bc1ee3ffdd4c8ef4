package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/** A key goes through the browser once and is then nowhere in it. */
final class SecretsWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final String KEY = "zqCANARYkeyZq7431";
    private static final String SECRET = "zqCANARYsecretZq9162";
    private static final String PHRASE = "zqCANARYphraseZq5508";
    private static final String MARK = "zqCANARY";

    private static final String EVERYTHING_KEPT =
            """
            async () => JSON.stringify([
                Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href, history.state,
                await indexedDB.databases(), await caches.keys(), (await navigator.serviceWorker?.getRegistrations() ?? []).length,
                document.documentElement.outerHTML, [...document.querySelectorAll('input, textarea')].map((one) => one.value),
                performance.getEntries().map((one) => one.name),
            ])""";

    @Test
    void an_enrolled_key_is_in_no_storage_page_heap_or_request_but_the_one_that_enrolled_it() {
        Visitor ann = CHROMIUM.visitor(SERVER.url()).registers("ann@secrets.example");
        ann.goesTo("Accounts");
        ann.button("Add an account").first().click();
        Locator dialog = ann.dialog("Add an account");
        Visitor.field(dialog, "Exchange").selectOption("paper");
        Visitor.field(dialog, "Label").fill("Canary");
        // Not `fill`, which hands the text to a script in the page: the heap would hold it through
        // us.
        type(ann, dialog, "API key", KEY);
        type(ann, dialog, "API secret", SECRET);
        type(ann, dialog, "Passphrase", PHRASE);
        dialog.getByText("Check and store").click();
        assertThat(ann.page().getByText("is in the vault")).isVisible();

        everywhere(ann);
        ann.button("Done").click();
        ann.goesTo("Trade");
        everywhere(ann);

        List<Observed.Sent> carrying =
                ann.observed().sent().stream().filter(sent -> sent.holds(MARK)).toList();
        assertThat(carrying).hasSize(1);
        assertThat(carrying.getFirst().method()).isEqualTo("POST");
        assertThat(carrying.getFirst().url().toString())
                .isEqualTo(SERVER.url().resolve("/api/accounts").toString());
        assertThat(carrying.getFirst().body()).contains(KEY, SECRET, PHRASE);
        assertThat(carrying.getFirst().headers().toString()).doesNotContain(MARK);
    }

    private static void type(Visitor visitor, Locator dialog, String field, String text) {
        Visitor.field(dialog, field).click();
        visitor.page().keyboard().insertText(text);
    }

    private static void everywhere(Visitor visitor) {
        assertThat(visitor.page().evaluate(EVERYTHING_KEPT).toString()).doesNotContain(MARK);
        assertThat(visitor.context().cookies().toString()).isEqualTo("[]");
        assertThat(heap(visitor).contains(MARK)).as("in the heap").isFalse();
    }

    /** Every string that anything alive refers to, after what is dead was thrown away. */
    private static String heap(Visitor visitor) {
        CDPSession devtools = visitor.context().newCDPSession(visitor.page());
        var snapshot = new StringBuilder();
        devtools.on(
                "HeapProfiler.addHeapSnapshotChunk",
                (JsonObject chunk) -> snapshot.append(chunk.get("chunk").getAsString()));
        devtools.send("HeapProfiler.enable");
        devtools.send("HeapProfiler.collectGarbage");
        devtools.send("HeapProfiler.takeHeapSnapshot");
        devtools.detach();
        // Or it would prove nothing: the account's label is known to the page.
        assertThat(snapshot.indexOf("Canary")).as("a heap of this page").isPositive();
        return snapshot.toString();
    }
}

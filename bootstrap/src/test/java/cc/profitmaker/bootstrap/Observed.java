package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a visitor's browser reported: what it sent, and all that must not happen on any page. */
final class Observed {
    /** Whatever left the browser. */
    record Sent(String method, URI url, Map<String, String> headers, String body) {
        /** {@code name}: in lower case. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean holds(String text) {
            return (url + " " + headers + " " + body).contains(text);
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    void watch(Page page) {
        page.onRequest(this::sent);
        page.onResponse(this::answered);
        page.onConsoleMessage(this::said);
        page.onPageError(error -> faults.add("error in the page: " + error));
        page.onCrash(_ -> faults.add("the page crashed"));
        page.onDialog(
                dialog -> {
                    faults.add("a dialog: " + dialog.message());
                    dialog.dismiss();
                });
        page.onWebSocket(
                socket ->
                        socket.onFrameSent(
                                frame ->
                                        sent.add(
                                                new Sent(
                                                        "FRAME",
                                                        URI.create(socket.url()),
                                                        Map.of(),
                                                        frame.text() == null
                                                                ? ""
                                                                : frame.text()))));
    }

    private void sent(Request request) {
        String body = request.postData();
        sent.add(
                new Sent(
                        request.method(),
                        URI.create(request.url()),
                        request.headers(),
                        body == null ? "" : body));
    }

    private void answered(Response response) {
        String policy = response.headers().getOrDefault("content-security-policy", "");
        if (policy.contains("unsafe")) {
            faults.add(response.url() + " allows " + policy);
        }
        boolean page =
                response.request().isNavigationRequest()
                        && response.headers().containsKey("x-request-id");
        if (page && !policy.contains("require-trusted-types-for 'script'")) {
            faults.add(response.url() + " has no policy: " + policy);
        }
    }

    /**
     * What is refused or unreachable is logged by the browser itself; whether it may be, tests say.
     */
    private void said(ConsoleMessage message) {
        boolean ofTheNetwork =
                message.text().startsWith("Failed to load resource:")
                        || message.text().startsWith("WebSocket connection to ");
        if (message.type().equals("error") && !ofTheNetwork) {
            faults.add("console: " + message.text() + " at " + message.location());
        }
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<Sent> sentTo(String path) {
        return sent.stream().filter(one -> one.url().getPath().equals(path)).toList();
    }

    void judge() {
        assertThat(faults).as("what no page may do").isEmpty();
    }
}

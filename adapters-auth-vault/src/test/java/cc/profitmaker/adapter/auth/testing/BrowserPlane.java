package cc.profitmaker.adapter.auth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What a browser sees of the auth service: its form, which lets everybody in who is named on it,
 * the cookie it sets, and the session that pages elsewhere may ask for with that cookie.
 */
final class BrowserPlane {
    static final String LOGIN = "/login";
    static final String LOGOUT = "/api/v1/auth/logout";

    private static final String COOKIE = "mm_session";
    private static final Pattern PAGES_SERVED =
            Pattern.compile("http://(127\\.0\\.0\\.1|localhost):\\d+");
    private static final Pattern WAYS_BACK = Pattern.compile(PAGES_SERVED.pattern() + "(/.*)?");

    private final AccountBook book;
    private final SigningKeys keys;
    private final Map<String, String> signedIn = new ConcurrentHashMap<>();

    BrowserPlane(AccountBook book, SigningKeys keys) {
        this.book = book;
        this.keys = keys;
    }

    /** Must come before anything is answered: a refusal, too, is for the page that asked. */
    static void letPagesRead(HttpExchange exchange) {
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"))
                .filter(origin -> PAGES_SERVED.matcher(origin).matches())
                .ifPresent(
                        origin -> {
                            var headers = exchange.getResponseHeaders();
                            headers.set("Access-Control-Allow-Origin", origin);
                            headers.set("Access-Control-Allow-Credentials", "true");
                            headers.set("Vary", "Origin");
                        });
    }

    Answer session(HttpExchange exchange) {
        Optional<String> subject = subject(exchange);
        if (subject.isEmpty()) {
            return Answer.refused(401, "no_session");
        }
        ObjectNode claims = Tokens.claims(subject.get(), book.emailOf(subject.get()).orElseThrow());
        ObjectNode session =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("token", keys.sign(claims))
                        .put("user_id", subject.get());
        session.set("email", claims.path("email"));
        session.set("roles", claims.path("roles"));
        return Answer.ok(session);
    }

    Answer logout(HttpExchange exchange) {
        cookie(exchange).ifPresent(signedIn::remove);
        exchange.getResponseHeaders().set("Set-Cookie", COOKIE + "=; Path=/; Max-Age=0");
        return Answer.done();
    }

    /** The form; or the way back at once when the cookie is good and nobody else is asked for. */
    void show(HttpExchange exchange) throws IOException {
        Map<String, String> asked = fields(exchange.getRequestURI().getRawQuery());
        Optional<String> back = wayBack(asked);
        if (back.isEmpty()) {
            Conduct.send(exchange, 400, "text/plain", "Where to?");
        } else if (subject(exchange).isPresent() && !"login".equals(asked.get("prompt"))) {
            sendTo(exchange, back.get());
        } else {
            Conduct.send(exchange, 200, "text/html; charset=utf-8", form(back.get()));
        }
    }

    void enter(HttpExchange exchange, String body) throws IOException {
        Map<String, String> filled = fields(body);
        Optional<String> back = wayBack(filled);
        Optional<String> subject =
                Optional.ofNullable(filled.get("subject"))
                        .filter(one -> book.emailOf(one).isPresent());
        if (back.isEmpty() || subject.isEmpty()) {
            Conduct.send(exchange, 400, "text/plain", "Who, and where to?");
            return;
        }
        String session = UUID.randomUUID().toString();
        signedIn.put(session, subject.get());
        exchange.getResponseHeaders()
                .set("Set-Cookie", COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
        sendTo(exchange, back.get());
    }

    private String form(String back) {
        var page = new StringBuilder("<!doctype html><title>Marketmaker</title><h1>Sign in</h1>");
        book.everybody()
                .forEach(
                        (subject, email) ->
                                page.append("<form method=\"post\" action=\"/login\">")
                                        .append(hidden("return", back))
                                        .append(hidden("subject", subject))
                                        .append(
                                                "<button>%s</button></form>"
                                                        .formatted(text(email))));
        return page.toString();
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(name, text(value));
    }

    private static String text(String value) {
        return value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    private static void sendTo(HttpExchange exchange, String place) throws IOException {
        exchange.getResponseHeaders().set("Location", place);
        Conduct.send(exchange, 303, "text/plain", "");
    }

    private static Optional<String> wayBack(Map<String, String> fields) {
        return Optional.ofNullable(fields.get("return"))
                .filter(place -> WAYS_BACK.matcher(place).matches());
    }

    private Optional<String> subject(HttpExchange exchange) {
        return cookie(exchange).map(signedIn::get);
    }

    private static Optional<String> cookie(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")).stream()
                .flatMap(header -> Arrays.stream(header.split("; *", -1)))
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .findFirst();
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : Optional.ofNullable(encoded).orElse("").split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, sign), UTF_8),
                        URLDecoder.decode(pair.substring(sign + 1), UTF_8));
            }
        }
        return fields;
    }
}

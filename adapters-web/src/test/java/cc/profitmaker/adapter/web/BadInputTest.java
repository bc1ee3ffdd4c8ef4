package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.web.rest.Rest;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Everything that is no request, at every route there is. */
final class BadInputTest {
    /** In every bad value; no answer may say it back. */
    private static final String MARK = "zqMARKqz";

    private static final String KEYS = "\"apiKey\":\"k\",\"secret\":\"s\"";

    /** {@code body}: the bytes, as Latin-1. */
    private record Bad(String name, String type, String body, String encoding) {
        static Bad json(String name, String body) {
            return new Bad(name, "application/json", bytes(body, UTF_8), null);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String bytes(String text, Charset charset) {
        return new String(text.getBytes(charset), ISO_8859_1);
    }

    /** No route may take any of these. */
    private static List<Bad> noJson() {
        List<Bad> bad = new ArrayList<>();
        for (String body :
                List.of(
                        "{\"a\":" + MARK + "}",
                        "{\"" + MARK + "\":1",
                        "{\"" + MARK + "\":1}}",
                        "{\"" + MARK + "\":1} {}",
                        "{'" + MARK + "':1}",
                        "{\"a\":NaN,\"" + MARK + "\":1}",
                        "{\"a\":01}",
                        "{\"a\":\"\\x\"}",
                        "{\"" + MARK + "\":1,\"" + MARK + "\":2}",
                        "[\"" + MARK + "\"]",
                        "\"" + MARK + "\"",
                        "17",
                        "null",
                        "true",
                        "// " + MARK + "\n{}",
                        "{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}",
                        "{\"a\":" + "{\"a\":".repeat(70) + "1" + "}".repeat(70) + "}",
                        "[".repeat(200_000))) {
            bad.add(Bad.json(body.substring(0, Math.min(body.length(), 40)), body));
        }
        String object = "{\"" + MARK + "\":1}";
        bad.add(new Bad("UTF-16", "application/json", bytes(object, UTF_16), null));
        bad.add(new Bad("marked", "application/json", bytes("\uFEFF" + object, UTF_8), null));
        bad.add(new Bad("broken UTF-8", "application/json", "{\"\u00C3(\":1}", null));
        bad.add(new Bad("overlong UTF-8", "application/json", "{\"\u00C0\u00AF\":1}", null));
        bad.add(new Bad("no type", null, object, null));
        bad.add(new Bad("a form", "application/x-www-form-urlencoded", MARK, null));
        bad.add(new Bad("text", "text/plain", object, null));
        bad.add(new Bad("Latin-1", "application/json; charset=latin1", object, null));
        bad.add(new Bad("gzip", "application/json", object, "gzip"));
        bad.add(Bad.json("over 1 MiB", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}"));
        return bad;
    }

    /** Well-formed, and wrong for every route that reads something. */
    private static List<Bad> wrong() {
        List<Bad> bad = new ArrayList<>();
        String text = "\"" + MARK + "\"";
        for (String field :
                List.of("email", "password", "current_password", "exchange", "exchangeId")) {
            for (String value : List.of("17", "true", "[]", "{}", "[" + text + "]")) {
                bad.add(Bad.json(field + "=" + value, "{\"" + field + "\":" + value + "}"));
            }
        }
        for (String exchange :
                List.of(
                        MARK,
                        "constructor",
                        "__proto__",
                        "../" + MARK,
                        "",
                        "a".repeat(1_000_000))) {
            bad.add(routed("exchange " + shorten(exchange), exchange, "\"symbol\":\"BTC/USDT\""));
        }
        for (String symbol :
                List.of(
                        "BTC/",
                        "/USDT",
                        "../" + MARK,
                        "constructor",
                        MARK,
                        "BTC/" + MARK + "x",
                        "",
                        "\\u0000",
                        "\\ud800",
                        "x".repeat(1_000_000))) {
            String quoted = "\"" + symbol + "\"";
            bad.add(
                    routed(
                            "symbol " + shorten(symbol),
                            "paper",
                            "\"symbol\":"
                                    + quoted
                                    + ",\"symbols\":["
                                    + quoted
                                    + "],\"leverage\":5"
                                    + ",\"orderId\":\"1\",\"side\":\"buy\",\"type\":\"market\""
                                    + ",\"amount\":1,\"ccxtType\":\"pro\""));
        }
        for (String odd :
                List.of("0", "-1", "1.5", "1e400", "\"" + MARK + "\"", "[]", "{}", "true")) {
            bad.add(
                    routed(
                            "limit and leverage " + odd,
                            "paper",
                            "\"symbol\":\"BTC/USDT\",\"symbols\":[\"BTC/USDT\"],\"limit\":"
                                    + odd
                                    + ",\"leverage\":"
                                    + (odd.equals("1.5") ? "0.5" : odd)
                                    + ",\"orderId\":[],\"side\":7"));
        }
        for (String flag : List.of("1", "\"true\"", "[]")) {
            bad.add(routed("sandbox " + flag, "paper", "\"sandbox\":" + flag));
        }
        return bad;
    }

    private static Bad routed(String name, String exchange, String rest) {
        return Bad.json(
                name,
                "{\"config\":{\"exchangeId\":\""
                        + exchange
                        + "\","
                        + KEYS
                        + "},\"exchangeId\":\""
                        + exchange
                        + "\","
                        + rest
                        + "}");
    }

    private static String shorten(String text) {
        return text.length() > 30 ? text.length() + " letters" : text;
    }

    private static Answer send(RunningServer server, Rest.Route route, Bad bad) {
        return server.send(
                RegisteredRoutes.concrete(route),
                r -> {
                    r.header("Authorization", "Bearer " + server.annsToken);
                    if (bad.type() != null) {
                        r.header("Content-Type", bad.type());
                    }
                    if (bad.encoding() != null) {
                        r.header("Content-Encoding", bad.encoding());
                    }
                    return r.method(
                            route.method(), BodyPublishers.ofString(bad.body(), ISO_8859_1));
                });
    }

    private static void mustRefuse(SoftAssertions all, Rest.Route route, Bad bad, Answer answer) {
        String what = route + " " + bad + " " + shortBody(answer);
        all.assertThat(answer.status()).as(what).isBetween(400, 499);
        all.assertThat(answer.status()).as(what).isNotIn(401, 403);
        all.assertThat(answer.body().toLowerCase(Locale.ROOT))
                .as(what)
                .doesNotContain(MARK.toLowerCase(Locale.ROOT))
                .doesNotContain("jackson")
                .doesNotContain("exception");
        all.assertThat(answer.headers().map().toString()).as(what).doesNotContain(MARK);
        all.check(() -> answer.hasErrorShape(answer.status()));
    }

    private static String shortBody(Answer answer) {
        return answer.body().substring(0, Math.min(200, answer.body().length()));
    }

    @Test
    void what_is_no_json_is_refused_at_every_route_and_reaches_no_exchange() {
        try (var server = RunningServer.start()) {
            var all = new SoftAssertions();
            for (Rest.Route route : RegisteredRoutes.of(server)) {
                for (Bad bad : noJson()) {
                    mustRefuse(all, route, bad, send(server, route, bad));
                }
            }
            all.assertAll();
            assertThat(server.exchange.sent).isEmpty();
        }
    }

    @Test
    void what_makes_no_sense_is_refused_at_every_route_and_reaches_no_exchange() {
        try (var server = RunningServer.start()) {
            var all = new SoftAssertions();
            for (Rest.Route route : RegisteredRoutes.of(server)) {
                // A body of another route's fields is an empty one here, and logout needs none.
                // Who asks for it here may use none of the operators' routes, which have a test of
                // their own.
                if (!route.method().equals("POST")
                        || route.path().endsWith("/logout")
                        || route.path().startsWith("/api/operator/")) {
                    continue;
                }
                for (Bad bad : wrong()) {
                    if (concerns(route, bad)) {
                        mustRefuse(all, route, bad, send(server, route, bad));
                    }
                }
            }
            all.assertAll();
            assertThat(server.exchange.sent).isEmpty();
        }
    }

    private static final Set<String> WITHOUT_SYMBOL =
            Set.of("instance", "capabilities", "fetchBalance", "fetchLedger", "leverageMarkets");
    private static final Set<String> WITHOUT_LIMIT =
            Set.of("market", "fetchTicker", "fetchPositions", "fetchLeverages");
    private static final Set<String> WITH_ANY_WELL_FORMED_SYMBOL =
            Set.of(
                    "fetchOrders",
                    "fetchOpenOrders",
                    "fetchMyTrades",
                    "fetchPositions",
                    "fetchLeverages",
                    // Each market has a fate of its own there, this one's is unknown_symbol.
                    "setLeverages");

    /** A field that a call does not have is ignored there, whatever is in it. */
    private static boolean concerns(Rest.Route route, Bad bad) {
        String call = route.path().substring(route.path().lastIndexOf('/') + 1);
        if (bad.name().startsWith("symbol BTC/zq")) {
            // Whether it is listed is the connector's to say, and the scripted one lists publicly.
            return !WITHOUT_SYMBOL.contains(call) && !WITH_ANY_WELL_FORMED_SYMBOL.contains(call);
        }
        if (bad.name().startsWith("symbol ")) {
            return !WITHOUT_SYMBOL.contains(call);
        }
        return !bad.name().startsWith("limit ")
                || (!WITHOUT_SYMBOL.contains(call) && !WITHOUT_LIMIT.contains(call))
                || call.equals("fetchLedger");
    }

    @Test
    void amounts_and_prices_that_are_none_are_refused_and_reach_no_exchange() {
        List<String> bad =
                new ArrayList<>(
                        List.of(
                                "0",
                                "-1",
                                "\"0\"",
                                "\"-0.5\"",
                                "0.0",
                                "\"NaN\"",
                                "\"Infinity\"",
                                "1e400",
                                "\"1e400\"",
                                "1e-400",
                                "1e2147483647",
                                "\"0x10\"",
                                "\"\"",
                                "\" 1\"",
                                "\"1,5\"",
                                "\"١\"",
                                "true",
                                "[]",
                                "{}",
                                "null",
                                "\"" + MARK + "\"",
                                "123456789012345678901234567890",
                                "0.123456789012345678901234567890",
                                "9".repeat(999),
                                "9".repeat(100_000)));
        var chance = new Random(11);
        for (int i = 0; i < 50; i++) {
            bad.add("-" + chance.nextInt(1000) + "." + chance.nextInt(1000) + "1");
        }
        try (var server = RunningServer.start()) {
            var all = new SoftAssertions();
            var route = new Rest.Route("POST", "/api/exchange/createOrder");
            for (String value : bad) {
                for (String field : List.of("amount", "price", "triggerPrice")) {
                    Bad order = Bad.json(field + "=" + shorten(value), order(field, value));
                    mustRefuse(all, route, order, send(server, route, order));
                }
            }
            all.assertAll();
            assertThat(server.exchange.orders).isEmpty();
            assertThat(server.exchange.sent).isEmpty();
            // The same order with all of them right is placed: it was the values.
            send(server, route, Bad.json("right", order("price", "\"50000\""))).is(200);
            assertThat(server.exchange.orders).hasSize(1);
        }
    }

    private static String order(String field, String value) {
        String price = field.equals("price") ? value : "50000";
        String amount = field.equals("amount") ? value : "1";
        String params = field.equals("triggerPrice") ? "{\"triggerPrice\":" + value + "}" : "{}";
        return "{\"config\":{\"exchangeId\":\"paper\","
                + KEYS
                + "},\"symbol\":\"BTC/USDT\",\"type\":\""
                + (field.equals("triggerPrice") ? "stop_limit" : "limit")
                + "\",\"side\":\"buy\",\"amount\":"
                + amount
                + ",\"price\":"
                + price
                + ",\"params\":"
                + params
                + "}";
    }
}

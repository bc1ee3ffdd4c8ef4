package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.adapter.web.WebConfig.Listening;
import cc.profitmaker.adapter.web.WebConfig.PlaintextKeys;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

final class ExchangeRoutesTest {
    private static final String KEYS =
            "\"config\":{\"exchangeId\":\"paper\",\"apiKey\":\"k\",\"secret\":\"s\"}";

    private static Answer call(RunningServer server, String method, String body) {
        return server.postAs(server.annsToken, "/api/exchange/" + method, body);
    }

    private static String order(String more) {
        return "{" + KEYS + ",\"symbol\":\"BTC/USDT\",\"side\":\"buy\",\"amount\":1," + more + "}";
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void public_calls_answer_in_the_envelope_with_ccxts_structures() {
        try (var server = RunningServer.start()) {
            assertThat(server.getAs(server.annsToken, "/api/exchange/list").is(200).body())
                    .isEqualTo("{\"success\":true,\"data\":[\"paper\"]}");
            Answer ticker =
                    call(server, "fetchTicker", "{\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\"}")
                            .is(200);
            assertThat(names(ticker.json())).containsExactly("success", "provider", "data");
            assertThat(ticker.json().path("provider").asText()).isEqualTo("paper");
            assertThat(names(ticker.json().path("data")))
                    .containsExactlyInAnyOrder(
                            "symbol",
                            "timestamp",
                            "datetime",
                            "high",
                            "low",
                            "bid",
                            "bidVolume",
                            "ask",
                            "askVolume",
                            "vwap",
                            "open",
                            "close",
                            "last",
                            "previousClose",
                            "change",
                            "percentage",
                            "average",
                            "baseVolume",
                            "quoteVolume",
                            "markPrice",
                            "indexPrice",
                            "info");
            assertThat(ticker.json().at("/data/datetime").asText())
                    .isEqualTo("2026-11-23T12:00:00.000Z");
            assertThat(ticker.body()).contains("\"last\":50000,").contains("\"info\":null");
            Answer book =
                    call(
                                    server,
                                    "fetchOrderBook",
                                    "{\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\"}")
                            .is(200);
            assertThat(names(book.json().path("data")))
                    .containsExactlyInAnyOrder(
                            "symbol", "bids", "asks", "timestamp", "datetime", "nonce");
            Answer market =
                    call(server, "market", "{\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\"}")
                            .is(200);
            assertThat(market.body()).contains("\"amount\":0.001").contains("\"quoteId\":\"USDT\"");
            Answer offer = call(server, "capabilities", "{\"exchange\":\"paper\"}").is(200);
            assertThat(names(offer.json().path("data")))
                    .containsExactly("has", "markets", "symbols", "timeframes", "fees");
            assertThat(offer.json().at("/data/has/fetchTicker").isBoolean()).isTrue();
        }
    }

    @Test
    void capabilities_tell_no_more_markets_than_were_asked_for() {
        try (var server = RunningServer.start()) {
            Answer all = call(server, "capabilities", "{\"exchange\":\"paper\"}").is(200);
            Answer none =
                    call(server, "capabilities", "{\"exchange\":\"paper\",\"symbols\":[]}").is(200);
            Answer one =
                    call(
                                    server,
                                    "capabilities",
                                    "{\"exchange\":\"paper\",\"symbols\":[\"BTC/USDT\",\"X/Y\"]}")
                            .is(200);
            assertThat(names(none.json().at("/data/markets"))).isEmpty();
            assertThat(names(one.json().at("/data/markets"))).containsExactly("BTC/USDT");
            assertThat(none.json().at("/data/symbols")).isEqualTo(all.json().at("/data/symbols"));
            call(server, "capabilities", "{\"exchange\":\"paper\",\"symbols\":[null]}")
                    .refuses(400, "invalid_request");
        }
    }

    @Test
    void the_inner_config_wins_field_by_field() {
        try (var server = RunningServer.start()) {
            call(
                            server,
                            "fetchTicker",
                            "{\"config\":{\"exchangeId\":\"paper\"},\"exchange\":\"nowhere\","
                                    + "\"market\":\"spot\",\"symbol\":\"BTC/USDT\"}")
                    .is(200);
            call(
                            server,
                            "fetchTicker",
                            "{\"config\":{\"marketType\":\"nonsense\"},\"exchange\":\"paper\","
                                    + "\"market\":\"spot\",\"symbol\":\"BTC/USDT\"}")
                    .refuses(400, "invalid_request");
            call(server, "fetchTicker", "{\"symbol\":\"BTC/USDT\"}")
                    .refuses(400, "invalid_request");
            call(server, "fetchTicker", "{\"exchange\":\"nowhere\",\"symbol\":\"BTC/USDT\"}")
                    .refuses(404, "unknown_exchange");
            call(server, "fetchTicker", "{\"exchange\":\"paper\",\"symbol\":\"NO/SUCH\"}")
                    .refuses(404, "unknown_symbol");
            Answer instance =
                    call(
                                    server,
                                    "instance",
                                    "{\"exchangeId\":\"paper\",\"marketType\":\"futures\","
                                            + "\"sandbox\":true,\"apiKey\":\"k\",\"secret\":\"s\"}")
                            .is(200);
            assertThat(instance.body())
                    .isEqualTo(
                            "{\"success\":true,\"provider\":\"paper\",\"exchangeId\":\"paper\","
                                    + "\"marketType\":\"future\",\"ccxtType\":\"regular\","
                                    + "\"sandbox\":true,\"hasCredentials\":true}");
        }
    }

    @Test
    void private_calls_need_keys_or_an_account_in_the_callers_vault() {
        try (var server = RunningServer.start()) {
            for (String method :
                    List.of(
                            "fetchBalance",
                            "fetchOrders",
                            "fetchOpenOrders",
                            "fetchMyTrades",
                            "fetchPositions",
                            "fetchLedger",
                            "fetchLeverages")) {
                call(server, method, "{" + KEYS + "}").is(200);
                call(server, method, "{\"exchange\":\"paper\"}").refuses(400, "keys_required");
                call(server, method, "{\"config\":{\"exchangeId\":\"paper\",\"apiKey\":\"k\"}}")
                        .refuses(400, "keys_required");
                Answer account = call(server, method, "{" + KEYS + ",\"accountId\":\"7\"}");
                account.refuses(404, "unknown_account");
            }
        }
    }

    @Test
    void keys_over_plain_http_from_another_machine_are_refused_unless_allowed() {
        var proxied = new Boundary(Set.of(), Set.of(), Set.of("127.0.0.0/8"));
        try (var server = RunningServer.start(Setup.USUAL.with(RunningServer.plain(proxied)))) {
            balanceFrom(server, "X-Forwarded-For", "203.0.113.9").refuses(400, "tls_required");
            balanceFrom(server, "Forwarded", "for=203.0.113.9;proto=http")
                    .refuses(400, "tls_required");
            balanceFrom(server, "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https")
                    .is(200);
            balanceFrom(server, "Forwarded", "for=\"[2001:db8::7]:4711\";proto=https").is(200);
            balanceFrom(server, "X-Forwarded-For", "127.0.0.1, 203.0.113.9")
                    .refuses(400, "tls_required");
            balanceFrom(server, "X-Forwarded-For", "203.0.113.9", "X-Real-IP", "127.0.0.1")
                    .refuses(400, "tls_required");
            balanceFrom(server, "X-Forwarded-For", "127.0.0.1").is(200);
        }
        try (var server = RunningServer.start()) {
            balanceFrom(server, "X-Forwarded-Proto", "https").refuses(400, "tls_required");
            balanceFrom(server, "X-Forwarded-Host", "localhost").refuses(400, "tls_required");
        }
        var allowing =
                new WebConfig(
                        new Listening("127.0.0.1", 0, OptionalInt.empty(), Optional.empty()),
                        Boundary.NONE,
                        PlaintextKeys.ACCEPTED,
                        Optional.empty());
        try (var server = RunningServer.start(Setup.USUAL.with(allowing))) {
            balanceFrom(server, "X-Forwarded-For", "203.0.113.9").is(200);
        }
    }

    private static Answer balanceFrom(RunningServer server, String... headers) {
        return server.send(
                "/api/exchange/fetchBalance",
                r ->
                        RunningServer.json(
                                r.header("Authorization", "Bearer " + server.annsToken)
                                        .headers(headers),
                                "{" + KEYS + "}"));
    }

    @Test
    void an_order_is_placed_as_it_was_asked_for() {
        try (var server = RunningServer.start()) {
            Answer placed =
                    call(
                                    server,
                                    "createOrder",
                                    order(
                                            "\"type\":\"limit\",\"price\":\"50000.10\",\"params\":"
                                                    + "{\"postOnly\":true,\"reduceOnly\":false}"))
                            .is(200);
            assertThat(placed.json().at("/data/id").asText()).isEqualTo("1");
            assertThat(names(placed.json().path("data"))).hasSize(27);
            var ticket = server.exchange.orders.getFirst();
            assertThat(ticket.pricing().limit().orElseThrow().value())
                    .isEqualByComparingTo("50000.10");
            assertThat(ticket.amount().value()).isEqualByComparingTo(BigDecimal.ONE);
            assertThat(ticket.terms().timeInForce()).contains(TimeInForce.PO);
            assertThat(ticket.terms().reduceOnly()).isFalse();

            call(
                            server,
                            "createOrder",
                            order("\"type\":\"stop\",\"params\":{\"triggerPrice\":49000}"))
                    .is(200);
            var stop = server.exchange.orders.get(1);
            assertThat(stop.pricing()).isInstanceOf(Pricing.AtMarket.class);
            assertThat(stop.terms().trigger().map(Trigger::kind)).contains(Trigger.Kind.STOP);
        }
    }

    @Test
    void what_an_order_may_not_say_is_refused_and_not_sent() {
        try (var server = RunningServer.start()) {
            for (String more :
                    List.of(
                            "\"type\":\"limit\"",
                            "\"type\":\"stop\"",
                            "\"type\":\"stop_limit\",\"price\":1",
                            "\"type\":\"trailing\"",
                            "\"type\":\"market\",\"params\":{\"timeInForce\":\"DAY\"}",
                            "\"type\":\"market\",\"params\":{\"postOnly\":true,\"timeInForce\":\"IOC\"}",
                            "\"type\":\"market\",\"params\":{\"stopLossPrice\":1,\"takeProfitPrice\":2}")) {
                call(server, "createOrder", order(more)).refuses(400, "invalid_request");
            }
            Answer named =
                    call(
                            server,
                            "createOrder",
                            order("\"type\":\"market\",\"params\":{\"amount\":9}"));
            named.refuses(400, "param_not_allowed");
            assertThat(named.json().at("/details/param").asText()).isEqualTo("amount");
            Answer odd =
                    call(
                            server,
                            "createOrder",
                            order("\"type\":\"market\",\"params\":{\"<img src>\":9}"));
            odd.refuses(400, "param_not_allowed");
            assertThat(odd.body()).doesNotContain("img");
            server.exchange.allowOnly(EnumSet.noneOf(OrderParam.class));
            call(
                            server,
                            "createOrder",
                            order("\"type\":\"market\",\"params\":{\"reduceOnly\":true}"))
                    .refuses(400, "param_not_allowed");
            Answer rule =
                    call(server, "createOrder", order("\"type\":\"limit\",\"price\":\"1.005\""));
            rule.refuses(400, "order_rule");
            assertThat(rule.json().at("/details/rule").asText()).isEqualTo("price_step");
            assertThat(rule.json().at("/details/nearest")).hasSize(2);
            assertThat(server.exchange.sent).isEmpty();
        }
    }

    private static final String MARKET = "\"type\":\"market\"";

    private static Answer named(RunningServer server, String body, String... names) {
        return server.send(
                "/api/exchange/createOrder",
                r -> {
                    r.header("Authorization", "Bearer " + server.annsToken);
                    for (String name : names) {
                        r.header("Idempotency-Key", name);
                    }
                    return RunningServer.json(r, body);
                });
    }

    @Test
    void an_order_with_a_name_is_placed_once_and_answered_alike() {
        try (var server = RunningServer.start()) {
            Answer first = named(server, order(MARKET), "my-order").is(200);
            Answer again = named(server, order(MARKET), "my-order").is(200);

            assertThat(again.json().at("/data")).isEqualTo(first.json().at("/data"));
            assertThat(server.exchange.orders).hasSize(1);
            named(server, order("\"type\":\"market\",\"params\":{\"reduceOnly\":true}"), "my-order")
                    .refuses(409, "idempotency_conflict");
            named(server, order(MARKET), "another-order").is(200);
            assertThat(server.exchange.orders).hasSize(2);
        }
    }

    @Test
    void a_client_order_id_in_params_is_the_same_promise_and_not_both() {
        String param = "\"type\":\"market\",\"params\":{\"clientOrderId\":\"my-order\"}";
        try (var server = RunningServer.start()) {
            call(server, "createOrder", order(param)).is(200);
            call(server, "createOrder", order(param)).is(200);
            assertThat(server.exchange.orders).hasSize(1);
            // Ours is derived, and never the client's own text.
            assertThat(server.exchange.orders.getFirst().id().value()).matches("pm[0-9a-z]{26}");

            named(server, order(param), "my-order").refuses(400, "invalid_request");
            named(server, order(MARKET), "one", "two").refuses(400, "invalid_request");
            assertThat(server.exchange.orders).hasSize(1);
        }
    }

    @Test
    void a_name_is_1_to_128_visible_characters() {
        try (var server = RunningServer.start()) {
            named(server, order(MARKET), "!".repeat(128)).is(200);
            for (String bad : List.of("!".repeat(129), "two words", "")) {
                named(server, order(MARKET), bad).refuses(400, "invalid_request");
            }
            String param = "\"type\":\"market\",\"params\":{\"clientOrderId\":\"\"}";
            call(server, "createOrder", order(param)).refuses(400, "invalid_request");
            assertThat(server.exchange.orders).hasSize(1);
        }
    }

    @Test
    void an_order_of_unknown_fate_is_told_with_its_client_order_id() {
        try (var server = RunningServer.start()) {
            server.exchange.settle(
                    ticket ->
                            new Placed.Unconfirmed(ticket.id(), ExchangeFault.of(Kind.TIMED_OUT)));
            Answer unknown = call(server, "createOrder", order("\"type\":\"market\""));
            unknown.refuses(504, "outcome_unknown");
            assertThat(unknown.json().at("/details/clientOrderId").asText())
                    .isEqualTo(server.exchange.orders.getFirst().id().value());
            assertThat(unknown.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void no_audit_row_means_no_order() {
        try (var server = RunningServer.start()) {
            server.audit.goAway();
            Answer down = call(server, "createOrder", order("\"type\":\"market\""));
            down.refuses(503, "unavailable");
            assertThat(down.header("Retry-After")).isNotNull();
            assertThat(server.exchange.orders).isEmpty();
        }
    }

    @Test
    void every_fault_of_an_exchange_has_its_status_and_code_and_none_ends_a_session() {
        Map<Kind, String> expected =
                Map.ofEntries(
                        Map.entry(Kind.NOT_OFFERED, "400 not_supported"),
                        Map.entry(Kind.UNKNOWN_EXCHANGE, "404 unknown_exchange"),
                        Map.entry(Kind.NO_SUCH_MARKET_TYPE, "400 no_such_market_type"),
                        Map.entry(Kind.NO_SANDBOX, "400 no_sandbox"),
                        Map.entry(Kind.UNKNOWN_SYMBOL, "404 unknown_symbol"),
                        Map.entry(Kind.SYMBOL_NEEDED, "400 symbol_needed"),
                        Map.entry(Kind.BAD_KEY, "422 exchange_bad_key"),
                        Map.entry(Kind.PERMISSION, "422 exchange_permission"),
                        Map.entry(Kind.ADDRESS_NOT_ALLOWED, "422 exchange_address_not_allowed"),
                        Map.entry(Kind.INSUFFICIENT_FUNDS, "422 insufficient_funds"),
                        Map.entry(Kind.BELOW_MINIMUM, "422 below_minimum"),
                        Map.entry(Kind.ORDER_NOT_FOUND, "422 order_not_found"),
                        Map.entry(Kind.MARKET_CLOSED, "422 market_closed"),
                        Map.entry(Kind.REFUSED, "422 exchange_refused"),
                        Map.entry(Kind.RATE_LIMITED, "429 rate_limited"),
                        Map.entry(Kind.MAINTENANCE, "503 exchange_maintenance"),
                        Map.entry(Kind.CLOCK, "502 exchange_clock"),
                        Map.entry(Kind.TIMED_OUT, "504 exchange_timeout"),
                        Map.entry(Kind.UNREACHABLE, "503 exchange_unreachable"),
                        Map.entry(Kind.NONSENSE, "502 exchange_nonsense"));
        assertThat(expected.keySet()).containsExactlyInAnyOrder(Kind.values());
        try (var server = RunningServer.start()) {
            expected.forEach(
                    (kind, answer) -> {
                        server.exchange.failWith(
                                new ExchangeFault(
                                        kind,
                                        Optional.of(new ExchangeFault.Said("-1", "said so")),
                                        Optional.of(Duration.ofSeconds(7))));
                        Answer refused = call(server, "fetchBalance", "{" + KEYS + "}");
                        refused.refuses(
                                Integer.parseInt(answer.substring(0, 3)), answer.substring(4));
                        assertThat(refused.json().at("/details/exchangeCode").asText())
                                .isEqualTo("-1");
                        if (List.of(Kind.RATE_LIMITED, Kind.MAINTENANCE).contains(kind)) {
                            assertThat(refused.header("Retry-After")).isEqualTo("7");
                        }
                    });
        }
    }

    @Test
    void a_refused_address_is_named_as_the_exchange_saw_it_and_remembered() {
        try (var server = RunningServer.start()) {
            String text = "Invalid API-key, IP, or permissions for action, request ip: 203.0.113.7";
            server.exchange.failWith(
                    ExchangeFault.of(Kind.ADDRESS_NOT_ALLOWED, "-2015", text + ", v1.2.3"));
            Answer refused = call(server, "fetchBalance", "{" + KEYS + "}");
            refused.refuses(422, "exchange_address_not_allowed");
            assertThat(refused.json().at("/details/address").asText()).isEqualTo("203.0.113.7");
            assertThat(refused.json().at("/error").asText()).contains("203.0.113.7");
            assertThat(server.getAs(server.annsToken, "/health/egress-ip").is(200).body())
                    .isEqualTo("{\"ip\":\"203.0.113.7\"}");

            server.exchange.failWith(
                    ExchangeFault.of(Kind.ADDRESS_NOT_ALLOWED, "1", "from 2001:db8::7 at 12:30"));
            assertThat(
                            call(server, "fetchBalance", "{" + KEYS + "}")
                                    .json()
                                    .at("/details/address")
                                    .asText())
                    .isEqualTo("2001:db8:0:0:0:0:0:7");
            server.exchange.failWith(ExchangeFault.of(Kind.ADDRESS_NOT_ALLOWED));
            assertThat(
                            call(server, "fetchBalance", "{" + KEYS + "}")
                                    .json()
                                    .at("/details/address")
                                    .asText())
                    .isEqualTo("2001:db8:0:0:0:0:0:7");
            server.clock.advance(Duration.ofMinutes(10));
            Answer forgotten = call(server, "fetchBalance", "{" + KEYS + "}");
            forgotten.refuses(422, "exchange_address_not_allowed");
            assertThat(forgotten.json().at("/details/address").isMissingNode()).isTrue();
        }
    }

    @Test
    void leverage_is_set_market_by_market() {
        try (var server = RunningServer.start()) {
            Answer markets = call(server, "leverageMarkets", "{\"exchange\":\"paper\"}").is(200);
            assertThat(markets.json().at("/data")).hasSize(1);
            String swap = "{" + KEYS + ",\"symbols\":[\"BTC/USDT:USDT\"],";
            Answer dry =
                    call(server, "setLeverages", swap + "\"leverage\":\"max\",\"dryRun\":true}");
            assertThat(dry.is(200).json().at("/data/0/status").asText()).isEqualTo("would_set");
            assertThat(dry.json().at("/data/0/leverage").asInt()).isEqualTo(50);
            assertThat(server.exchange.sent).isEmpty();
            Answer out = call(server, "setLeverages", swap + "\"leverage\":51}").is(200);
            assertThat(out.json().at("/data/0/status").asText()).isEqualTo("out_of_bounds");
            Answer set = call(server, "setLeverages", swap + "\"leverage\":5}").is(200);
            assertThat(set.json().at("/data/0/status").asText()).isEqualTo("set");
            call(server, "setLeverages", swap + "\"leverage\":0.5}")
                    .refuses(400, "invalid_request");
            call(server, "setLeverages", "{" + KEYS + ",\"leverage\":5}")
                    .refuses(400, "invalid_request");
        }
    }

    @Test
    void the_description_names_every_route_and_the_viewer_is_served_whole() {
        try (var server = RunningServer.start()) {
            JsonNode api = server.get("/openapi.json").is(200).json();
            RegisteredRoutes.of(server).stream()
                    .filter(route -> route.path().startsWith("/api/"))
                    .forEach(
                            route ->
                                    assertThat(
                                                    api.path("paths")
                                                            .path(route.path())
                                                            .path(
                                                                    route.method()
                                                                            .toLowerCase(
                                                                                    Locale.ROOT))
                                                            .path("responses")
                                                            .path("default")
                                                            .isObject())
                                            .as(route.toString())
                                            .isTrue());
            assertThat(api.at("/components/schemas/Order/properties/filled/type").asText())
                    .isEqualTo("number");
            assertThat(api.at("/components/schemas/Config/properties/secret/type").asText())
                    .isEqualTo("string");
            assertThat(server.get("/docs/").is(200).header("Content-Type")).startsWith("text/html");
            for (String file : List.of("viewer.js", "swagger-ui.css", "swagger-ui-bundle.js")) {
                assertThat(server.get("/docs/" + file).is(200).body()).isNotEmpty();
            }
        }
    }
}

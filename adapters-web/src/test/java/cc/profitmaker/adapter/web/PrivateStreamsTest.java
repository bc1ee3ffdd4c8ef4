package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.order.OrderId;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class PrivateStreamsTest {
    private final RunningServer server = RunningServer.start();
    private final User bob = Fixtures.user("bob@example.org");
    private final String bobsToken;
    private final String account;

    PrivateStreamsTest() {
        server.identities.put(bob, Optional.of("correct horse battery"));
        bobsToken = server.tokenOf(bob);
        account =
                server.postAs(
                                server.annsToken,
                                "/api/accounts",
                                """
                                {"exchange":"paper","api_key":"a-key","api_secret":"a-secret"}""")
                        .is(201)
                        .json()
                        .path("id")
                        .asText();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String to(String symbol) {
        return "{\"accountId\":\"%s\",\"exchangeId\":\"paper\",\"symbol\":\"%s\"}"
                .formatted(account, symbol);
    }

    private String share(String level) {
        return server.postAs(
                        server.annsToken,
                        "/api/accounts/" + account + "/grants",
                        "{\"grantee_user_id\":\"%s\",\"access_level\":\"%s\"}"
                                .formatted(bob.id(), level))
                .is(201)
                .json()
                .path("id")
                .asText();
    }

    private void revoke(String grant) {
        server.send(
                        "/api/accounts/" + account + "/grants/" + grant,
                        r ->
                                r.header("Authorization", "Bearer " + server.annsToken)
                                        .header("Content-Type", "application/json")
                                        .method("DELETE", BodyPublishers.noBody()))
                .is(200);
    }

    private static JsonNode hearPast(LiveClient client, String event, String... between) {
        return client.hearPast(event, List.of(between));
    }

    @Test
    void an_owner_is_told_of_orders_as_they_are_and_as_they_change() {
        server.exchange.history(
                List.of(ScriptedExchange.order(new OrderId("1"), Fixtures.BTC_USDT)));
        try (LiveClient ann = LiveClient.of(server, server.annsToken)) {
            JsonNode subscribed =
                    ann.say("private:subscribe", to("BTC/USDT")).hear("private:subscribed");
            JsonNode first = hearPast(ann, "private:data", "private:heartbeat");
            server.exchange.history(
                    List.of(
                            ScriptedExchange.order(new OrderId("1"), Fixtures.BTC_USDT),
                            ScriptedExchange.order(new OrderId("2"), Fixtures.BTC_USDT)));
            JsonNode second = hearPast(ann, "private:data", "private:heartbeat");

            assertThat(subscribed.path("accountId").asText()).isEqualTo(account);
            assertThat(subscribed.path("capabilities").toString())
                    .isEqualTo("{\"orders\":true,\"myTrades\":true,\"positions\":false}");
            assertThat(first.path("dataType").asText()).isEqualTo("orders");
            assertThat(first.path("source").asText()).isEqualTo("stream");
            assertThat(first.path("subscriptionId")).isEqualTo(subscribed.path("subscriptionId"));
            assertThat(first.path("generation")).isEqualTo(subscribed.path("generation"));
            assertThat(first.path("data").path(0).path("id").asText()).isEqualTo("1");
            assertThat(second.path("data")).hasSize(1);
            assertThat(second.path("data").path(0).path("id").asText()).isEqualTo("2");
        }
    }

    @Test
    void a_stream_that_is_quiet_beats() {
        try (LiveClient ann = LiveClient.of(server, server.annsToken)) {
            JsonNode subscribed =
                    ann.say("private:subscribe", to("BTC/USDT")).hear("private:subscribed");
            JsonNode beat = ann.hear("private:heartbeat");
            assertThat(beat.path("subscriptionId")).isEqualTo(subscribed.path("subscriptionId"));
            assertThat(beat.path("lastEventAt").isNull()).isTrue();
            assertThat(beat.path("failing").asBoolean(true)).isFalse();
            assertThat(beat.path("timestamp").asLong()).isPositive();
        }
    }

    @Test
    void somebody_elses_account_cannot_be_told_from_none() {
        try (LiveClient bobs = LiveClient.of(server, bobsToken)) {
            JsonNode error = bobs.say("private:subscribe", to("BTC/USDT")).hear("private:error");
            JsonNode none =
                    bobs.say(
                                    "private:subscribe",
                                    to("BTC/USDT").replace(account, "own_" + "0".repeat(26)))
                            .hear("private:error");
            assertThat(error.path("fatal").asBoolean()).isTrue();
            assertThat(error.path("error").asText()).isEqualTo(none.path("error").asText());
            assertThat(server.accountStreams.running()).isZero();
        }
    }

    @Test
    void a_stream_ends_with_the_grant_and_with_it_alone() {
        String grant = share("read");
        try (LiveClient bobs = LiveClient.of(server, bobsToken);
                LiveClient ann = LiveClient.of(server, server.annsToken)) {
            bobs.say("private:subscribe", to("BTC/USDT")).hear("private:subscribed");
            ann.say("private:subscribe", to("BTC/USDT")).hear("private:subscribed");
            revoke(grant);

            JsonNode ended = hearPast(bobs, "private:error", "private:heartbeat");
            assertThat(ended.path("fatal").asBoolean()).isTrue();
            assertThat(ended.path("accountId").asText()).isEqualTo(account);
            ann.hear("private:heartbeat");
            // The connection goes on, and there is room for others on it.
            bobs.say("private:subscribe", to("BTC/USDT")).hear("private:error");
            assertThat(server.accountStreams.running()).isEqualTo(1);
        }
    }

    @Test
    void a_runtime_ends_with_its_last_reader() {
        try (LiveClient ann = LiveClient.of(server, server.annsToken)) {
            JsonNode subscribed =
                    ann.say("private:subscribe", to("BTC/USDT")).hear("private:subscribed");
            JsonNode again =
                    ann.say("private:subscribe", to("BTC/USDT"))
                            .hearPast("private:subscribed", List.of("private:heartbeat"));
            assertThat(again).isEqualTo(subscribed);
            String id = subscribed.path("subscriptionId").asText();
            try (LiveClient bobs = LiveClient.of(server, bobsToken)) {
                JsonNode error =
                        bobs.say("private:unsubscribe", "{\"subscriptionId\":\"" + id + "\"}")
                                .hear("private:error");
                assertThat(error.path("fatal").asBoolean()).isTrue();
            }
            ann.say("private:unsubscribe", "{\"subscriptionId\":\"" + id + "\"}")
                    .hearPast("private:unsubscribed", List.of("private:heartbeat"));
            assertThat(server.accountStreams.running()).isZero();
        }
    }

    @Test
    void a_balance_is_listened_to_as_data_by_the_same_rules() {
        String to = to("USDT").replace("}", ",\"dataType\":\"balance\"}");
        try (LiveClient bobs = LiveClient.of(server, bobsToken)) {
            bobs.say("subscribe", to).hear("subscription_error");
        }
        try (LiveClient ann = LiveClient.of(server, server.annsToken)) {
            JsonNode subscribed = ann.say("subscribe", to).hear("subscribed");
            ann.hear("data");
            server.exchange.hold(
                    Map.of(
                            new Currency("USDT"),
                            new Balance.Holding(new BigDecimal("7"), BigDecimal.ZERO)));
            JsonNode data = ann.hear("data");

            assertThat(subscribed.path("dataType").asText()).isEqualTo("balance");
            assertThat(data.path("subscriptionId")).isEqualTo(subscribed.path("subscriptionId"));
            assertThat(data.path("data").path("USDT").path("free").asInt()).isEqualTo(7);
        }
    }

    @Test
    void a_failure_is_told_once_and_what_comes_after_it_too() {
        server.exchange.history(
                List.of(ScriptedExchange.order(new OrderId("1"), Fixtures.BTC_USDT)));
        try (LiveClient ann = LiveClient.of(server, server.annsToken)) {
            ann.say("private:subscribe", to("BTC/USDT")).hear("private:subscribed");
            hearPast(ann, "private:data", "private:heartbeat");
            server.exchange.failWith(ExchangeFault.of(Kind.UNREACHABLE));
            JsonNode error = hearPast(ann, "private:error", "private:heartbeat");

            assertThat(error.path("fatal").asBoolean(true)).isFalse();
            assertThat(error.path("unavailable").asBoolean()).isTrue();
            assertThat(error.path("retryInMs").asLong()).isPositive();
            ann.hear("private:heartbeat");
        }
    }
}

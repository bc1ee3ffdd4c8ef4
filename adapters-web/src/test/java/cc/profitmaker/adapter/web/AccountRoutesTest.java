package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.ScriptedCentralAccounts;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.application.vault.CentralAccounts.CentralGrantId;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

class AccountRoutesTest {
    private static final String KEYS =
            """
            "exchange":"paper","api_key":"a-key-of-canary-WXYZ","api_secret":"canary-secret"\
            """;

    private final RunningServer server = RunningServer.start();
    private final User bob = Fixtures.user("bob@example.org");
    private final String bobsToken;

    AccountRoutesTest() {
        server.identities.put(bob, Optional.of("correct horse battery"));
        bobsToken = server.tokenOf(bob);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer add(String more) {
        return server.postAs(server.annsToken, "/api/accounts", "{" + KEYS + more + "}");
    }

    private String added() {
        return add("").json().path("id").asText();
    }

    private Answer call(String token, String method, String path, String body) {
        return server.send(
                path,
                r ->
                        r.header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .method(
                                        method,
                                        body.isEmpty()
                                                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                                : java.net.http.HttpRequest.BodyPublishers.ofString(
                                                        body)));
    }

    private Answer give(String account, String level, String more) {
        return call(
                server.annsToken,
                "POST",
                "/api/accounts/" + account + "/grants",
                "{\"grantee_user_id\":\"%s\",\"access_level\":\"%s\"%s}"
                        .formatted(bob.id(), level, more));
    }

    private void bindAnn() {
        var _ =
                server.identities.bindByHand(
                        server.ann.id(),
                        "s-1",
                        new AuditEvent.UserBound(server.ann.id(), "s-1"),
                        Fixtures.NOON);
    }

    private int balance(String token, String account) {
        return server.postAs(
                        token,
                        "/api/exchange/fetchBalance",
                        "{\"exchange\":\"paper\",\"accountId\":\"" + account + "\"}")
                .status();
    }

    private Answer order(String token, String account, String more) {
        return server.postAs(
                token,
                "/api/exchange/createOrder",
                """
                {"exchange":"paper","accountId":"%s","symbol":"BTC/USDT","type":"limit",\
                "side":"buy","amount":"0.01","price":"50000"%s}"""
                        .formatted(account, more));
    }

    @Test
    void a_stored_key_is_told_of_by_its_last_four_characters_only() {
        server.exchange.report(
                new KeyReport(
                        Optional.of(Set.of(Permission.READ, Permission.SPOT_TRADE)),
                        Optional.of(true),
                        Optional.of(Fixtures.NOON.plus(Duration.ofDays(90)))));

        Answer answer = add(",\"label\":\" Main \",\"read_only\":false");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode account = answer.json();
        assertThat(account.path("id").asText()).startsWith("own_");
        assertThat(account.path("exchange").asText()).isEqualTo("paper");
        assertThat(account.path("label").asText()).isEqualTo("Main");
        assertThat(account.path("read_only").asBoolean(true)).isFalse();
        assertThat(account.path("has_ro_keys").asBoolean(true)).isFalse();
        assertThat(account.path("owner_user_id").asText()).isEqualTo(server.ann.id().toString());
        assertThat(account.path("access_level").asText()).isEqualTo("trade");
        assertThat(account.path("shared").asBoolean(true)).isFalse();
        assertThat(account.path("created_at").asText()).isEqualTo("2026-11-23T12:00:00.000Z");
        assertThat(account.path("api_key_suffix").asText()).isEqualTo("WXYZ");
        assertThat(account.path("permissions").toString()).isEqualTo("[\"read\",\"spot_trade\"]");
        assertThat(account.path("ip_restricted").asBoolean()).isTrue();
        assertThat(account.path("key_expires_at").asText()).isEqualTo("2027-02-21T12:00:00.000Z");
        assertThat(answer.body()).doesNotContain("canary");
        Answer listed = server.getAs(server.annsToken, "/api/accounts");
        assertThat(listed.json().get(0)).isEqualTo(account);
        assertThat(listed.body()).doesNotContain("canary");
    }

    @Test
    void a_key_that_can_withdraw_is_refused_unless_its_owner_insists() {
        server.exchange.report(
                new KeyReport(
                        Optional.of(Set.of(Permission.WITHDRAW)),
                        Optional.empty(),
                        Optional.empty()));

        Answer refused = add("");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("code").asText()).isEqualTo("withdraw_key");
        assertThat(server.getAs(server.annsToken, "/api/accounts").body()).isEqualTo("[]");
        assertThat(add(",\"allow_withdraw_key\":true").status()).isEqualTo(201);
    }

    @Test
    void a_key_that_the_exchange_does_not_know_is_not_stored() {
        server.exchange.failWith(ExchangeFault.of(ExchangeFault.Kind.BAD_KEY));

        assertThat(add("").status()).isEqualTo(422);
        assertThat(server.getAs(server.annsToken, "/api/accounts").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"exchange\":\"paper\"}",
                "{\"exchange\":\"paper\",\"api_key\":\"k\"}",
                "{\"exchange\":\"paper\",\"api_key\":\"\",\"api_secret\":\"s\"}",
                "{\"exchange\":\"paper\",\"api_key\":1,\"api_secret\":\"s\"}",
                "{\"exchange\":\"paper\",\"api_key\":\"k\",\"api_secret\":\"s\",\"label\":\"a\\nb\"}",
                "{\"exchange\":\"paper\",\"api_key\":\"k\",\"api_secret\":\"s\",\"api_key_ro\":\"x\"}"
            })
    void half_a_key_is_a_bad_request(String body) {
        Answer answer = server.postAs(server.annsToken, "/api/accounts", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(server.getAs(server.annsToken, "/api/accounts").body()).isEqualTo("[]");
    }

    @Test
    void an_exchange_that_is_not_here_is_not_found() {
        assertThat(
                        server.postAs(
                                        server.annsToken,
                                        "/api/accounts",
                                        "{\"exchange\":\"../x\",\"api_key\":\"k\",\"api_secret\":\"s\"}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void an_account_is_changed_and_removed_by_its_owner() {
        String id = added();

        Answer changed =
                call(
                        server.annsToken,
                        "PATCH",
                        "/api/accounts/" + id,
                        """
                        {"label":"Cold","read_only":true,"api_key_ro":"ro-key-12345","api_secret_ro":"s"}""");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("label").asText()).isEqualTo("Cold");
        assertThat(changed.json().path("read_only").asBoolean()).isTrue();
        assertThat(changed.json().path("has_ro_keys").asBoolean()).isTrue();
        assertThat(changed.json().path("api_key_suffix").asText()).isEqualTo("WXYZ");
        assertThat(order(server.annsToken, id, "").json().path("code").asText())
                .isEqualTo("read_only_account");
        assertThat(balance(server.annsToken, id)).isEqualTo(200);
        Answer removed = call(server.annsToken, "DELETE", "/api/accounts/" + id, "");
        assertThat(removed.body()).isEqualTo("{\"ok\":true}");
        assertThat(balance(server.annsToken, id)).isEqualTo(404);
        assertThat(call(server.annsToken, "DELETE", "/api/accounts/" + id, "").status())
                .isEqualTo(404);
    }

    @Test
    void a_share_is_effective_on_the_next_call_at_each_level_and_when_it_ends() {
        String id = added();
        assertThat(balance(bobsToken, id)).isEqualTo(404);
        assertThat(order(bobsToken, id, "").status()).isEqualTo(404);

        assertThat(give(id, "read", "").status()).isEqualTo(201);
        assertThat(balance(bobsToken, id)).isEqualTo(200);
        assertThat(order(bobsToken, id, "").json().path("code").asText()).isEqualTo("read_grant");
        assertThat(order(bobsToken, id, ",\"want\":\"read\"").status()).isEqualTo(403);

        Answer grant = give(id, "trade", "");
        assertThat(order(bobsToken, id, "").status()).isEqualTo(200);
        JsonNode shared = server.getAs(bobsToken, "/api/accounts").json().get(0);
        assertThat(shared.path("shared").asBoolean()).isTrue();
        assertThat(shared.path("access_level").asText()).isEqualTo("trade");
        assertThat(shared.has("api_key_suffix")).isFalse();

        String gid = grant.json().path("id").asText();
        assertThat(call(bobsToken, "DELETE", "/api/accounts/" + id + "/grants/" + gid, "").status())
                .isEqualTo(403);
        assertThat(
                        call(
                                        server.annsToken,
                                        "DELETE",
                                        "/api/accounts/" + id + "/grants/" + gid,
                                        "")
                                .body())
                .isEqualTo("{\"ok\":true}");
        assertThat(balance(bobsToken, id)).isEqualTo(404);
        assertThat(order(bobsToken, id, "").status()).isEqualTo(404);
        assertThat(server.getAs(bobsToken, "/api/accounts").body()).isEqualTo("[]");
    }

    @Test
    void a_request_to_read_may_ask_for_more_than_reading() {
        String id = added();
        give(id, "read", "");

        Answer answer =
                server.postAs(
                        bobsToken,
                        "/api/exchange/fetchBalance",
                        "{\"exchange\":\"paper\",\"want\":\"trade\",\"accountId\":\"" + id + "\"}");

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void the_keys_of_an_account_go_to_its_own_exchange_only() {
        String id = added();

        Answer answer =
                server.postAs(
                        server.annsToken,
                        "/api/exchange/fetchBalance",
                        "{\"exchange\":\"binance\",\"accountId\":\"" + id + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo("account_exchange_mismatch");
        assertThat(server.sealing.opened).hasValue(0);
    }

    @Test
    void keys_in_the_body_are_not_looked_at_beside_an_account() {
        String id = added();
        int sent = server.exchange.sent.size();

        Answer answer =
                server.postAs(
                        bobsToken,
                        "/api/exchange/fetchBalance",
                        """
                        {"config":{"exchangeId":"paper","apiKey":"mine","secret":"mine"},"accountId":"%s"}"""
                                .formatted(id));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(server.exchange.sent).hasSize(sent);
    }

    @Test
    void limits_bind_what_a_grantee_trades() {
        String id = added();
        Answer grant =
                give(
                        id,
                        "trade",
                        """
                        ,"limits":{"symbols":["BTC/USDT"],"max_notional":{"USDT":600},\
                        "daily_notional":{"USDT":"1000.5"}},"expires_at":"2026-11-24T00:00:00Z\"""");
        assertThat(grant.status()).isEqualTo(201);
        assertThat(grant.json().path("limits").toString())
                .isEqualTo(
                        """
                        {"symbols":["BTC/USDT"],"max_notional":{"USDT":600},"daily_notional":{"USDT":1000.5}}""");
        assertThat(grant.json().path("expires_at").asText()).isEqualTo("2026-11-24T00:00:00.000Z");

        assertThat(order(bobsToken, id, "").status()).isEqualTo(200);
        assertThat(order(bobsToken, id, "").status()).isEqualTo(200);
        Answer third = order(bobsToken, id, "");
        assertThat(third.status()).isEqualTo(403);
        assertThat(third.json().path("code").asText()).isEqualTo("day_over_limit");
        server.clock.advance(Duration.ofHours(12));
        assertThat(order(bobsToken, id, "").status()).isEqualTo(404);
        assertThat(order(server.annsToken, id, "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"maxNotional\":{\"USDT\":1}}",
                "{\"max_notional\":{}}",
                "{\"max_notional\":{\"USDT\":-1}}",
                "{\"max_notional\":{\"U S\":1}}",
                "{\"max_notional\":5}",
                "{\"symbols\":[]}",
                "{\"symbols\":[\"BTC\"]}",
                "{\"max_leverage\":0.5}",
                "[]",
                "7"
            })
    void limits_that_are_not_understood_give_no_grant(String limits) {
        String id = added();

        assertThat(give(id, "trade", ",\"limits\":" + limits).status()).isEqualTo(400);
        assertThat(server.getAs(server.annsToken, "/api/accounts/" + id + "/grants").body())
                .isEqualTo("[]");
    }

    @Test
    void grantees_that_are_not_there_are_not_told_apart_and_cannot_be_searched_for() {
        String id = added();
        String grants = "/api/accounts/" + id + "/grants";
        String untrusted = "{\"grantee_email\":\"bob@example.org\",\"access_level\":\"read\"}";
        String unknown = "{\"grantee_email\":\"nobody@example.org\",\"access_level\":\"read\"}";

        Answer first = server.postAs(server.annsToken, grants, untrusted);
        Answer second = server.postAs(server.annsToken, grants, unknown);

        assertThat(first.status()).isEqualTo(404);
        assertThat(first.json().path("code").asText()).isEqualTo("unknown_grantee");
        assertThat(second.json().path("error")).isEqualTo(first.json().path("error"));
        for (int i = 0; i < 3; i++) {
            server.postAs(server.annsToken, grants, unknown);
        }
        Answer throttled = server.postAs(server.annsToken, grants, unknown);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("Retry-After")).contains("60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "soon", ""})
    void a_grant_ends_in_a_future_that_can_be_written_down(String end) {
        assertThat(give(added(), "read", ",\"expires_at\":\"" + end + "\"").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefgh\\u0000", "aaaaaa😀bbb", "short"})
    void a_key_with_an_odd_end_shows_none_of_it(String key) {
        Answer answer =
                server.postAs(
                        server.annsToken,
                        "/api/accounts",
                        "{\"exchange\":\"paper\",\"api_key\":\""
                                + key
                                + "\",\"api_secret\":\"s\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("api_key_suffix").asText("?")).isEmpty();
    }

    @Test
    void an_owner_needs_no_grant() {
        String id = added();

        Answer answer =
                server.postAs(
                        server.annsToken,
                        "/api/accounts/" + id + "/grants",
                        "{\"grantee_user_id\":\"%s\",\"access_level\":\"read\"}"
                                .formatted(server.ann.id()));

        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a.b", "a%2fb", "a%00b", "own_", "own_1", "%2e%2e", "a b"})
    void what_is_no_account_of_mine_is_not_found(String id) {
        String path = "/api/accounts/" + id.replace(" ", "%20") + "/grants";

        Answer answer = server.getAs(server.annsToken, path);

        assertThat(answer.status()).isIn(400, 404);
        assertThat(server.central.asked).isEmpty();
    }

    @Test
    void without_a_vault_of_our_own_local_callers_need_single_sign_on() {
        try (RunningServer other = RunningServer.start(Setup.USUAL.withoutVault())) {
            Answer list = other.getAs(other.annsToken, "/api/accounts");
            assertThat(list.status()).isEqualTo(401);
            assertThat(list.json().path("error").asText()).isEqualTo("SSO authentication required");
            assertThat(
                            other.postAs(
                                            other.annsToken,
                                            "/api/exchange/fetchBalance",
                                            "{\"exchange\":\"paper\",\"accountId\":\"42\"}")
                                    .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void single_sign_on_identities_are_passed_on_to_the_central_vault() {
        var identity = Fixtures.sso("s-1", "ann@example.org");
        bindAnn();
        server.ssoTokens.put("a.jwt.token", identity);
        server.central.answer(201, "{\"id\":\"42\"}");

        Answer added = server.postAs("a.jwt.token", "/api/accounts", "{" + KEYS + "}");
        Answer given =
                server.postAs(
                        "a.jwt.token",
                        "/api/accounts/42/grants",
                        "{\"grantee_email\":\"x@y\",\"access_level\":\"read\"}");
        Answer revoked = call("a.jwt.token", "DELETE", "/api/accounts/42/grants/7", "");

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body()).isEqualTo("{\"id\":\"42\"}");
        assertThat(given.status()).isEqualTo(201);
        assertThat(revoked.status()).isEqualTo(201);
        assertThat(server.central.asked)
                .extracting(ScriptedCentralAccounts.Asked::subject)
                .containsExactly("s-1", "s-1", "s-1");
        assertThat(server.central.asked.get(2).call())
                .isEqualTo(new CentralCall.Revoke(new AccountId("42"), new CentralGrantId("7")));
        assertThat(server.getAs(server.annsToken, "/api/accounts").body()).isEqualTo("[]");
    }

    @Test
    void limits_are_not_dropped_in_silence_on_the_way_to_the_central_vault() {
        bindAnn();
        server.ssoTokens.put("a.jwt.token", Fixtures.sso("s-1", "ann@example.org"));

        Answer answer =
                server.postAs(
                        "a.jwt.token",
                        "/api/accounts/42/grants",
                        """
                        {"grantee_email":"x@y","access_level":"trade","limits":{"max_leverage":2}}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(server.central.asked).isEmpty();
    }

    @Test
    void keys_do_not_come_over_plain_http_from_another_machine() {
        Answer answer =
                server.send(
                        "/api/accounts",
                        r ->
                                RunningServer.json(
                                        r.header("Authorization", "Bearer " + server.annsToken)
                                                .header("X-Forwarded-For", "203.0.113.9"),
                                        "{" + KEYS + "}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").asText()).isEqualTo("tls_required");
    }
}

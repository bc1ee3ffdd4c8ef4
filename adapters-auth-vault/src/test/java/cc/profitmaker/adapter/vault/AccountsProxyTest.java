package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.vault.ScriptedAuthServer.Answer;
import cc.profitmaker.adapter.vault.ScriptedAuthServer.Request;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.testing.RecordedChanges;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.application.vault.CentralAccounts.CentralGrantId;
import cc.profitmaker.application.vault.CentralAccounts.Passed;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.Proof;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

class AccountsProxyTest {
    private static final AccountId ACCOUNT = new AccountId("42");
    private static final Secret BODY = Secret.of("{\"label\":\"main\"}");
    private static final String ACCOUNTS = "/api/v1/me/exchanges";

    private final ScriptedAuthServer server = new ScriptedAuthServer();
    private final RecordedChanges changes = new RecordedChanges();
    private final AccountsProxy proxy = proxy(Duration.ofSeconds(5));
    private final Proof.Sso ann =
            Asking.sso(Asking.caller("s-ann", "ann@example.org", "ann.jwt.1"));

    @AfterEach
    void close() {
        server.close();
    }

    private AccountsProxy proxy(Duration deadline) {
        var secret = Optional.of(Secret.of("an-internal-secret"));
        return new AccountsProxy(
                new CentralConfig(server.url(), server.url(), secret, deadline), changes);
    }

    private Passed pass(int status, String body, CentralCall call) {
        server.answers(_ -> new Answer(status, body));
        return proxy.pass(ann, call);
    }

    static List<CentralCall> changesOfAnAccount() {
        return List.of(
                new CentralCall.Change(ACCOUNT, BODY),
                new CentralCall.Remove(ACCOUNT),
                new CentralCall.Give(ACCOUNT, BODY),
                new CentralCall.Revoke(ACCOUNT, new CentralGrantId("7")));
    }

    @Test
    void every_call_goes_to_its_own_place_in_the_callers_name() {
        server.answers(_ -> new Answer(200, "{}"));

        proxy.pass(ann, new CentralCall.ListAll());
        proxy.pass(ann, new CentralCall.Add(BODY));
        proxy.pass(ann, new CentralCall.ListGrants(ACCOUNT));
        changesOfAnAccount().forEach(call -> proxy.pass(ann, call));

        String token = "Bearer ann.jwt.1";
        assertThat(server.requests)
                .containsExactly(
                        new Request("GET", ACCOUNTS, token),
                        new Request("POST", ACCOUNTS, token),
                        new Request("GET", ACCOUNTS + "/42/grants", token),
                        new Request("PATCH", ACCOUNTS + "/42", token),
                        new Request("DELETE", ACCOUNTS + "/42", token),
                        new Request("POST", ACCOUNTS + "/42/grants", token),
                        new Request("DELETE", ACCOUNTS + "/42/grants/7", token));
    }

    @ParameterizedTest
    @MethodSource("changesOfAnAccount")
    void a_change_is_told_at_once(CentralCall call) {
        pass(200, "{\"ok\":true}", call);

        assertThat(changes.told()).containsExactly(ACCOUNT);
    }

    @ParameterizedTest
    @MethodSource("changesOfAnAccount")
    void a_change_whose_answer_was_lost_is_told_too(CentralCall call) {
        server.close();

        assertThatThrownBy(() -> proxy.pass(ann, call)).isInstanceOf(Unavailable.class);

        assertThat(changes.told()).containsExactly(ACCOUNT);
    }

    @ParameterizedTest
    @CsvSource({"400,0", "401,0", "403,0", "404,0", "422,0", "302,1", "408,1", "500,1", "504,1"})
    void asking_in_vain_ends_nothing_that_runs_on_somebody_elses_account(int status, int told) {
        pass(status, "{}", new CentralCall.Remove(ACCOUNT));

        assertThat(changes.told()).hasSize(told);
    }

    @Test
    void reading_and_adding_change_no_account_that_is_known() {
        pass(200, "[]", new CentralCall.ListAll());
        pass(200, "[]", new CentralCall.ListGrants(ACCOUNT));
        pass(201, "{}", new CentralCall.Add(BODY));

        assertThat(changes.told()).isEmpty();
    }

    @Test
    void key_material_ends_here_however_deep_it_is_hidden() {
        String keys =
                """
                "api_key":"canary","api_secret":"canary","passphrase":"canary",
                "api_key_ro":"canary","api_secret_ro":"canary","passphrase_ro":"canary",
                """;

        Passed passed =
                pass(
                        200,
                        "[{" + keys + "\"id\":\"42\",\"more\":[{" + keys + "\"b\":0.10}]}]",
                        new CentralCall.ListAll());

        assertThat(passed.json()).isEqualTo("[{\"id\":\"42\",\"more\":[{\"b\":0.10}]}]");
    }

    @Test
    void a_new_account_is_named_by_the_answer() {
        assertThat(pass(201, "{\"id\":\"42\"}", new CentralCall.Add(BODY)).added())
                .contains(ACCOUNT);
        assertThat(pass(201, "{\"id\":\"a/b\"}", new CentralCall.Add(BODY)).added()).isEmpty();
        assertThat(pass(400, "{\"id\":\"42\"}", new CentralCall.Add(BODY)).added()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"301,502", "304,502", "600,502", "204,200", "404,404", "401,401", "503,503"})
    void statuses_that_mean_something_between_servers_only_are_not_passed_on(int theirs, int ours) {
        assertThat(pass(theirs, "", new CentralCall.ListAll()).status()).isEqualTo(ours);
    }

    @Test
    void a_slow_service_is_given_up() {
        var hurried = proxy(Duration.ofMillis(200));
        var held = new CountDownLatch(1);
        server.answers(
                _ -> {
                    held.await();
                    return new Answer(200, "{}");
                });

        assertThatThrownBy(() -> hurried.pass(ann, new CentralCall.Remove(ACCOUNT)))
                .isInstanceOf(Unavailable.class);
        assertThat(changes.told()).containsExactly(ACCOUNT);
        held.countDown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b",
                "../admin",
                "..",
                ".",
                "%2f",
                "a%2Fb",
                "42?x=1",
                "42#x",
                "a b",
                "a\\b",
                "42\r\nX-Internal-Secret: x",
                "42\n",
                "é",
                "a;b",
                "a:b",
                "@host",
                "\0"
            })
    void what_could_be_more_than_one_segment_is_no_id(String text) {
        assertThat(AccountId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new AccountId(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CentralGrantId(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

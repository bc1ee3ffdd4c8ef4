package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.auth.testing.Plane;
import cc.profitmaker.adapter.vault.ScriptedAuthServer.Answer;
import cc.profitmaker.adapter.vault.ScriptedAuthServer.Request;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.CredentialVault.Opened;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Caller;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Whose exchange an account is, when the vault's answer does not tell. */
class AccountListsTest {
    private static final AccountId ACCOUNT = new AccountId("42");
    private static final String LISTED = "[{\"id\":\"42\",\"exchange\":\"paper\"}]";
    private static final String KEYS =
            """
            {"credential_id":"42","api_key":"a-key","api_secret":"a-secret",
             "access_level":"trade","read_only":false}""";

    private final ScriptedAuthServer server = new ScriptedAuthServer();
    private final HandMovedClock clock = new HandMovedClock(Fixtures.NOON);
    private final CentralVault vault = vault(Duration.ofSeconds(5));
    private final Caller ann = Asking.caller("s-ann", "ann@example.org", "ann.jwt.1");

    @AfterEach
    void close() {
        vault.close();
        server.close();
    }

    private CentralVault vault(Duration deadline) {
        var secret = Optional.of(Secret.of("an-internal-secret"));
        return new CentralVault(
                new CentralConfig(server.url(), server.url(), secret, deadline), clock);
    }

    private void lists(int status, String body) {
        server.answers(
                request -> isList(request) ? new Answer(status, body) : new Answer(200, KEYS));
    }

    private static boolean isList(Request request) {
        return request.path().equals(Plane.USER.path());
    }

    private long listCalls() {
        return server.requests.stream().filter(AccountListsTest::isList).count();
    }

    private long keyCalls() {
        return server.requests.size() - listCalls();
    }

    private Opened open(Caller caller, String exchange) {
        return vault.open(
                Asking.inquiry(caller, ACCOUNT, Operation.CREATE_ORDER, new ExchangeId(exchange)));
    }

    private static Opened refused(Reason reason) {
        return new Opened.Refused(reason);
    }

    @Test
    void a_list_is_asked_for_once_for_all_calls_of_a_subject() {
        lists(200, LISTED);

        AllAtOnce.run(64, _ -> open(ann, "paper"));

        assertThat(open(ann, "paper")).isInstanceOf(Opened.Found.class);
        assertThat(listCalls()).isEqualTo(1);
        assertThat(keyCalls()).isEqualTo(1);
    }

    @Test
    void keys_are_not_asked_for_when_the_list_already_tells_another_exchange() {
        lists(200, LISTED);
        open(ann, "paper");
        vault.changed(new AccountId("another"));
        server.requests.clear();
        clock.advance(Duration.ofSeconds(60));

        assertThat(open(ann, "binance")).isEqualTo(refused(Reason.EXCHANGE_MISMATCH));

        assertThat(server.requests).isEmpty();
    }

    @Test
    void keys_of_an_account_that_is_listed_nowhere_are_not_used() {
        lists(200, "[]");

        assertThat(open(ann, "paper")).isEqualTo(refused(Reason.VAULT_NONSENSE));

        lists(200, LISTED);
        assertThat(open(ann, "paper")).isInstanceOf(Opened.Found.class);
    }

    @Test
    void a_refusal_of_the_vault_passes_for_an_account_that_is_listed_nowhere() {
        server.answers(request -> isList(request) ? new Answer(200, "[]") : new Answer(404, "{}"));

        assertThat(open(ann, "paper")).isEqualTo(refused(Reason.NO_SUCH_ACCOUNT));
        assertThat(listCalls()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <p>Welcome!</p> | VAULT_NONSENSE",
                "200 | {} | VAULT_NONSENSE",
                "200 | [{\"id\":\"42\"},{\"id\":42,\"exchange\":\"paper\"},7] | VAULT_NONSENSE",
                "200 | [{\"id\":\"42\",\"exchange\":\"../x\"}] | VAULT_NONSENSE",
                "302 | {} | VAULT_NONSENSE",
                "404 | {} | VAULT_NONSENSE",
                "401 | {} | VAULT_REFUSED",
                "403 | {} | VAULT_REFUSED"
            })
    void keys_whose_exchange_nobody_tells_are_not_used(int status, String body, Reason reason) {
        lists(status, body);

        assertThat(open(ann, "paper")).isEqualTo(refused(reason));
    }

    @Test
    void an_account_that_is_listed_at_two_exchanges_belongs_to_none() {
        lists(200, "[{\"id\":\"42\",\"exchange\":\"paper\"},{\"id\":\"42\",\"exchange\":\"okx\"}]");

        assertThat(open(ann, "paper")).isEqualTo(refused(Reason.VAULT_NONSENSE));
        assertThat(open(ann, "okx")).isEqualTo(refused(Reason.VAULT_NONSENSE));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void a_list_that_cannot_be_had_now_is_no_answer(int status) {
        lists(status, "{}");

        assertThatThrownBy(() -> open(ann, "paper")).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_token_that_is_refused_does_not_refuse_another_of_the_same_subject() throws Exception {
        var joined = new CountDownLatch(1);
        server.answers(
                request -> {
                    if (!isList(request)) {
                        return new Answer(200, KEYS);
                    }
                    if (request.authorization().equals("Bearer ann.jwt.old")) {
                        joined.await();
                        return new Answer(401, "{}");
                    }
                    return new Answer(200, LISTED);
                });
        var before = Asking.caller("s-ann", "ann@example.org", "ann.jwt.old");
        var old = new FutureTask<>(() -> open(before, "paper"));
        var good = new FutureTask<>(() -> open(ann, "paper"));

        Thread.ofVirtual().start(old);
        while (listCalls() == 0) {
            Thread.onSpinWait();
        }
        Thread second = Thread.ofVirtual().start(good);
        while (second.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        joined.countDown();

        assertThat(old.get()).isEqualTo(refused(Reason.VAULT_REFUSED));
        assertThat(good.get()).isInstanceOf(Opened.Found.class);
    }

    @Test
    void a_changed_account_is_looked_up_anew() {
        lists(200, LISTED);
        open(ann, "paper");

        vault.changed(ACCOUNT);
        open(ann, "paper");

        assertThat(listCalls()).isEqualTo(2);
    }

    @Test
    void keys_are_asked_for_again_once_they_have_ended_by_the_clock() {
        lists(200, LISTED);
        open(ann, "paper");
        clock.advance(Duration.ofSeconds(60).minusNanos(1));
        open(ann, "paper");
        assertThat(keyCalls()).isEqualTo(1);

        clock.advance(Duration.ofNanos(1));
        assertThat(open(ann, "paper")).isInstanceOf(Opened.Found.class);
        assertThat(keyCalls()).isEqualTo(2);
    }

    @Test
    void a_list_that_is_slow_is_given_up() {
        var held = new CountDownLatch(1);
        server.answers(
                request -> {
                    if (isList(request)) {
                        held.await();
                    }
                    return new Answer(200, KEYS);
                });
        try (var hurried = vault(Duration.ofMillis(300))) {
            var inquiry = Asking.inquiry(ann, ACCOUNT, Operation.CREATE_ORDER);
            assertThatThrownBy(() -> hurried.open(inquiry)).isInstanceOf(Unavailable.class);
        }
        held.countDown();
    }
}

package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.auth.testing.Behaviour;
import cc.profitmaker.adapter.auth.testing.Plane;
import cc.profitmaker.adapter.auth.testing.StandInAuthService;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.CredentialVault.Opened;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.application.vault.CentralAccounts.CentralGrantId;
import cc.profitmaker.application.vault.CentralAccounts.Passed;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.access.Inquiry;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The central vault and the proxy to its accounts, against a real HTTP stand-in. */
class CentralVaultTest {
    private static final String SECRET = "an-internal-secret-of-the-auth-service";
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandInAuthService service = StandInAuthService.start(SECRET);
    private final HandMovedClock clock = new HandMovedClock(Fixtures.NOON);
    private final CentralVault vault = vault(Optional.of(Secret.of(SECRET)), PATIENT);
    private final AccountsProxy proxy = new AccountsProxy(config(Optional.empty(), PATIENT), vault);
    private final Caller ann = caller("s-ann", "ann@example.org");
    private final Caller bob = caller("s-bob", "bob@example.org");

    @AfterEach
    void close() {
        vault.close();
        service.close();
    }

    private CentralConfig config(Optional<Secret> secret, Duration deadline) {
        return new CentralConfig(service.url(), service.url(), secret, deadline);
    }

    private CentralVault vault(Optional<Secret> secret, Duration deadline) {
        return new CentralVault(config(secret, deadline), clock);
    }

    private Caller caller(String subject, String email) {
        return Asking.caller(subject, email, service.token(subject, email));
    }

    private static Proof.Sso sso(Caller caller) {
        return (Proof.Sso) caller.proof();
    }

    private JsonNode pass(CentralCall call) {
        Passed passed = proxy.pass(sso(ann), call);
        assertThat(passed.status()).isBetween(200, 299);
        return json(passed);
    }

    private static JsonNode json(Passed passed) {
        try {
            return JSON.readTree(passed.json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private AccountId added(String more) {
        String keys = "{\"exchange\":\"paper\",\"api_key\":\"a-key\",\"api_secret\":\"a-secret\"";
        return new AccountId(
                pass(new CentralCall.Add(Secret.of(keys + more + "}"))).path("id").asText());
    }

    private String shared(AccountId account, String level) {
        String body = "{\"grantee_email\":\"bob@example.org\",\"access_level\":\"" + level + "\"}";
        return pass(new CentralCall.Give(account, Secret.of(body))).path("id").asText();
    }

    private Opened open(Caller caller, AccountId account, Operation operation) {
        return vault.open(Asking.inquiry(caller, account, operation));
    }

    private static String key(Opened opened) {
        return switch (opened) {
            case Opened.Found(var credential, _) -> credential.key().reveal();
            case Opened.Refused(var reason) -> throw new AssertionError(reason);
        };
    }

    private static Opened refused(Reason reason) {
        return new Opened.Refused(reason);
    }

    @Test
    void an_owner_gets_the_keys_with_what_the_vault_says_of_them() {
        AccountId account = added("");

        Opened opened = open(ann, account, Operation.CREATE_ORDER);

        assertThat(opened).isInstanceOf(Opened.Found.class);
        if (opened instanceof Opened.Found(var credential, var facts)) {
            assertThat(credential.key().reveal()).isEqualTo("a-key");
            assertThat(credential.secret().reveal()).isEqualTo("a-secret");
            assertThat(facts.account()).isEqualTo(account);
            assertThat(facts.exchange()).isEqualTo(Asking.PAPER);
            assertThat(facts.ceiling()).isEqualTo(AccessLevel.TRADE);
            assertThat(facts.standing()).isEqualTo(new Standing.Vouched(AccessLevel.TRADE));
            assertThat(facts.keysUntil()).isEqualTo(Fixtures.NOON.plusSeconds(60));
        }
    }

    @Test
    void keys_are_asked_for_once_by_subject_account_and_level() {
        AccountId account = added("");
        shared(account, "trade");

        for (int i = 0; i < 3; i++) {
            open(ann, account, Operation.FETCH_BALANCE);
            open(ann, account, Operation.FETCH_ORDERS);
        }
        assertThat(service.count(Plane.INTERNAL)).isEqualTo(1);
        open(ann, account, Operation.CREATE_ORDER);
        assertThat(service.count(Plane.INTERNAL)).isEqualTo(2);
        open(bob, account, Operation.FETCH_BALANCE);
        assertThat(service.count(Plane.INTERNAL)).isEqualTo(3);
    }

    @Test
    void sixty_four_callers_at_once_make_one_call() throws InterruptedException {
        AccountId account = added("");
        service.behave(Plane.INTERNAL, Behaviour.HOLDING);
        Thread release =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (service.count(Plane.INTERNAL) == 0) {
                                        Thread.onSpinWait();
                                    }
                                    service.behave(Plane.INTERNAL, Behaviour.PROPER);
                                });

        List<String> keys =
                AllAtOnce.run(64, _ -> key(open(ann, account, Operation.FETCH_BALANCE)));

        release.join();
        assertThat(keys).hasSize(64).containsOnly("a-key");
        assertThat(service.count(Plane.INTERNAL)).isEqualTo(1);
    }

    @Test
    void a_read_grant_does_not_trade_and_the_refusal_is_not_remembered() {
        AccountId account = added("");
        shared(account, "read");

        assertThat(key(open(bob, account, Operation.FETCH_BALANCE))).isEqualTo("a-key");
        assertThat(open(bob, account, Operation.CREATE_ORDER))
                .isEqualTo(refused(Reason.READ_GRANT));
        shared(account, "trade");
        assertThat(key(open(bob, account, Operation.CREATE_ORDER))).isEqualTo("a-key");
    }

    @Test
    void a_revocation_through_us_is_effective_on_the_next_call() {
        AccountId account = added("");
        String grant = shared(account, "trade");
        assertThat(key(open(bob, account, Operation.CREATE_ORDER))).isEqualTo("a-key");

        pass(new CentralCall.Revoke(account, new CentralGrantId(grant)));

        assertThat(open(bob, account, Operation.CREATE_ORDER))
                .isEqualTo(refused(Reason.VAULT_REFUSED));
    }

    @Test
    void a_key_rotated_or_removed_through_us_is_not_used_any_more() {
        AccountId account = added("");
        open(ann, account, Operation.CREATE_ORDER);

        String keys = "{\"api_key\":\"new-key\",\"api_secret\":\"new-secret\"}";
        pass(new CentralCall.Change(account, Secret.of(keys)));
        assertThat(key(open(ann, account, Operation.CREATE_ORDER))).isEqualTo("new-key");
        pass(new CentralCall.Remove(account));
        assertThat(open(ann, account, Operation.CREATE_ORDER))
                .isEqualTo(refused(Reason.NO_SUCH_ACCOUNT));
    }

    @Test
    void a_read_only_account_does_not_trade_for_its_owner_either() {
        AccountId account = added(",\"read_only\":true");

        assertThat(open(ann, account, Operation.CREATE_ORDER))
                .isEqualTo(refused(Reason.READ_ONLY_ACCOUNT));
        assertThat(key(open(ann, account, Operation.FETCH_BALANCE))).isEqualTo("a-key");
    }

    @Test
    void keys_that_come_with_less_than_was_asked_for_are_refused_here_too() {
        AccountId account = added("");
        service.behave(Plane.INTERNAL, Behaviour.READ_LEVEL);
        assertThat(open(ann, account, Operation.CREATE_ORDER))
                .isEqualTo(refused(Reason.READ_GRANT));
        vault.anyMayHaveChanged();
        service.behave(Plane.INTERNAL, Behaviour.READ_ONLY);
        assertThat(open(ann, account, Operation.CANCEL_ORDER))
                .isEqualTo(refused(Reason.READ_ONLY_ACCOUNT));
    }

    @ParameterizedTest
    @CsvSource({
        "HTML, VAULT_NONSENSE",
        "HALF_JSON, VAULT_NONSENSE",
        "HUGE, VAULT_NONSENSE",
        "REDIRECTING, VAULT_NONSENSE",
        "OTHER_CREDENTIAL, VAULT_NONSENSE",
        "WITHOUT_KEYS, VAULT_NONSENSE",
        "FORBIDDEN, VAULT_REFUSED",
        "NOT_FOUND, NO_SUCH_ACCOUNT"
    })
    void answers_that_are_no_keys_are_refusals_and_not_remembered(
            Behaviour behaviour, Reason reason) {
        AccountId account = added("");
        service.behave(Plane.INTERNAL, behaviour);

        assertThat(open(ann, account, Operation.FETCH_BALANCE)).isEqualTo(refused(reason));
        assertThat(service.counts()).doesNotContainKey(StandInAuthService.TRAP);
        service.behave(Plane.INTERNAL, Behaviour.PROPER);
        assertThat(key(open(ann, account, Operation.FETCH_BALANCE))).isEqualTo("a-key");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHORIZED", "UNAVAILABLE", "BROKEN", "HANGING_UP"})
    void a_vault_that_does_not_serve_us_is_unavailable_and_asked_again(Behaviour behaviour) {
        AccountId account = added("");
        service.behave(Plane.INTERNAL, behaviour);

        assertThatThrownBy(() -> open(ann, account, Operation.FETCH_BALANCE))
                .isInstanceOf(Unavailable.class);
        service.behave(Plane.INTERNAL, Behaviour.PROPER);
        assertThat(key(open(ann, account, Operation.FETCH_BALANCE))).isEqualTo("a-key");
    }

    @ParameterizedTest
    @EnumSource(names = {"HOLDING", "TRICKLING"})
    void a_slow_vault_is_given_up(Behaviour behaviour) {
        Inquiry inquiry = Asking.inquiry(ann, added(""), Operation.FETCH_BALANCE);
        service.behave(Plane.INTERNAL, behaviour);
        try (var hurried = vault(Optional.of(Secret.of(SECRET)), Duration.ofMillis(200))) {
            assertThatThrownBy(() -> hurried.open(inquiry)).isInstanceOf(Unavailable.class);
        }
        service.behave(Plane.INTERNAL, Behaviour.PROPER);
    }

    @Test
    void without_our_secret_no_call_is_made() {
        Inquiry inquiry = Asking.inquiry(ann, added(""), Operation.FETCH_BALANCE);
        try (var unconfigured = vault(Optional.empty(), PATIENT)) {
            assertThat(unconfigured.open(inquiry)).isEqualTo(refused(Reason.VAULT_NOT_CONFIGURED));
        }
        assertThat(service.count(Plane.INTERNAL)).isZero();
    }

    @Test
    void keys_go_to_their_own_exchange_by_the_answer_or_by_the_callers_list() {
        AccountId account = added("");
        var elsewhere =
                Asking.inquiry(ann, account, Operation.FETCH_BALANCE, new ExchangeId("binance"));

        assertThat(vault.open(elsewhere)).isEqualTo(refused(Reason.EXCHANGE_MISMATCH));
        vault.anyMayHaveChanged();
        service.behave(Plane.INTERNAL, Behaviour.NAMING_OTHER_EXCHANGE);
        assertThat(open(ann, account, Operation.FETCH_BALANCE))
                .isEqualTo(refused(Reason.EXCHANGE_MISMATCH));
        vault.anyMayHaveChanged();
        service.behave(Plane.INTERNAL, Behaviour.NAMING_EXCHANGE);
        assertThat(key(open(ann, account, Operation.FETCH_BALANCE))).isEqualTo("a-key");
    }

    @Test
    void the_secret_never_travels_on_the_user_plane_and_no_key_comes_back_on_it() {
        AccountId account = added("");
        shared(account, "read");
        open(ann, account, Operation.FETCH_BALANCE);
        String list = pass(new CentralCall.ListAll()).toString();

        assertThat(list).contains(account.value()).doesNotContain("a-secret");
        assertThat(service.received())
                .filteredOn(request -> request.path().startsWith(Plane.USER.path()))
                .isNotEmpty()
                .allSatisfy(
                        request ->
                                assertThat(request.headers() + request.body())
                                        .doesNotContain(SECRET)
                                        .doesNotContainIgnoringCase("x-internal-secret"));
        assertThat(service.received())
                .filteredOn(request -> request.path().equals(Plane.INTERNAL.path()))
                .hasSize(1)
                .allSatisfy(
                        request ->
                                assertThat(request.headers().toString())
                                        .doesNotContain(sso(ann).token().reveal()));
    }

    @ParameterizedTest
    @CsvSource({
        "HTML, 200",
        "HALF_JSON, 200",
        "HUGE, 200",
        "REDIRECTING, 502",
        "UNAUTHORIZED, 401",
        "FORBIDDEN, 403",
        "NOT_FOUND, 404",
        "BROKEN, 500"
    })
    void the_proxy_passes_statuses_on_and_never_anything_but_json(Behaviour behaviour, int status) {
        service.behave(Plane.USER, behaviour);

        Passed passed = proxy.pass(sso(ann), new CentralCall.ListAll());

        assertThat(passed.status()).isEqualTo(status);
        assertThat(json(passed).path("error").asText()).isNotEmpty();
        assertThat(service.counts()).doesNotContainKey(StandInAuthService.TRAP);
    }

    @Test
    void a_service_that_is_gone_is_unavailable() {
        service.close();

        assertThatThrownBy(() -> proxy.pass(sso(ann), new CentralCall.ListAll()))
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void a_changed_account_is_forgotten_and_no_other() {
        AccountId account = added("");
        open(ann, account, Operation.FETCH_BALANCE);
        assertThat(vault.remembered()).isEqualTo(1);

        vault.changed(new AccountId("another"));
        assertThat(vault.remembered()).isEqualTo(1);
        vault.changed(account);
        assertThat(vault.remembered()).isZero();
    }
}

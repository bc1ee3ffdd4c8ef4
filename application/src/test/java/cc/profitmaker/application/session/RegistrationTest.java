package cc.profitmaker.application.session;

import static cc.profitmaker.application.session.LocalAccountsSetup.AWAY;
import static cc.profitmaker.application.session.LocalAccountsSetup.HERE;
import static cc.profitmaker.application.session.LocalAccountsSetup.PASSWORD;
import static cc.profitmaker.application.session.LocalAccountsSetup.SETUP_CODE;
import static cc.profitmaker.application.session.RegistrationMode.CLOSED;
import static cc.profitmaker.application.session.RegistrationMode.FIRST;
import static cc.profitmaker.application.session.RegistrationMode.OPEN;
import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.LocalAccounts.Registrant;
import cc.profitmaker.application.session.LocalAccounts.SignUp;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.CountingAttemptLimit;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Origin;
import cc.profitmaker.domain.session.SessionToken;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

class RegistrationTest {
    private static final Secret WRONG_CODE = Secret.of("the set-up coda");

    @Test
    void the_first_user_on_this_machine_becomes_the_operator_and_is_signed_in() {
        var setup = new LocalAccountsSetup(FIRST);

        SignUp outcome = register(setup, "ann@example.org", Optional.empty(), HERE);

        User ann = user(outcome);
        assertThat(ann.role()).isEqualTo(Role.OPERATOR);
        assertThat(ann.status()).isEqualTo(UserStatus.ENABLED);
        assertThat(ann.name()).isEqualTo(new DisplayName("ann"));
        var session = setup.identities.find(token(outcome).id()).orElseThrow();
        assertThat(session.user()).isEqualTo(ann);
        assertThat(session.session().createdAt()).isEqualTo(NOON);
        assertThat(session.session().expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        assertThat(session.session().address()).isEqualTo(HERE.address());
        assertThat(session.session().userAgent()).isEqualTo(HERE.agent());
        assertThat(setup.audit.events())
                .containsExactly(
                        new AuditEvent.Registered(ann.id(), Role.OPERATOR, HERE.address()));
    }

    @Test
    void a_registered_user_signs_in_with_the_password_they_chose() {
        var setup = new LocalAccountsSetup(FIRST);
        User ann = user(register(setup, "ann@example.org", Optional.empty(), HERE));

        assertThat(setup.login(ann, PASSWORD, AWAY))
                .isInstanceOf(LocalAccounts.SignIn.SignedIn.class);
    }

    @Test
    void a_given_name_is_kept() {
        var setup = new LocalAccountsSetup(FIRST);
        var name = new DisplayName("Ann of Example");

        var wish =
                new Registrant(
                        new Email("ann@example.org"),
                        Optional.of(name),
                        Fixtures.password(PASSWORD),
                        Optional.empty());

        assertThat(user(setup.accounts.register(wish, HERE)).name()).isEqualTo(name);
    }

    @Test
    void the_first_user_from_elsewhere_needs_the_setup_code() {
        var setup = new LocalAccountsSetup(FIRST);

        assertThat(register(setup, "eve@example.org", Optional.empty(), AWAY))
                .isEqualTo(new SignUp.SetupCodeNeeded());
        assertThat(register(setup, "eve@example.org", Optional.of(WRONG_CODE), AWAY))
                .isEqualTo(new SignUp.SetupCodeNeeded());

        assertThat(setup.identities.all()).isEmpty();
        assertThat(setup.hashing.work()).isZero();
        assertThat(user(register(setup, "ann@example.org", Optional.of(SETUP_CODE), AWAY)).role())
                .isEqualTo(Role.OPERATOR);
    }

    @Test
    void guesses_at_the_setup_code_are_limited_and_counted() {
        var setup = new LocalAccountsSetup(FIRST, 1);
        register(setup, "eve@example.org", Optional.of(WRONG_CODE), AWAY);

        SignUp second = register(setup, "eve@example.org", Optional.of(SETUP_CODE), AWAY);

        assertThat(second).isEqualTo(new SignUp.Throttled(CountingAttemptLimit.WAIT));
        setup.guard.recordLastRefusals();
        assertThat(setup.audit.events())
                .containsExactly(new AuditEvent.SignInsRefused(AWAY.address(), List.of(), 2));
    }

    @Test
    void after_the_first_user_registration_is_closed() {
        var setup = new LocalAccountsSetup(FIRST);
        register(setup, "ann@example.org", Optional.empty(), HERE);
        int work = setup.hashing.work();

        assertThat(register(setup, "bob@example.org", Optional.of(SETUP_CODE), HERE))
                .isEqualTo(new SignUp.Closed());
        assertThat(setup.hashing.work()).isEqualTo(work);
    }

    @Test
    void of_a_hundred_first_users_at_once_one_is_registered() {
        var setup = new LocalAccountsSetup(FIRST);

        List<SignUp> outcomes =
                AllAtOnce.run(
                        100,
                        i ->
                                register(
                                        setup,
                                        "user" + i + "@example.org",
                                        Optional.empty(),
                                        here("10.0.0." + i)));

        assertThat(outcomes).filteredOn(SignUp.SignedUp.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(new SignUp.Closed()::equals).hasSize(99);
        assertThat(setup.identities.all()).extracting(User::role).containsExactly(Role.OPERATOR);
    }

    @Test
    void a_first_user_who_was_overtaken_while_hashing_is_turned_away() {
        var setup = new LocalAccountsSetup(FIRST);
        setup.meddled.meanwhile(() -> setup.known("ann@example.org"));

        assertThat(register(setup, "eve@example.org", Optional.empty(), HERE))
                .isEqualTo(new SignUp.Closed());
    }

    @Test
    void the_bootstrap_user_does_not_count_as_the_first() {
        var setup = new LocalAccountsSetup(FIRST);
        setup.identities.bootstrap(new UserId(UUID.randomUUID()), NOON);

        assertThat(user(register(setup, "ann@example.org", Optional.empty(), HERE)).role())
                .isEqualTo(Role.OPERATOR);
    }

    @Test
    void when_closed_nobody_registers_not_even_the_first_on_this_machine() {
        var setup = new LocalAccountsSetup(CLOSED);

        assertThat(register(setup, "ann@example.org", Optional.of(SETUP_CODE), HERE))
                .isEqualTo(new SignUp.Closed());
        assertThat(setup.identities.all()).isEmpty();
    }

    @Test
    void when_open_the_first_becomes_the_operator_only_here_or_with_the_code() {
        var withoutCode = new LocalAccountsSetup(OPEN);
        var withWrongCode = new LocalAccountsSetup(OPEN);
        var withCode = new LocalAccountsSetup(OPEN);
        var here = new LocalAccountsSetup(OPEN);

        assertThat(user(register(withoutCode, "a@example.org", Optional.empty(), AWAY)).role())
                .isEqualTo(Role.USER);
        assertThat(
                        user(register(
                                        withWrongCode,
                                        "a@example.org",
                                        Optional.of(WRONG_CODE),
                                        AWAY))
                                .role())
                .isEqualTo(Role.USER);
        assertThat(user(register(withCode, "a@example.org", Optional.of(SETUP_CODE), AWAY)).role())
                .isEqualTo(Role.OPERATOR);
        assertThat(user(register(here, "a@example.org", Optional.empty(), HERE)).role())
                .isEqualTo(Role.OPERATOR);
    }

    @Test
    void when_open_later_users_are_plain_ones() {
        var setup = new LocalAccountsSetup(OPEN);
        register(setup, "ann@example.org", Optional.empty(), HERE);

        assertThat(user(register(setup, "bob@example.org", Optional.of(SETUP_CODE), HERE)).role())
                .isEqualTo(Role.USER);
        assertThat(user(register(setup, "eve@example.org", Optional.empty(), AWAY)).role())
                .isEqualTo(Role.USER);
    }

    @Test
    void an_address_cannot_be_registered_twice() {
        var setup = new LocalAccountsSetup(OPEN);
        setup.known("ann@example.org");

        assertThat(register(setup, "ann@example.org", Optional.empty(), AWAY))
                .isEqualTo(new SignUp.EmailTaken());
    }

    @Test
    void addresses_of_this_server_cannot_be_registered_in_any_mode() {
        for (RegistrationMode mode : RegistrationMode.values()) {
            var setup = new LocalAccountsSetup(mode);

            assertThat(register(setup, "default@local", Optional.of(SETUP_CODE), HERE))
                    .isEqualTo(new SignUp.EmailReserved());
            assertThat(setup.hashing.work()).isZero();
            assertThat(setup.identities.all()).isEmpty();
        }
    }

    @Test
    void registrations_are_limited_from_known_addresses_too_and_cost_no_work_then() {
        var setup = new LocalAccountsSetup(OPEN, 1);
        User ann = setup.known("ann@example.org");
        setup.login(ann, PASSWORD, AWAY);
        register(setup, "ann@example.org", Optional.empty(), AWAY);
        int work = setup.hashing.work();

        assertThat(register(setup, "ann@example.org", Optional.empty(), AWAY))
                .isEqualTo(new SignUp.Throttled(CountingAttemptLimit.WAIT));
        assertThat(setup.hashing.work()).isEqualTo(work);
    }

    @Test
    void a_registration_that_succeeds_does_not_count_against_the_limit() {
        var setup = new LocalAccountsSetup(OPEN, 1);
        register(setup, "ann@example.org", Optional.empty(), HERE);

        assertThat(register(setup, "bob@example.org", Optional.empty(), AWAY))
                .isInstanceOf(SignUp.SignedUp.class);
    }

    @Test
    void a_full_queue_is_told() {
        var setup = new LocalAccountsSetup(FIRST);
        setup.hashing.beBusy();

        assertThat(register(setup, "ann@example.org", Optional.empty(), HERE))
                .isEqualTo(new SignUp.Busy(Duration.ofSeconds(1)));
        assertThat(setup.identities.all()).isEmpty();
    }

    private static Origin here(String address) {
        return new Origin(
                Fixtures.elsewhere(address).address(), HERE.agent(), Origin.Place.THIS_MACHINE);
    }

    private static SignUp register(
            LocalAccountsSetup setup, String email, Optional<Secret> code, Origin origin) {
        return setup.accounts.register(
                new Registrant(
                        new Email(email), Optional.empty(), Fixtures.password(PASSWORD), code),
                origin);
    }

    private static User user(SignUp outcome) {
        return signedUp(outcome).user();
    }

    private static SessionToken token(SignUp outcome) {
        return signedUp(outcome).token();
    }

    private static SignUp.SignedUp signedUp(SignUp outcome) {
        assertThat(outcome).isInstanceOf(SignUp.SignedUp.class);
        return (SignUp.SignedUp) outcome;
    }
}

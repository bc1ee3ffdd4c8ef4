package cc.profitmaker.application.session;

import static cc.profitmaker.application.session.LocalAccountsSetup.AWAY;
import static cc.profitmaker.application.session.LocalAccountsSetup.HERE;
import static cc.profitmaker.application.session.LocalAccountsSetup.PASSWORD;
import static cc.profitmaker.application.session.RegistrationMode.CLOSED;
import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.LocalAccounts.SignIn;
import cc.profitmaker.application.testing.CountingAttemptLimit;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserStatus;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class LoginTest {
    private static final SignIn WRONG = new SignIn.Wrong();
    private static final SignIn THROTTLED = new SignIn.Throttled(CountingAttemptLimit.WAIT);

    private final LocalAccountsSetup setup = new LocalAccountsSetup(CLOSED);

    @Test
    void the_right_password_opens_a_session() {
        User ann = setup.known("ann@example.org");

        SignIn outcome = setup.login(ann, PASSWORD, AWAY);

        assertThat(outcome).isInstanceOf(SignIn.SignedIn.class);
        var signedIn = (SignIn.SignedIn) outcome;
        assertThat(signedIn.user()).isEqualTo(ann);
        var found = setup.identities.find(signedIn.token().id()).orElseThrow();
        assertThat(found.user()).isEqualTo(ann);
        assertThat(found.session().createdAt()).isEqualTo(NOON);
        assertThat(found.session().expiresAt()).isEqualTo(NOON.plus(Duration.ofDays(30)));
        assertThat(found.session().address()).isEqualTo(AWAY.address());
        assertThat(found.session().userAgent()).isEqualTo(AWAY.agent());
        assertThat(setup.audit.events())
                .containsExactly(new AuditEvent.SignedIn(ann.id(), AWAY.address()));
    }

    @Test
    void every_sign_in_has_a_token_of_its_own() {
        User ann = setup.known("ann@example.org");

        var first = (SignIn.SignedIn) setup.login(ann, PASSWORD, AWAY);
        var second = (SignIn.SignedIn) setup.login(ann, PASSWORD, AWAY);

        assertThat(first.token().id()).isNotEqualTo(second.token().id());
        assertThat(setup.identities.of(ann.id(), NOON)).hasSize(2);
    }

    @Test
    void wrong_unknown_disabled_and_without_a_password_are_answered_alike_after_the_same_work() {
        User ann = setup.known("ann@example.org");
        User off = setup.disabled("off@example.org");
        User sso = Fixtures.user("sso@example.org");
        setup.identities.put(sso, Optional.empty());
        User nobody = Fixtures.user("nobody@example.org");

        assertThat(setup.login(ann, "not ann's password", AWAY)).isEqualTo(WRONG);
        assertThat(setup.hashing.work()).isEqualTo(1);
        assertThat(setup.login(nobody, PASSWORD, AWAY)).isEqualTo(WRONG);
        assertThat(setup.hashing.work()).isEqualTo(2);
        assertThat(setup.login(off, PASSWORD, AWAY)).isEqualTo(WRONG);
        assertThat(setup.hashing.work()).isEqualTo(3);
        assertThat(setup.login(sso, PASSWORD, AWAY)).isEqualTo(WRONG);
        assertThat(setup.hashing.work()).isEqualTo(4);
        assertThat(setup.identities.of(off.id(), NOON)).isEmpty();
    }

    @Test
    void an_address_that_guesses_too_often_waits_and_costs_no_work() {
        var limited = new LocalAccountsSetup(CLOSED, 2);
        User ann = limited.known("ann@example.org");
        limited.login(ann, "not ann's password", AWAY);
        limited.login(ann, "not ann's password", AWAY);

        assertThat(limited.login(ann, PASSWORD, AWAY)).isEqualTo(THROTTLED);
        assertThat(limited.login(Fixtures.user("nobody@example.org"), PASSWORD, AWAY))
                .isEqualTo(THROTTLED);
        assertThat(limited.hashing.work()).isEqualTo(2);
    }

    @Test
    void a_right_password_does_not_count_against_the_limit() {
        var limited = new LocalAccountsSetup(CLOSED, 1);
        User ann = limited.known("ann@example.org");
        User bob = limited.known("bob@example.org");
        limited.login(ann, PASSWORD, AWAY);

        assertThat(limited.login(bob, PASSWORD, AWAY)).isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    void an_address_that_signed_in_within_thirty_days_is_never_throttled() {
        var limited = new LocalAccountsSetup(CLOSED, 1);
        User ann = limited.known("ann@example.org");
        limited.login(ann, PASSWORD, AWAY);
        exhaust(limited, ann);

        limited.clock.set(NOON.plus(Duration.ofDays(30)));
        assertThat(limited.login(ann, "not ann's password", AWAY)).isEqualTo(WRONG);

        limited.clock.advance(Duration.ofMillis(1));
        assertThat(limited.login(ann, "not ann's password", AWAY)).isEqualTo(THROTTLED);
    }

    @Test
    void an_address_known_to_one_account_is_not_known_to_another() {
        var limited = new LocalAccountsSetup(CLOSED, 1);
        User ann = limited.known("ann@example.org");
        User bob = limited.known("bob@example.org");
        limited.login(ann, PASSWORD, AWAY);
        exhaust(limited, ann);

        assertThat(limited.login(bob, PASSWORD, AWAY)).isEqualTo(THROTTLED);
        assertThat(limited.login(ann, PASSWORD, HERE)).isEqualTo(THROTTLED);
        assertThat(limited.login(ann, PASSWORD, AWAY)).isInstanceOf(SignIn.SignedIn.class);
    }

    private static void exhaust(LocalAccountsSetup limited, User user) {
        limited.login(user, "not the password", HERE);
    }

    @Test
    void a_full_queue_is_told_to_known_and_unknown_addresses_alike_and_is_no_refusal() {
        User ann = setup.known("ann@example.org");
        setup.hashing.beBusy();

        var busy = new SignIn.Busy(Duration.ofSeconds(2));
        assertThat(setup.login(ann, PASSWORD, AWAY)).isEqualTo(busy);
        assertThat(setup.login(Fixtures.user("nobody@example.org"), PASSWORD, AWAY))
                .isEqualTo(busy);
        setup.guard.recordLastRefusals();
        assertThat(setup.audit.events()).isEmpty();
    }

    @Test
    void a_full_queue_keeps_out_no_address_the_account_knows_and_it_alone() {
        User ann = setup.known("ann@example.org");
        User bob = setup.known("bob@example.org");
        setup.login(ann, PASSWORD, AWAY);
        setup.hashing.beBusy();

        var busy = new SignIn.Busy(Duration.ofSeconds(2));
        assertThat(setup.login(ann, PASSWORD, AWAY)).isInstanceOf(SignIn.SignedIn.class);
        assertThat(setup.login(ann, PASSWORD, HERE)).isEqualTo(busy);
        assertThat(setup.login(bob, PASSWORD, AWAY)).isEqualTo(busy);
    }

    @Test
    void one_address_cannot_fill_the_queue() {
        User ann = setup.known("ann@example.org");
        var told = new ArrayList<SignIn>();
        setup.meddled.meanwhile(
                () -> {
                    if (setup.hashing.work() < 10) {
                        told.add(setup.login(ann, "not ann's password", AWAY));
                    }
                });
        setup.login(ann, "not ann's password", AWAY);
        assertThat(told).contains(new SignIn.Busy(Duration.ofSeconds(2)));
        assertThat(setup.hashing.work()).isEqualTo(FairShare.AT_ONCE);

        setup.meddled.meanwhile(() -> {});
        assertThat(setup.login(ann, PASSWORD, AWAY)).isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    void a_password_changed_while_the_old_one_is_hashed_lets_nobody_in() {
        User ann = setup.known("ann@example.org");
        setup.meddled.meanwhile(
                () ->
                        setup.identities.changePassword(
                                ann.id(),
                                new PasswordHash.Hash("new"),
                                Optional.empty(),
                                new AuditEvent.PasswordChanged(ann.id(), ann.id()),
                                NOON));

        assertThat(setup.login(ann, PASSWORD, AWAY)).isEqualTo(WRONG);
        assertThat(setup.identities.of(ann.id(), NOON)).isEmpty();
        assertThat(setup.audit.events())
                .containsExactly(
                        new AuditEvent.PasswordChanged(ann.id(), ann.id()),
                        new AuditEvent.SignedIn(ann.id(), AWAY.address()),
                        new AuditEvent.SignedOut(ann.id()));
    }

    @Test
    void a_user_disabled_while_their_password_is_hashed_does_not_get_in() {
        User ann = setup.known("ann@example.org");
        setup.meddled.meanwhile(
                () ->
                        setup.identities.setStatus(
                                ann.id(),
                                UserStatus.DISABLED,
                                new AuditEvent.UserDisabled(ann.id()),
                                NOON));

        assertThat(setup.login(ann, PASSWORD, AWAY)).isEqualTo(WRONG);
        assertThat(setup.identities.of(ann.id(), NOON)).isEmpty();
    }

    @Test
    void refusals_are_recorded_once_their_minute_is_over_with_those_they_aimed_at() {
        Instant last = NOON.plusSeconds(59);
        User ann = setup.known("ann@example.org");
        User off = setup.disabled("off@example.org");
        setup.login(ann, "not ann's password", AWAY);
        setup.login(Fixtures.user("nobody@example.org"), PASSWORD, AWAY);
        setup.clock.set(last);
        setup.login(off, PASSWORD, AWAY);

        setup.guard.recordRefusals();
        assertThat(setup.audit.events()).isEmpty();

        setup.clock.set(NOON.plusSeconds(60));
        setup.guard.recordRefusals();
        setup.guard.recordRefusals();
        assertThat(setup.audit.entries()).hasSize(1);
        assertThat(setup.audit.entries().getFirst().at()).isEqualTo(last);
        assertThat(setup.audit.events())
                .containsExactly(
                        new AuditEvent.SignInsRefused(
                                AWAY.address(), List.of(ann.id(), off.id()), 3));
    }

    @Test
    void throttled_attempts_are_counted_without_naming_a_user() {
        var limited = new LocalAccountsSetup(CLOSED, 0);
        limited.login(limited.known("ann@example.org"), PASSWORD, AWAY);

        limited.guard.recordLastRefusals();

        assertThat(limited.audit.events())
                .containsExactly(new AuditEvent.SignInsRefused(AWAY.address(), List.of(), 1));
    }

    @Test
    void a_database_that_cannot_record_refusals_does_not_stop_sign_ins_from_being_refused() {
        User ann = setup.known("ann@example.org");
        setup.audit.goAway();

        assertThat(setup.login(ann, "not ann's password", AWAY)).isEqualTo(WRONG);
        setup.clock.advance(Duration.ofMinutes(1));
        assertThat(setup.login(ann, "not ann's password", AWAY)).isEqualTo(WRONG);
    }
}

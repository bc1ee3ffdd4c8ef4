package cc.profitmaker.application.session;

import static cc.profitmaker.application.session.LocalAccountsSetup.AWAY;
import static cc.profitmaker.application.session.LocalAccountsSetup.HERE;
import static cc.profitmaker.application.session.LocalAccountsSetup.PASSWORD;
import static cc.profitmaker.application.session.RegistrationMode.CLOSED;
import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.LocalAccounts.SignIn;
import cc.profitmaker.application.session.PasswordChanges.PasswordChange;
import cc.profitmaker.application.testing.CountingAttemptLimit;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.SessionId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class PasswordChangeTest {
    private static final String NEW = "ann's other password";

    private final LocalAccountsSetup setup = new LocalAccountsSetup(CLOSED);
    private final User ann = setup.known("ann@example.org");

    @Test
    void the_new_password_works_and_the_old_one_does_not() {
        assertThat(change(setup, SignedIn.afresh(ann), PASSWORD))
                .isEqualTo(new PasswordChange.Changed());

        assertThat(setup.login(ann, NEW, AWAY)).isInstanceOf(SignIn.SignedIn.class);
        assertThat(setup.login(ann, PASSWORD, AWAY)).isEqualTo(new SignIn.Wrong());
        assertThat(setup.audit.events())
                .contains(new AuditEvent.PasswordChanged(ann.id(), ann.id()));
    }

    @Test
    void every_other_session_ends_and_the_asking_one_goes_on() {
        SessionId asking = signIn();
        SessionId other = signIn();

        change(setup, callerOf(asking), PASSWORD);

        assertThat(setup.identities.find(asking)).isPresent();
        assertThat(setup.identities.find(other)).isEmpty();
    }

    @Test
    void asked_for_with_another_kind_of_token_every_session_ends() {
        SessionId session = signIn();

        assertThat(change(setup, SignedIn.bySso(ann), PASSWORD))
                .isEqualTo(new PasswordChange.Changed());
        assertThat(setup.identities.find(session)).isEmpty();
    }

    @Test
    void a_user_without_a_password_has_none_to_change() {
        User sso = Fixtures.user("sso@example.org");
        setup.identities.put(sso, Optional.empty());

        assertThat(change(setup, SignedIn.bySso(sso), ""))
                .isEqualTo(new PasswordChange.HasNoPassword());
        assertThat(setup.hashing.work()).isZero();
    }

    @Test
    void a_wrong_current_password_changes_nothing_and_is_recorded() {
        SessionId session = signIn();

        assertThat(change(setup, SignedIn.afresh(ann), "not ann's password"))
                .isEqualTo(new PasswordChange.WrongPassword());

        assertThat(setup.identities.find(session)).isPresent();
        assertThat(setup.login(ann, PASSWORD, AWAY)).isInstanceOf(SignIn.SignedIn.class);
        setup.guard.recordLastRefusals();
        assertThat(setup.audit.events())
                .contains(new AuditEvent.SignInsRefused(AWAY.address(), List.of(ann.id()), 1));
    }

    @Test
    void a_stolen_session_guesses_no_faster_than_the_login() {
        var limited = new LocalAccountsSetup(CLOSED, 1);
        User victim = limited.known("ann@example.org");
        change(limited, SignedIn.afresh(victim), "a guess");

        assertThat(change(limited, SignedIn.afresh(victim), PASSWORD))
                .isEqualTo(new PasswordChange.Throttled(CountingAttemptLimit.WAIT));
        assertThat(limited.hashing.work()).isEqualTo(1);
        limited.guard.recordLastRefusals();
        assertThat(limited.audit.events())
                .containsExactly(
                        new AuditEvent.SignInsRefused(AWAY.address(), List.of(victim.id()), 2));
    }

    @Test
    void a_known_address_changes_its_password_however_many_guess() {
        var limited = new LocalAccountsSetup(CLOSED, 1);
        User owner = limited.known("ann@example.org");
        limited.login(owner, PASSWORD, AWAY);
        limited.login(owner, "a guess", HERE);

        assertThat(change(limited, SignedIn.afresh(owner), PASSWORD))
                .isEqualTo(new PasswordChange.Changed());
    }

    @Test
    void a_right_current_password_does_not_count_against_the_limit() {
        var limited = new LocalAccountsSetup(CLOSED, 1);
        User owner = limited.known("ann@example.org");
        change(limited, SignedIn.afresh(owner), PASSWORD);

        assertThat(limited.login(owner, NEW, HERE)).isInstanceOf(SignIn.SignedIn.class);
    }

    @Test
    void a_full_queue_is_told_and_changes_nothing() {
        setup.hashing.beBusy();

        assertThat(change(setup, SignedIn.afresh(ann), PASSWORD))
                .isEqualTo(new PasswordChange.Busy(Duration.ofSeconds(2)));
        assertThat(setup.audit.events()).isEmpty();
    }

    @Test
    void a_queue_that_fills_before_the_second_hash_is_told_and_changes_nothing() {
        setup.meddled.meanwhile(setup.hashing::beBusy);

        assertThat(change(setup, SignedIn.afresh(ann), PASSWORD))
                .isEqualTo(new PasswordChange.Busy(Duration.ofSeconds(1)));
        assertThat(setup.audit.events()).isEmpty();
    }

    @Test
    void an_operators_reset_while_the_old_password_is_hashed_stands() {
        var reset = new PasswordHash.Hash("the operator's");
        setup.meddled.meanwhile(
                () ->
                        setup.identities.changePassword(
                                ann.id(),
                                reset,
                                Optional.empty(),
                                new AuditEvent.PasswordChanged(ann.id(), ann.id()),
                                NOON));

        assertThat(change(setup, SignedIn.afresh(ann), PASSWORD))
                .isEqualTo(new PasswordChange.WrongPassword());
        assertThat(setup.identities.byId(ann.id()).orElseThrow().password()).contains(reset);
    }

    private static PasswordChange change(LocalAccountsSetup setup, Caller caller, String current) {
        return setup.passwords.change(caller, Secret.of(current), Fixtures.password(NEW), AWAY);
    }

    private SessionId signIn() {
        var signedIn = (SignIn.SignedIn) setup.login(ann, PASSWORD, AWAY);
        return signedIn.token().id();
    }

    private Caller callerOf(SessionId id) {
        var found = setup.identities.find(id).orElseThrow();
        assertThat(found.session().createdAt()).isEqualTo(NOON);
        return SignedIn.with(found.session(), found.user());
    }
}

package cc.profitmaker.application.session;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.Users.Outcome;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.application.testing.PlainPasswordHash;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Session;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class UsersTest {
    private static final Email ANN = new Email("ann@example.org");
    private static final NewPassword PASSWORD = Fixtures.password("ann's long password");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);
    private final PlainPasswordHash hashing = new PlainPasswordHash();
    private final Users users =
            new Users(identities, identities, hashing, new HandMovedClock(NOON), UUID::randomUUID);

    @Test
    void an_added_user_has_the_given_name_role_and_password() {
        var name = new DisplayName("Ann");

        assertThat(users.add(ANN, Optional.of(name), PASSWORD, Role.OPERATOR))
                .isEqualTo(Outcome.DONE);

        User ann = users.list().getFirst();
        assertThat(ann).isEqualTo(new User(ann.id(), ANN, name, Role.OPERATOR, UserStatus.ENABLED));
        assertThat(passwordOf(ann)).contains(PlainPasswordHash.hashOf("ann's long password"));
        assertThat(audit.entries())
                .containsExactly(
                        new InMemoryAuditTrail.Entry(
                                new AuditEvent.UserAdded(ann.id(), Role.OPERATOR), NOON));
    }

    @Test
    void a_user_added_without_a_name_is_called_like_their_address() {
        users.add(ANN, Optional.empty(), PASSWORD, Role.USER);

        assertThat(users.list()).extracting(User::name).containsExactly(new DisplayName("ann"));
    }

    @Test
    void a_taken_address_is_not_added_again() {
        users.add(ANN, Optional.empty(), PASSWORD, Role.USER);

        assertThat(users.add(ANN, Optional.empty(), PASSWORD, Role.OPERATOR))
                .isEqualTo(Outcome.EMAIL_TAKEN);
        assertThat(users.list()).extracting(User::role).containsExactly(Role.USER);
    }

    @Test
    void a_user_bound_by_hand_keeps_role_password_and_sessions() {
        users.add(ANN, Optional.empty(), PASSWORD, Role.OPERATOR);
        User ann = users.list().getFirst();
        Session session = Fixtures.session(ann, NOON);
        identities.open(session, new AuditEvent.SignedIn(ann.id(), session.address()));

        assertThat(users.bind(ANN, "sub-1")).isEqualTo(Outcome.DONE);

        assertThat(identities.bySsoSubject("sub-1")).contains(ann);
        assertThat(users.subjects()).containsExactly(Map.entry(ann.id(), "sub-1"));
        assertThat(passwordOf(ann)).isPresent();
        assertThat(identities.find(session.id())).isPresent();
        assertThat(audit.events()).last().isEqualTo(new AuditEvent.UserBound(ann.id(), "sub-1"));
    }

    @Test
    void binding_by_hand_unbinds_nobody() {
        var bob = new Email("bob@example.org");
        users.add(ANN, Optional.empty(), PASSWORD, Role.USER);
        users.add(bob, Optional.empty(), PASSWORD, Role.USER);
        users.bind(ANN, "sub-1");

        assertThat(users.bind(ANN, "sub-1")).isEqualTo(Outcome.DONE);
        assertThat(users.bind(ANN, "sub-2")).isEqualTo(Outcome.BOUND_ELSEWHERE);
        assertThat(users.bind(bob, "sub-1")).isEqualTo(Outcome.BOUND_ELSEWHERE);
        assertThat(users.bind(new Email("eve@example.org"), "sub-3"))
                .isEqualTo(Outcome.NO_SUCH_USER);
        assertThat(users.subjects()).containsOnlyKeys(users.list().getFirst().id());
    }

    @Test
    void users_are_listed_in_order_of_creation() {
        users.add(new Email("zoe@example.org"), Optional.empty(), PASSWORD, Role.USER);
        users.add(ANN, Optional.empty(), PASSWORD, Role.USER);

        assertThat(users.list())
                .extracting(user -> user.email().value())
                .containsExactly("zoe@example.org", "ann@example.org");
    }

    @Test
    void setting_a_password_ends_every_session() {
        User ann = added();
        Session session = opened(ann);

        assertThat(users.setPassword(ANN, Fixtures.password("another password")))
                .isEqualTo(Outcome.DONE);

        assertThat(passwordOf(ann)).contains(PlainPasswordHash.hashOf("another password"));
        assertThat(identities.find(session.id())).isEmpty();
        assertThat(lastEvent()).isEqualTo(new AuditEvent.PasswordChanged(ann.id(), ann.id()));
    }

    @Test
    void a_disabled_user_loses_their_sessions_until_enabled_again() {
        User ann = added();
        Session session = opened(ann);

        assertThat(users.disable(ANN)).isEqualTo(Outcome.DONE);
        assertThat(users.list()).extracting(User::status).containsExactly(UserStatus.DISABLED);
        assertThat(identities.find(session.id())).isEmpty();
        assertThat(lastEvent()).isEqualTo(new AuditEvent.UserDisabled(ann.id()));

        assertThat(users.enable(ANN)).isEqualTo(Outcome.DONE);
        assertThat(users.list()).extracting(User::status).containsExactly(UserStatus.ENABLED);
        assertThat(lastEvent()).isEqualTo(new AuditEvent.UserEnabled(ann.id()));
    }

    @Test
    void a_role_is_changed() {
        User ann = added();

        assertThat(users.setRole(ANN, Role.OPERATOR)).isEqualTo(Outcome.DONE);

        assertThat(users.list()).extracting(User::role).containsExactly(Role.OPERATOR);
        assertThat(lastEvent()).isEqualTo(new AuditEvent.RoleChanged(ann.id(), Role.OPERATOR));
    }

    @Test
    void revoking_ends_every_session_of_that_user_only() {
        User ann = added();
        users.add(new Email("bob@example.org"), Optional.empty(), PASSWORD, Role.USER);
        User bob = users.list().getLast();
        Session session = opened(ann);
        Session other = opened(bob);

        assertThat(users.revokeSessions(ANN)).isEqualTo(Outcome.DONE);

        assertThat(identities.find(session.id())).isEmpty();
        assertThat(identities.find(other.id())).isPresent();
        assertThat(lastEvent()).isEqualTo(new AuditEvent.SessionsEnded(ann.id(), ann.id()));
    }

    @Test
    void nobody_is_changed_under_an_unknown_address() {
        assertThat(users.setPassword(ANN, PASSWORD)).isEqualTo(Outcome.NO_SUCH_USER);
        assertThat(users.disable(ANN)).isEqualTo(Outcome.NO_SUCH_USER);
        assertThat(users.enable(ANN)).isEqualTo(Outcome.NO_SUCH_USER);
        assertThat(users.setRole(ANN, Role.OPERATOR)).isEqualTo(Outcome.NO_SUCH_USER);
        assertThat(users.revokeSessions(ANN)).isEqualTo(Outcome.NO_SUCH_USER);
        assertThat(hashing.work()).isZero();
        assertThat(audit.events()).isEmpty();
    }

    @Test
    void the_bootstrap_user_keeps_its_role_and_gets_no_password_but_can_be_disabled() {
        User bootstrap = identities.bootstrap(new UserId(UUID.randomUUID()), NOON);
        Email email = User.BOOTSTRAP_EMAIL;

        assertThat(users.add(email, Optional.empty(), PASSWORD, Role.USER))
                .isEqualTo(Outcome.RESERVED);
        assertThat(users.setPassword(email, PASSWORD)).isEqualTo(Outcome.RESERVED);
        assertThat(users.setRole(email, Role.USER)).isEqualTo(Outcome.RESERVED);
        assertThat(hashing.work()).isZero();
        assertThat(users.list()).containsExactly(bootstrap);
        assertThat(passwordOf(bootstrap)).isEmpty();

        assertThat(users.disable(email)).isEqualTo(Outcome.DONE);
        assertThat(users.list()).extracting(User::isEnabled).containsExactly(false);
    }

    @Test
    void a_full_queue_is_told_and_changes_nothing() {
        User ann = added();
        hashing.beBusy();

        assertThat(users.add(new Email("bob@example.org"), Optional.empty(), PASSWORD, Role.USER))
                .isEqualTo(Outcome.BUSY);
        assertThat(users.setPassword(ANN, Fixtures.password("another password")))
                .isEqualTo(Outcome.BUSY);
        assertThat(users.list()).containsExactly(ann);
        assertThat(passwordOf(ann)).contains(PlainPasswordHash.hashOf("ann's long password"));
    }

    private User added() {
        users.add(ANN, Optional.empty(), PASSWORD, Role.USER);
        return users.list().getFirst();
    }

    private Session opened(User user) {
        Session session = Fixtures.session(user, NOON);
        identities.open(session, new AuditEvent.SignedIn(user.id(), session.address()));
        return session;
    }

    private Optional<PasswordHash.Hash> passwordOf(User user) {
        return identities.byId(user.id()).orElseThrow().password();
    }

    private AuditEvent lastEvent() {
        return audit.events().getLast();
    }
}

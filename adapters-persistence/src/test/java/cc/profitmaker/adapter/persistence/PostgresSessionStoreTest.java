package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.adapter.persistence.TestPostgres.within;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.session;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionPolicy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.time.Instant;

final class PostgresSessionStoreTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final User ann = user("ann@example.com");

    @BeforeEach
    void ann_exists() {
        POSTGRES.a()
                .users()
                .add(
                        ann,
                        new PasswordHash.Hash("$2b$12$hash"),
                        NOON,
                        new AuditEvent.UserAdded(ann.id(), Role.USER));
    }

    private static SessionStore a() {
        return POSTGRES.a().sessions();
    }

    private static SessionStore b() {
        return POSTGRES.b().sessions();
    }

    private Session opened() {
        return opened(NOON);
    }

    private Session opened(Instant at) {
        Session session = session(ann, at);
        a().open(session, new AuditEvent.SignedIn(ann.id(), session.address()));
        return session;
    }

    private AuditEvent signedOut() {
        return new AuditEvent.SignedOut(ann.id());
    }

    @Test
    void a_logout_is_seen_at_once_here_and_within_a_second_on_another_replica() {
        Session session = opened();
        assertThat(a().find(session.id())).isPresent();
        assertThat(b().find(session.id())).isPresent();

        assertThat(a().end(ann.id(), session.id(), signedOut(), NOON)).isTrue();

        assertThat(a().find(session.id())).isEmpty();
        within(A_SECOND, () -> b().find(session.id()).isEmpty());
    }

    @Test
    void a_disabled_user_is_seen_at_once_here_and_within_a_second_on_another_replica() {
        Session session = opened();
        assertThat(b().find(session.id())).isPresent();

        POSTGRES.a()
                .users()
                .setStatus(
                        ann.id(), UserStatus.DISABLED, new AuditEvent.UserDisabled(ann.id()), NOON);

        assertThat(a().find(session.id())).isEmpty();
        within(A_SECOND, () -> b().find(session.id()).isEmpty());
    }

    @Test
    void a_changed_role_is_seen_at_once_here_and_within_a_second_on_another_replica() {
        Session session = opened();
        assertThat(a().find(session.id()).orElseThrow().user().role()).isEqualTo(Role.USER);
        assertThat(b().find(session.id()).orElseThrow().user().role()).isEqualTo(Role.USER);

        POSTGRES.a()
                .users()
                .setRole(
                        ann.id(),
                        Role.OPERATOR,
                        new AuditEvent.RoleChanged(ann.id(), Role.OPERATOR),
                        NOON);

        assertThat(a().find(session.id()).orElseThrow().user().role()).isEqualTo(Role.OPERATOR);
        within(A_SECOND, () -> b().find(session.id()).orElseThrow().user().role() == Role.OPERATOR);
    }

    @Test
    void a_session_deleted_by_hand_is_seen_within_a_second() throws Exception {
        Session session = opened();
        assertThat(b().find(session.id())).isPresent();

        POSTGRES.asSuperuser("DELETE FROM sessions");

        within(A_SECOND, () -> b().find(session.id()).isEmpty());
    }

    @Test
    void a_known_session_is_answered_from_memory() throws Exception {
        Session session = opened();
        assertThat(b().find(session.id())).isPresent();

        // Behind everybody's back: no trigger fires, so nobody is told.
        POSTGRES.asSuperuser("SET session_replication_role = replica", "DELETE FROM sessions");

        assertThat(b().find(session.id())).isPresent();
    }

    @Test
    void a_replica_that_cannot_listen_asks_the_database_until_it_can_again() throws Exception {
        Session session = opened();
        assertThat(b().find(session.id())).isPresent();
        try {
            // New connections are refused, those in the pool go on: only the listener is cut off.
            POSTGRES.asSuperuser("ALTER ROLE profitmaker_app NOLOGIN");
            cutListeners();
            within(A_SECOND, () -> !POSTGRES.b().hearsOfChanges());
            POSTGRES.asSuperuser("SET session_replication_role = replica", "DELETE FROM sessions");

            assertThat(b().find(session.id())).isEmpty();
        } finally {
            POSTGRES.asSuperuser("ALTER ROLE profitmaker_app LOGIN");
        }
        eventually(() -> POSTGRES.b().hearsOfChanges());
        assertThat(b().find(session.id())).isEmpty();
    }

    @Test
    void what_ends_while_a_replica_is_cut_off_is_not_remembered_when_it_listens_again()
            throws Exception {
        Session session = opened();
        for (int i = 0; i < 5; i++) {
            assertThat(b().find(session.id())).isPresent();
            cutListeners();
        }
        a().end(ann.id(), session.id(), signedOut(), NOON);
        within(A_SECOND, () -> b().find(session.id()).isEmpty());
        eventually(() -> POSTGRES.b().hearsOfChanges());
        assertThat(b().find(session.id())).isEmpty();
    }

    private static void cutListeners() throws Exception {
        POSTGRES.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE"
                        + " '%pg_listening_channels%' AND pid <> pg_backend_pid()");
    }

    @Test
    void somebody_elses_session_is_not_ended() {
        User bob = user("bob@example.com");
        Session session = opened();
        assertThat(a().end(bob.id(), session.id(), new AuditEvent.SignedOut(bob.id()), NOON))
                .isFalse();
        assertThat(a().find(session.id())).isPresent();
    }

    @Test
    void unexpired_sessions_are_listed_newest_first_until_their_exact_end() {
        Session old = opened(NOON);
        Session young = opened(NOON.plusSeconds(60));

        assertThat(a().of(ann.id(), NOON.plusSeconds(90)))
                .extracting(SessionStore.Listed::session)
                .containsExactly(young, old);
        assertThat(a().of(ann.id(), NOON.plus(SessionPolicy.LIFETIME)))
                .extracting(SessionStore.Listed::session)
                .containsExactly(young);
    }

    @Test
    void the_sweep_removes_what_has_ended_by_then_and_forgets_old_addresses() {
        Session old = opened(NOON);
        Session young = opened(NOON.plusSeconds(1));
        Instant end = NOON.plus(SessionPolicy.LIFETIME);

        assertThat(a().sweep(end.minusMillis(1))).isZero();
        assertThat(a().sweep(end)).isEqualTo(1);
        eventually(() -> a().find(old.id()).isEmpty());
        assertThat(a().find(young.id())).isPresent();
        assertThat(POSTGRES.a().users().hasSignedInFrom(ann.email(), old.address(), NOON)).isTrue();
        a().sweep(end.plusSeconds(2));
        assertThat(POSTGRES.a().users().hasSignedInFrom(ann.email(), old.address(), NOON))
                .isFalse();
    }

    @Test
    void all_sessions_of_a_user_end_at_once() {
        Session one = opened();
        Session two = opened();
        assertThat(b().find(one.id())).isPresent();
        assertThat(a().endAll(ann.id(), new AuditEvent.SessionsEnded(ann.id(), ann.id()), NOON))
                .isEqualTo(2);
        assertThat(a().find(one.id())).isEmpty();
        assertThat(a().find(two.id())).isEmpty();
        within(A_SECOND, () -> b().find(one.id()).isEmpty());
    }

    @Test
    void a_session_is_written_as_used_once_a_minute_however_often_it_is_used() {
        Session session = opened();
        for (int second = 0; second < 59; second++) {
            a().touch(session.id(), NOON.plusSeconds(second + 1));
        }
        eventually(() -> lastUse(session).equals(NOON.plusSeconds(1)));

        a().touch(session.id(), NOON.plusSeconds(61));

        eventually(() -> lastUse(session).equals(NOON.plusSeconds(61)));
    }

    private Instant lastUse(Session session) {
        return a().of(ann.id(), NOON).stream()
                .filter(listed -> listed.session().equals(session))
                .findFirst()
                .orElseThrow()
                .lastUsedAt();
    }
}

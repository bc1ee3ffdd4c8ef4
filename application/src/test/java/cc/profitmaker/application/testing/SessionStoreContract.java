package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionId;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.SessionToken;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What every {@link SessionStore} promises. */
public interface SessionStoreContract extends IdentityContract {
    /** Lets nobody write to the audit trail, though the database is there. */
    void refuseAudit();

    /** Lets everybody write to it again. */
    void acceptAudit();

    @Test
    default void an_opened_session_is_found_with_its_owner() {
        User ann = registered("ann@example.org");
        Session session = Fixtures.session(ann, NOON);
        var event = new AuditEvent.SignedIn(ann.id(), session.address());

        sessions().open(session, event);

        assertThat(sessions().find(session.id())).contains(new SessionStore.Found(session, ann));
        assertThat(audit().recorded()).last().isEqualTo(audit().shown(event, NOON));
    }

    @Test
    default void an_unknown_session_is_not_found_however_often_it_is_asked_for() {
        SessionId unknown = SessionToken.of(UUID.randomUUID()).id();

        assertThat(sessions().find(unknown)).isEmpty();
        assertThat(sessions().find(unknown)).isEmpty();
    }

    @Test
    default void a_session_not_found_before_it_was_opened_is_found_after() {
        User ann = registered("ann@example.org");
        Session session = Fixtures.session(ann, NOON);
        assertThat(sessions().find(session.id())).isEmpty();

        sessions().open(session, signedIn(ann));

        assertThat(sessions().find(session.id())).isPresent();
    }

    @Test
    default void an_expired_session_is_found_until_it_is_swept() {
        User ann = registered("ann@example.org");
        Session session = opened(ann, NOON.minus(Duration.ofDays(365)));

        assertThat(sessions().find(session.id())).contains(new SessionStore.Found(session, ann));
    }

    @Test
    default void a_session_of_a_disabled_user_is_found_with_that_status() {
        User ann = registered("ann@example.org");
        users().setStatus(
                        ann.id(), UserStatus.DISABLED, new AuditEvent.UserDisabled(ann.id()), NOON);
        Session session = opened(ann, NOON);

        assertThat(sessions().find(session.id()).orElseThrow().user().status())
                .isEqualTo(UserStatus.DISABLED);
    }

    @Test
    default void a_users_unexpired_sessions_are_listed_newest_first() {
        User ann = registered("ann@example.org", NOON.minusSeconds(5));
        Session middle = opened(ann, NOON.minusSeconds(2));
        Session newest = opened(ann, NOON.minusSeconds(1));
        Session oldest = opened(ann, NOON.minusSeconds(3));
        User bob = registered("bob@example.org");
        opened(bob, NOON);

        assertThat(sessions().of(ann.id(), NOON))
                .extracting(SessionStore.Listed::session)
                .startsWith(newest, middle, oldest)
                .hasSize(4);
    }

    @Test
    default void a_session_is_listed_up_to_and_not_at_its_expiry() {
        User ann = registered("ann@example.org");
        Instant expiry = NOON.plus(SessionPolicy.LIFETIME);

        assertThat(sessions().of(ann.id(), expiry.minusMillis(1))).hasSize(1);
        assertThat(sessions().of(ann.id(), expiry)).isEmpty();
    }

    @Test
    default void a_new_session_was_last_used_when_it_was_opened() {
        User ann = registered("ann@example.org");

        assertThat(sessions().of(ann.id(), NOON))
                .extracting(SessionStore.Listed::lastUsedAt)
                .containsExactly(NOON);
    }

    @Test
    default void a_use_is_noted_soon() {
        User ann = registered("ann@example.org");
        Session session = opened(ann, NOON);

        sessions().touch(session.id(), NOON.plusSeconds(7));

        Eventually.holds(
                () ->
                        assertThat(sessions().of(ann.id(), NOON.plusSeconds(7)))
                                .filteredOn(l -> l.session().equals(session))
                                .extracting(SessionStore.Listed::lastUsedAt)
                                .containsExactly(NOON.plusSeconds(7)));
    }

    @Test
    default void touching_an_unknown_or_ended_session_makes_none() {
        User ann = registered("ann@example.org");
        Session session = opened(ann, NOON);
        sessions().touch(session.id(), NOON.plusSeconds(1));
        sessions().end(ann.id(), session.id(), new AuditEvent.SignedOut(ann.id()), NOON);

        sessions().touch(session.id(), NOON.plusSeconds(2));
        sessions().touch(SessionToken.of(UUID.randomUUID()).id(), NOON);

        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(sessions().of(ann.id(), NOON)).hasSize(1);
    }

    @Test
    default void an_ended_session_is_gone_at_once() {
        User ann = registered("ann@example.org");
        Session session = opened(ann, NOON);
        Session other = opened(ann, NOON);
        assertThat(sessions().find(session.id())).isPresent();
        var event = new AuditEvent.SignedOut(ann.id());

        assertThat(sessions().end(ann.id(), session.id(), event, NOON)).isTrue();

        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(sessions().find(other.id())).isPresent();
        assertThat(audit().recorded()).last().isEqualTo(audit().shown(event, NOON));
    }

    @Test
    default void a_session_ends_once() {
        User ann = registered("ann@example.org");
        Session session = opened(ann, NOON);
        int before = audit().recorded().size();

        List<Boolean> ended =
                AllAtOnce.run(
                        20,
                        _ ->
                                sessions()
                                        .end(
                                                ann.id(),
                                                session.id(),
                                                new AuditEvent.SignedOut(ann.id()),
                                                NOON));

        assertThat(ended).filteredOn(one -> one).hasSize(1);
        assertThat(audit().recorded()).hasSize(before + 1);
    }

    @Test
    default void nobody_ends_somebody_elses_session() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        Session session = opened(ann, NOON);
        List<String> before = audit().recorded();

        boolean ended =
                sessions().end(bob.id(), session.id(), new AuditEvent.SignedOut(bob.id()), NOON);

        assertThat(ended).isFalse();
        assertThat(sessions().find(session.id())).contains(new SessionStore.Found(session, ann));
        assertThat(audit().recorded()).isEqualTo(before);
    }

    @Test
    default void ending_all_ends_the_users_sessions_and_counts_them() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        Session one = opened(ann, NOON);
        Session two = opened(ann, NOON);
        Session bobs = opened(bob, NOON);
        assertThat(sessions().find(one.id())).isPresent();
        var event = new AuditEvent.SessionsEnded(ann.id(), ann.id());

        assertThat(sessions().endAll(ann.id(), event, NOON)).isEqualTo(3);

        assertThat(sessions().find(one.id())).isEmpty();
        assertThat(sessions().find(two.id())).isEmpty();
        assertThat(sessions().of(ann.id(), NOON)).isEmpty();
        assertThat(sessions().find(bobs.id())).isPresent();
        assertThat(audit().recorded()).last().isEqualTo(audit().shown(event, NOON));
    }

    @Test
    default void what_only_takes_away_goes_on_where_its_event_must_wait() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        User cat = registered("cat@example.org");
        Session anns = opened(ann, NOON);
        Session bobs = opened(bob, NOON);
        Session cats = opened(cat, NOON);
        List<AuditEvent> events =
                List.of(
                        new AuditEvent.SignedOut(ann.id()),
                        new AuditEvent.SessionsEnded(bob.id(), bob.id()),
                        new AuditEvent.UserDisabled(cat.id()));
        List<String> before = audit().recorded();
        refuseAudit();
        try {
            assertThat(sessions().end(ann.id(), anns.id(), events.get(0), NOON)).isTrue();
            assertThat(sessions().endAll(bob.id(), events.get(1), NOON)).isEqualTo(2);
            users().setStatus(cat.id(), UserStatus.DISABLED, events.get(2), NOON);

            assertThat(sessions().find(anns.id())).isEmpty();
            assertThat(sessions().find(bobs.id())).isEmpty();
            assertThat(sessions().find(cats.id())).isEmpty();
            assertThat(audit().recorded()).isEqualTo(before);
        } finally {
            acceptAudit();
        }
        Eventually.holds(
                () ->
                        assertThat(audit().recorded())
                                .hasSize(before.size() + 3)
                                .endsWith(
                                        events.stream()
                                                .map(e -> audit().shown(e, NOON))
                                                .toArray(String[]::new)));
    }

    @Test
    default void what_gives_something_does_not_happen_where_its_event_cannot_be_written() {
        User ann = registered("ann@example.org");
        Session session = Fixtures.session(ann, NOON);
        users().setStatus(
                        ann.id(), UserStatus.DISABLED, new AuditEvent.UserDisabled(ann.id()), NOON);
        refuseAudit();
        try {
            assertThatThrownBy(() -> sessions().open(session, signedIn(ann)))
                    .isInstanceOf(Unavailable.class);
            assertThatThrownBy(
                            () ->
                                    users().setStatus(
                                                    ann.id(),
                                                    UserStatus.ENABLED,
                                                    new AuditEvent.UserEnabled(ann.id()),
                                                    NOON))
                    .isInstanceOf(Unavailable.class);
        } finally {
            acceptAudit();
        }
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(users().byId(ann.id()).orElseThrow().user().status())
                .isEqualTo(UserStatus.DISABLED);
    }

    @Test
    default void the_sweep_takes_what_ended_at_its_instant_and_leaves_the_rest() {
        User ann = registered("ann@example.org", NOON);
        Session ending = opened(ann, NOON.minusMillis(1));
        Session staying = opened(ann, NOON.plusMillis(1));
        Instant expiry = NOON.plus(SessionPolicy.LIFETIME);

        assertThat(sessions().sweep(expiry.minusMillis(2))).isZero();
        assertThat(sessions().sweep(expiry)).isEqualTo(2);

        assertThat(sessions().find(ending.id())).isEmpty();
        assertThat(sessions().find(staying.id())).isPresent();
        assertThat(sessions().sweep(expiry)).isZero();
    }

    private Session opened(User owner, Instant at) {
        Session session = Fixtures.session(owner, at);
        sessions().open(session, signedIn(owner));
        return session;
    }

    private static AuditEvent signedIn(User user) {
        return new AuditEvent.SignedIn(user.id(), Fixtures.here().address());
    }
}

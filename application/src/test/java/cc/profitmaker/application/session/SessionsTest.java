package cc.profitmaker.application.session;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Session;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

class SessionsTest {
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);
    private final HandMovedClock clock = new HandMovedClock(NOON);
    private final Sessions sessions = new Sessions(identities, clock);
    private final User ann = known("ann@example.org");
    private final User bob = known("bob@example.org");

    @Test
    void own_sessions_are_listed_newest_first_with_the_current_one_marked() {
        Session first = opened(ann, NOON);
        Session second = opened(ann, NOON.plusSeconds(1));
        opened(bob, NOON);
        identities.touch(first.id(), NOON.plusSeconds(5));

        assertThat(sessions.list(SignedIn.with(first, ann)))
                .containsExactly(
                        new Sessions.Own(second, NOON.plusSeconds(1), false),
                        new Sessions.Own(first, NOON.plusSeconds(5), true));
    }

    @Test
    void seen_with_another_kind_of_token_none_is_current() {
        opened(ann, NOON);

        assertThat(sessions.list(SignedIn.bySso(ann)))
                .extracting(Sessions.Own::current)
                .containsExactly(false);
    }

    @Test
    void an_expired_session_is_not_listed() {
        Session session = opened(ann, NOON);
        clock.set(session.expiresAt());

        assertThat(sessions.list(SignedIn.with(session, ann))).isEmpty();
    }

    @Test
    void one_of_ones_own_sessions_can_be_ended_once() {
        Session session = opened(ann, NOON);
        Caller caller = SignedIn.afresh(ann);

        assertThat(sessions.end(caller, session.id())).isTrue();
        assertThat(sessions.end(caller, session.id())).isFalse();

        assertThat(identities.find(session.id())).isEmpty();
        assertThat(audit.events()).containsOnlyOnce(new AuditEvent.SignedOut(ann.id()));
    }

    @Test
    void somebody_elses_session_cannot_be_ended() {
        Session session = opened(bob, NOON);

        assertThat(sessions.end(SignedIn.afresh(ann), session.id())).isFalse();
        assertThat(identities.find(session.id())).isPresent();
    }

    @Test
    void logging_out_ends_the_session_of_the_call_and_no_other() {
        Session current = opened(ann, NOON);
        Session other = opened(ann, NOON);

        sessions.logout(SignedIn.with(current, ann));

        assertThat(identities.find(current.id())).isEmpty();
        assertThat(identities.find(other.id())).isPresent();
        assertThat(audit.entries())
                .last()
                .isEqualTo(new InMemoryAuditTrail.Entry(new AuditEvent.SignedOut(ann.id()), NOON));
    }

    @Test
    void logging_out_with_another_kind_of_token_ends_nothing() {
        Session session = opened(ann, NOON);

        sessions.logout(SignedIn.bySso(ann));

        assertThat(identities.find(session.id())).isPresent();
    }

    @Test
    void the_sweep_removes_sessions_from_the_instant_they_expire() {
        Session session = opened(ann, NOON);
        opened(ann, NOON.plusNanos(1));

        clock.set(session.expiresAt().minusNanos(1));
        assertThat(sessions.sweep()).isZero();
        clock.set(session.expiresAt());
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(identities.find(session.id())).isEmpty();
    }

    private User known(String email) {
        User user = Fixtures.user(email);
        identities.put(user, Optional.empty());
        return user;
    }

    private Session opened(User user, Instant at) {
        Session session = Fixtures.session(user, at);
        identities.open(session, new AuditEvent.SignedIn(user.id(), session.address()));
        return session;
    }
}

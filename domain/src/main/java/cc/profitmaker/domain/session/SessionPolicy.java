package cc.profitmaker.domain.session;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;

import java.time.Duration;
import java.time.Instant;

/** How long sessions live, and the only maker of {@link Caller}s from them. */
public final class SessionPolicy {
    /** A session ends 30 days after its login, used or not. */
    public static final Duration LIFETIME = Duration.ofDays(30);

    private SessionPolicy() {}

    public static Session open(
            SessionToken token, UserId owner, Instant now, ClientAddress address, UserAgent agent) {
        return new Session(token.id(), owner, now, now.plus(LIFETIME), address, agent);
    }

    /** Live until, and not at, the instant of expiry. {@code user} must be the session's owner. */
    public static Resumption resume(Session session, User user, Instant now) {
        if (!session.owner().equals(user.id())) {
            throw new IllegalArgumentException("the session belongs to another user");
        }
        if (!now.isBefore(session.expiresAt())) {
            return new Resumption.Ended(Resumption.Reason.EXPIRED);
        }
        if (!user.isEnabled()) {
            return new Resumption.Ended(Resumption.Reason.USER_DISABLED);
        }
        return new Resumption.Live(
                new Caller(user, new Proof.LocalSession(session.id()), session.expiresAt()));
    }

    /**
     * For the identity {@code token} was verified to speak for; {@code user} must be the one its
     * subject is bound to.
     */
    public static Resumption resume(SsoIdentity identity, Secret token, User user, Instant now) {
        if (!now.isBefore(identity.expiresAt())) {
            return new Resumption.Ended(Resumption.Reason.EXPIRED);
        }
        if (!user.isEnabled()) {
            return new Resumption.Ended(Resumption.Reason.USER_DISABLED);
        }
        return new Resumption.Live(
                new Caller(user, new Proof.Sso(identity, token), identity.expiresAt()));
    }
}

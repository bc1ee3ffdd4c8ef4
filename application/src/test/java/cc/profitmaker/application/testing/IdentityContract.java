package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.session.UserStore.OperatorClaim;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Session;

import java.time.Instant;

/**
 * What the contracts of {@link UserStore} and {@link SessionStore} need: both stores over one
 * database, without any user when a test begins, and the audit trail they write to.
 */
public interface IdentityContract {
    PasswordHash.Hash HASH = PlainPasswordHash.hashOf("a password of ann's");
    PasswordHash.Hash OTHER_HASH = PlainPasswordHash.hashOf("another password");

    UserStore users();

    SessionStore sessions();

    AuditReading audit();

    /** Binds a single sign-on subject to a user, as the operator does. */
    default UserStore.ByHand bind(User user, String subject) {
        return users().bindByHand(
                        user.id(),
                        subject,
                        new AuditEvent.UserBound(user.id(), subject),
                        Fixtures.NOON);
    }

    /** Registers a plain user with {@link #HASH}, signed in once from 127.0.0.1 at noon. */
    default User registered(String email) {
        return registered(email, Fixtures.NOON);
    }

    /** As {@link #registered(String)}, signed in at that instant. */
    default User registered(String email, Instant at) {
        var wished = Fixtures.user(email);
        return switch (register(wished, OperatorClaim.NONE, Fixtures.session(wished, at), at)) {
            case UserStore.Registration.Registered(var user) -> user;
            case UserStore.Registration.EmailTaken _, UserStore.Registration.Closed _ ->
                    throw new AssertionError(email + " could not be registered");
        };
    }

    /** Registers with {@link #HASH} and a first session of now. */
    default UserStore.Registration register(User wished, OperatorClaim claim) {
        return register(wished, claim, Fixtures.session(wished, Fixtures.NOON), Fixtures.NOON);
    }

    /** Registers with {@link #HASH}. */
    default UserStore.Registration register(
            User wished, OperatorClaim claim, Session first, Instant now) {
        return users().register(wished, HASH, claim, first, now);
    }
}

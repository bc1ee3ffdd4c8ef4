package cc.profitmaker.domain.session;

import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * Proof that a call comes from an enabled user who presented a good token, and of which kind. Only
 * this package makes one; what needs an authenticated caller takes a {@code Caller} and cannot be
 * called without. It is good for the call it was made for: nothing keeps it longer than its token
 * lives, and whoever holds it across calls asks again.
 */
public final class Caller {
    private final User user;
    private final Proof proof;
    private final Instant until;

    Caller(User user, Proof proof, Instant until) {
        if (!user.isEnabled()) {
            throw new IllegalArgumentException("a disabled user is no caller");
        }
        this.user = user;
        this.proof = proof;
        this.until = until;
    }

    public User user() {
        return user;
    }

    public UserId id() {
        return user.id();
    }

    public Proof proof() {
        return proof;
    }

    /** The instant the presented token ends; {@link Instant#MAX} for {@code API_TOKEN}. */
    public Instant until() {
        return until;
    }

    public boolean isOperator() {
        return user.role() == Role.OPERATOR;
    }

    /** What operators' calls take; empty for everybody else. */
    public Optional<Operator> operator() {
        Optional<SessionId> session =
                proof instanceof Proof.LocalSession(var id) ? Optional.of(id) : Optional.empty();
        return isOperator() ? Optional.of(new Operator(user.id(), session)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Caller[" + user.id() + "]";
    }

    /** What the auth service vouched for, when that is how the caller signed in. */
    public Optional<SsoIdentity> sso() {
        return proof instanceof Proof.Sso(var identity, _)
                ? Optional.of(identity)
                : Optional.empty();
    }
}

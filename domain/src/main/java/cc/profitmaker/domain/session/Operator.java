package cc.profitmaker.domain.session;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.identity.UserId;

import java.util.Optional;

/**
 * Proof that a call comes from an operator. What only operators may do takes one, and so cannot be
 * reached by anybody else, whatever a route forgets to ask. Like {@link Caller} it is good for the
 * call it was made for.
 */
public final class Operator {
    private final UserId id;
    private final Optional<SessionId> session;

    Operator(UserId id, Optional<SessionId> session) {
        this.id = requireNonNull(id);
        this.session = requireNonNull(session);
    }

    public UserId id() {
        return id;
    }

    /** The session the call was made with; empty for the other kinds of token. */
    public Optional<SessionId> session() {
        return session;
    }

    @Override
    public String toString() {
        return "Operator[" + id + "]";
    }
}

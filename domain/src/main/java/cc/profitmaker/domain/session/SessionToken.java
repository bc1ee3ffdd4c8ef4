package cc.profitmaker.domain.session;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.credential.Secret;

import java.util.UUID;

/** A session's bearer token: a random UUID, shown once to the one who signed in, never stored. */
public final class SessionToken {
    private final Secret secret;

    private SessionToken(Secret secret) {
        this.secret = secret;
    }

    /** The caller supplies chance: {@code uuid} must be a random (version 4) UUID. */
    public static SessionToken of(UUID uuid) {
        return new SessionToken(Secret.of(requireNonNull(uuid).toString()));
    }

    public Secret secret() {
        return secret;
    }

    public SessionId id() {
        return SessionId.of(secret);
    }

    @Override
    public String toString() {
        return "SessionToken[redacted]";
    }
}

package cc.profitmaker.domain.session;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;

/**
 * By what right somebody stays connected after the call that let them in: what a {@link Caller} was
 * known by, without the token and without being a proof. Whether it still holds is asked again and
 * again.
 */
public sealed interface Tenure {
    UserId user();

    /** It ends then at the latest. */
    Instant until();

    static Tenure of(Caller caller) {
        return switch (caller.proof()) {
            case Proof.ApiToken _ -> new ByApiToken(caller.id());
            case Proof.LocalSession(var session) ->
                    new BySession(caller.id(), session, caller.until());
            case Proof.Sso(var identity, _) ->
                    new BySso(caller.id(), identity.subject(), caller.until());
        };
    }

    /** Whether that is the user as they are now, and they may be here. */
    default boolean isOf(User now) {
        return now.id().equals(user()) && now.isEnabled();
    }

    /** Lives as long as the server, which reads the token when it starts. */
    record ByApiToken(UserId user) implements Tenure {
        public ByApiToken {
            requireNonNull(user);
        }

        @Override
        public Instant until() {
            return Instant.MAX;
        }
    }

    record BySession(UserId user, SessionId session, Instant until) implements Tenure {
        public BySession {
            requireNonNull(user);
            requireNonNull(session);
            requireNonNull(until);
        }
    }

    record BySso(UserId user, String subject, Instant until) implements Tenure {
        public BySso {
            requireNonNull(user);
            requireNonNull(subject);
            requireNonNull(until);
        }
    }
}

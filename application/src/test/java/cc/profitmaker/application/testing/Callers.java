package cc.profitmaker.application.testing;

import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionPolicy;

/** Callers for tests, made as every other one is: by resuming a session. */
public final class Callers {
    private Callers() {}

    /** A user who signed in at noon and calls at noon. */
    public static Caller of(User user) {
        var session = Fixtures.session(user, Fixtures.NOON);
        return switch (SessionPolicy.resume(session, user, Fixtures.NOON)) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended(var reason) ->
                    throw new IllegalArgumentException("no caller: " + reason);
        };
    }
}

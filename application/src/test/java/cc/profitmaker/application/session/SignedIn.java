package cc.profitmaker.application.session;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionPolicy;

import java.time.Duration;
import java.util.Map;

/** Callers as the filter would have made them. */
final class SignedIn {
    private SignedIn() {}

    static Caller with(Session session, User user) {
        return live(SessionPolicy.resume(session, user, session.createdAt()));
    }

    static Caller afresh(User user) {
        return with(Fixtures.session(user, NOON), user);
    }

    static Caller bySso(User user) {
        var identity =
                new SsoIdentity("subject", user.email(), Map.of(), NOON.plus(Duration.ofHours(1)));
        return live(
                SessionPolicy.resume(identity, Secret.of("header.payload.signature"), user, NOON));
    }

    private static Caller live(Resumption resumption) {
        return switch (resumption) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended(var reason) -> throw new AssertionError("ended: " + reason);
        };
    }
}

package cc.profitmaker.domain.access;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.ApiToken;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.SessionToken;
import cc.profitmaker.domain.session.UserAgent;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A caller for each kind of token; the API token is the bootstrap user's. */
final class Someone {
    static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    static final User ANN =
            new User(
                    new UserId(new UUID(1, 2)),
                    Email.parse("ann@example.org").orElseThrow(),
                    new DisplayName("ann"),
                    Role.USER,
                    UserStatus.ENABLED);

    private Someone() {}

    static Caller withApiToken() {
        Secret token = Secret.of("0123456789".repeat(4));
        var bootstrap =
                new User(
                        new UserId(new UUID(1, 3)),
                        User.BOOTSTRAP_EMAIL,
                        new DisplayName("default"),
                        Role.OPERATOR,
                        UserStatus.ENABLED);
        return live(ApiToken.of(token).resume(token, bootstrap));
    }

    static Caller withSession() {
        var session =
                SessionPolicy.open(
                        SessionToken.of(UUID.fromString("11111111-1111-4111-8111-111111111111")),
                        ANN.id(),
                        NOON,
                        new ClientAddress("127.0.0.1"),
                        new UserAgent("tests"));
        return live(SessionPolicy.resume(session, ANN, NOON));
    }

    static Caller withSso() {
        var identity = new SsoIdentity("s-ann", ANN.email(), Map.of(), NOON.plusSeconds(60));
        return live(SessionPolicy.resume(identity, Secret.of("a.b.c"), ANN, NOON));
    }

    private static Caller live(Resumption resumption) {
        return switch (resumption) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended(var reason) -> throw new AssertionError(reason);
        };
    }
}

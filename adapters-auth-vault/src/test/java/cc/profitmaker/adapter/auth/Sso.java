package cc.profitmaker.adapter.auth;

import cc.profitmaker.adapter.auth.testing.StandInAuthService;
import cc.profitmaker.application.session.TokenVerifier.Verification;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.domain.credential.Secret;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;

/** A verifier, the stand-in whose tokens it verifies, and the clock it goes by. */
record Sso(StandInAuthService auth, HandMovedClock clock, JwksVerifier verifier)
        implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final Instant EXP = NOW.plus(Duration.ofHours(24));

    static Sso open() {
        return open(SsoConfig.Demands.NONE, SsoConfig.Timing.DEFAULT);
    }

    static Sso open(SsoConfig.Demands demands, SsoConfig.Timing timing) {
        return of(StandInAuthService.start("internal"), demands, timing);
    }

    static Sso of(StandInAuthService auth, SsoConfig.Demands demands, SsoConfig.Timing timing) {
        var clock = new HandMovedClock(NOW);
        var config = new SsoConfig(auth.url(), demands, timing);
        return new Sso(auth, clock, JwksVerifier.open(config, clock));
    }

    /** What a good token says. */
    static ObjectNode claims() {
        ObjectNode claims =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("sub", "sub-ann")
                        .put("email", "Ann@Example.com")
                        .put("iat", NOW.getEpochSecond())
                        .put("exp", EXP.getEpochSecond());
        claims.putObject("roles").put("terminal", "user");
        return claims;
    }

    String token() {
        return auth.token(claims());
    }

    Verification verify(String token) {
        return verifier.verify(Secret.of(token));
    }

    boolean accepts(String token) {
        return verify(token) instanceof Verification.Verified;
    }

    @Override
    public void close() {
        verifier.close();
        auth.close();
    }
}

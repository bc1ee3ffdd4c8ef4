package cc.profitmaker.adapter.auth;

import cc.profitmaker.application.session.TokenVerifier;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.SsoIdentity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies the auth service's RS256 tokens with the keys it publishes. A token is verified once and
 * then remembered by its hash until it ends or its key is no longer published.
 */
public final class JwksVerifier implements TokenVerifier, AutoCloseable {
    static final int MOST_LETTERS = 8 << 10;
    static final int REMEMBERED = 10_000;

    private static final Verification REJECTED = new Verification.Rejected();

    private record Accepted(
            Verification.Verified verification, String kid, RSAPublicKey key, Instant until) {}

    private final PublishedKeys keys;
    private final TokenRules rules;
    private final InstantSource clock;
    private final Cache<TokenHash, Accepted> accepted;

    private JwksVerifier(PublishedKeys keys, TokenRules rules, InstantSource clock, int size) {
        this.keys = keys;
        this.rules = rules;
        this.clock = clock;
        this.accepted =
                Caffeine.newBuilder()
                        .maximumSize(size)
                        .expireAfterWrite(Duration.ofHours(24))
                        .build();
    }

    /** Returns at once; the keys are being fetched from then on, until it is closed. */
    public static JwksVerifier open(SsoConfig config, InstantSource clock) {
        return open(config, clock, REMEMBERED);
    }

    /** {@code size}: how many verified tokens are remembered. */
    static JwksVerifier open(SsoConfig config, InstantSource clock, int size) {
        var endpoint = new KeyEndpoint(config.keysUrl(), config.timing().answer(), clock);
        var keys = new PublishedKeys(endpoint, config.timing(), clock);
        keys.keepFresh();
        return new JwksVerifier(keys, new TokenRules(config), clock, size);
    }

    @Override
    public Verification verify(Secret token) {
        String text = token.reveal();
        if (text.length() > MOST_LETTERS) {
            return REJECTED;
        }
        TokenHash hash = TokenHash.of(text);
        Accepted known = accepted.getIfPresent(hash);
        if (known != null) {
            if (clock.instant().isBefore(known.until()) && keys.holds(known.kid(), known.key())) {
                return known.verification();
            }
            accepted.invalidate(hash);
        }
        Optional<Verification> verification =
                CompactToken.of(text)
                        .flatMap(
                                compact ->
                                        keys.find(compact.kid())
                                                .flatMap(key -> verify(compact, key, hash)));
        return verification.orElse(REJECTED);
    }

    private Optional<Verification> verify(CompactToken token, RSAPublicKey key, TokenHash hash) {
        Instant now = clock.instant();
        return rules.identity(token, key, now)
                .map(identity -> remembered(identity, token.kid(), key, hash));
    }

    private Verification remembered(
            SsoIdentity identity, String kid, RSAPublicKey key, TokenHash hash) {
        var verified = new Verification.Verified(identity);
        Instant exp = identity.expiresAt().minus(TokenRules.SKEW);
        accepted.put(hash, new Accepted(verified, kid, key, exp));
        return verified;
    }

    /** Approximately; for tests of the bound. */
    long remembered() {
        accepted.cleanUp();
        return accepted.estimatedSize();
    }

    @Override
    public void close() {
        keys.close();
    }
}

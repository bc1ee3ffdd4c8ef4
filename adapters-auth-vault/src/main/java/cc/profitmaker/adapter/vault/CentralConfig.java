package cc.profitmaker.adapter.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.credential.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the auth service is; both addresses without a path of their own.
 *
 * @param userPlane where the caller's own token goes
 * @param internalPlane where {@code secret} goes, and nowhere else
 * @param secret empty: no keys can be had from the central vault
 * @param deadline for each call as a whole
 */
public record CentralConfig(
        URI userPlane, URI internalPlane, Optional<Secret> secret, Duration deadline) {
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    public CentralConfig {
        requireNonNull(userPlane);
        requireNonNull(internalPlane);
        requireNonNull(secret);
        requireNonNull(deadline);
    }

    URI accounts(String path) {
        return at(userPlane, "/api/v1/me/exchanges" + path);
    }

    URI credentials() {
        return at(internalPlane, "/api/v1/internal/exchange-credentials");
    }

    private static URI at(URI base, String path) {
        String text = base.toString();
        return URI.create(
                (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }
}

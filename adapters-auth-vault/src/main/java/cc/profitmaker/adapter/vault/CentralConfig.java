package cc.profitmaker.adapter.vault;

import cc.profitmaker.domain.credential.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the auth service is, and how patient we are with it. Paths are put behind both addresses.
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
        if (!isPlain(userPlane) || !isPlain(internalPlane)) {
            throw new IllegalArgumentException("an auth service has a plain address");
        }
        // Found here, not by the HTTP client, whose message would quote it.
        if (secret.filter(text -> !isVisible(text.reveal())).isPresent()) {
            throw new IllegalArgumentException("an internal secret is visible ASCII characters");
        }
        if (!deadline.isPositive() || deadline.compareTo(CentralVault.KEPT) >= 0) {
            throw new IllegalArgumentException("a deadline is positive and shorter than keys live");
        }
    }

    private static boolean isPlain(URI address) {
        return Set.of("https", "http").contains(String.valueOf(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    private static boolean isVisible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
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

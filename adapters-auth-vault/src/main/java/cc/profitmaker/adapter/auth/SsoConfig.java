package cc.profitmaker.adapter.auth;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the auth service is, what its tokens must say beyond the rules that always hold, and how
 * patient we are with it. Only the operator decides it.
 */
public record SsoConfig(URI authUrl, Demands demands, Timing timing) {

    /** Whether a token must name {@code authUrl} as its issuer. */
    public enum Issuer {
        VERIFIED,
        ANY
    }

    /** An empty one demands nothing. */
    public record Demands(Optional<String> audience, Issuer issuer, Optional<String> service) {
        public static final Demands NONE =
                new Demands(Optional.empty(), Issuer.ANY, Optional.empty());

        public Demands {
            requireNonNull(audience);
            requireNonNull(issuer);
            requireNonNull(service);
        }
    }

    /**
     * {@code answer}: for a whole exchange. {@code coolDown}: between a look at the keys and one
     * for the sake of an unknown key id. {@code refresh}: the keys are never older while the
     * service answers. {@code outage}: how old they may get while it does not.
     */
    public record Timing(Duration answer, Duration coolDown, Duration refresh, Duration outage) {
        public static final Timing DEFAULT =
                new Timing(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofHours(24));

        public Timing {
            if (!answer.isPositive() || !coolDown.isPositive()) {
                throw new IllegalArgumentException("a deadline and a cool-down are positive");
            }
            if (refresh.compareTo(coolDown) < 0 || outage.compareTo(refresh) < 0) {
                throw new IllegalArgumentException("cool-down, refresh and outage grow");
            }
        }
    }

    public SsoConfig {
        requireNonNull(demands);
        requireNonNull(timing);
        boolean plain =
                Set.of("https", "http").contains(String.valueOf(authUrl.getScheme()))
                        && authUrl.getHost() != null
                        && authUrl.getRawUserInfo() == null
                        && authUrl.getRawQuery() == null
                        && authUrl.getRawFragment() == null;
        if (!plain) {
            throw new IllegalArgumentException("an auth service has a plain address");
        }
    }

    /** The one address that is ever fetched. */
    URI keysUrl() {
        return URI.create(base() + "/.well-known/jwks.json");
    }

    /** Without a slash at its end. */
    String base() {
        return authUrl.toString().replaceFirst("/+$", "");
    }
}

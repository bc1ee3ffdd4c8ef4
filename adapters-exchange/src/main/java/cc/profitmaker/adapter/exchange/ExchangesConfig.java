package cc.profitmaker.adapter.exchange;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the exchanges are and how long we wait for them. Only the operator decides it; nothing here
 * ever comes from a request.
 */
public record ExchangesConfig(
        Map<ExchangeId, Hosts> hosts,
        Map<ExchangeId, Broker> brokers,
        Plaintext plaintext,
        Patience patience) {
    public static final ExchangesConfig DEFAULT =
            new ExchangesConfig(Map.of(), Plaintext.LOOPBACK_ONLY, Patience.DEFAULT);

    /** Where an exchange may be spoken to without TLS. */
    public enum Plaintext {
        LOOPBACK_ONLY,
        ANYWHERE
    }

    /**
     * Other hosts for one exchange; scheme, host and port count, paths stay the exchange's own. An
     * empty one is the exchange's. {@code sandbox} serves test-net calls only, the others live ones
     * only.
     */
    public record Hosts(Optional<URI> rest, Optional<URI> stream, Optional<URI> sandbox) {
        public static final Hosts OWN =
                new Hosts(Optional.empty(), Optional.empty(), Optional.empty());

        /** Live reads go to a host of the operator's, and no host was named for streams. */
        boolean isApart() {
            return rest.isPresent() && stream.isEmpty();
        }
    }

    /** How long a connection may take to open, and a call altogether. */
    public record Patience(Duration connect, Duration answer) {
        public static final Patience DEFAULT =
                new Patience(Duration.ofMillis(2500), Duration.ofSeconds(10));

        public Patience {
            if (!connect.isPositive() || !answer.isPositive()) {
                throw new IllegalArgumentException("a time-out is positive");
            }
        }
    }

    /**
     * As whom we are known to an exchange that tells by whose software an order came.
     *
     * @param partner the id the exchange gave the broker
     * @param key what the broker signs with; it is never sent
     * @param name the broker's name
     */
    public record Broker(String partner, Secret key, String name) {
        public Broker {
            if (partner.isEmpty() || key.isEmpty() || name.isEmpty()) {
                throw new IllegalArgumentException("a broker has a partner, a key and a name");
            }
        }
    }

    /** Nobody's broker. */
    public ExchangesConfig(Map<ExchangeId, Hosts> hosts, Plaintext plaintext, Patience patience) {
        this(hosts, Map.of(), plaintext, patience);
    }

    public ExchangesConfig {
        hosts = Map.copyOf(hosts);
        brokers = Map.copyOf(brokers);
        requireNonNull(plaintext);
        requireNonNull(patience);
        for (Hosts override : hosts.values()) {
            check(override.rest(), Set.of("https", "http"), plaintext);
            check(override.sandbox(), Set.of("https", "http"), plaintext);
            check(override.stream(), Set.of("wss", "ws", "https", "http"), plaintext);
        }
    }

    public Hosts of(ExchangeId exchange) {
        return hosts.getOrDefault(exchange, Hosts.OWN);
    }

    public Optional<Broker> brokerAt(ExchangeId exchange) {
        return Optional.ofNullable(brokers.get(exchange));
    }

    private static boolean accepts(URI url, Set<String> schemes, Plaintext plaintext) {
        String scheme = url.getScheme();
        if (scheme == null || !schemes.contains(scheme) || url.getHost() == null) {
            return false;
        }
        boolean encrypted = scheme.equals("https") || scheme.equals("wss");
        return url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && (encrypted || plaintext == Plaintext.ANYWHERE || isLoopback(url.getHost()));
    }

    private static void check(Optional<URI> url, Set<String> schemes, Plaintext plaintext) {
        if (url.isPresent() && !accepts(url.get(), schemes, plaintext)) {
            throw new IllegalArgumentException(
                    "an exchange URL is https, or http to loopback, without user info, query and"
                            + " fragment");
        }
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(
                            host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                    .isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            // A name: what it resolves to can change, so it does not count.
            return false;
        }
    }
}

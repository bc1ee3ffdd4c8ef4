package cc.profitmaker.adapter.web;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.adapter.web.front.Proxies;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where the server listens and whom it believes.
 *
 * @param plaintextKeys whether exchange keys are taken over plain HTTP from other machines
 * @param egressIp a plain-text echo of our public address
 * @param signOn where the page can have people sign in besides; empty: single sign-on is off
 */
public record WebConfig(
        Listening listening,
        Boundary boundary,
        PlaintextKeys plaintextKeys,
        Optional<URI> egressIp,
        Optional<SignOn> signOn) {

    public WebConfig {
        requireNonNull(listening);
        requireNonNull(boundary);
        requireNonNull(plaintextKeys);
        requireNonNull(egressIp);
        requireNonNull(signOn);
    }

    /** Without single sign-on. */
    public WebConfig(
            Listening listening,
            Boundary boundary,
            PlaintextKeys plaintextKeys,
            Optional<URI> egressIp) {
        this(listening, boundary, plaintextKeys, egressIp, Optional.empty());
    }

    /**
     * The auth service as browsers reach it.
     *
     * @param url without a slash at its end
     */
    public record SignOn(URI url, AtOnce atOnce) {
        /** Whether the page asks that service by itself who is there, before anybody wants to. */
        public enum AtOnce {
            ASKED,
            NOT_ASKED
        }
    }

    /**
     * The listener.
     *
     * @param address a local address or name
     * @param port 0 to 65535; 0 takes a free one
     * @param socketIoPort where Socket.IO is served besides, if it is to be had; nothing else is
     */
    public record Listening(
            String address, int port, OptionalInt socketIoPort, Optional<PemFiles> tls) {
        public Listening {
            requireNonNull(address);
            requireNonNull(tls);
            if (!isPort(port) || !isPort(socketIoPort.orElse(0))) {
                throw new IllegalArgumentException("a port is 0 to 65535");
            }
        }

        private static boolean isPort(int number) {
            return number >= 0 && number <= 65535;
        }
    }

    /** The certificate chain, server's first, and its unencrypted private key. */
    public record PemFiles(Path certificate, Path key) {}

    /**
     * Who may talk to us under which name.
     *
     * @param publicHosts host names besides localhost and IP literals
     * @param allowedOrigins browser origins besides our own, as {@code https://example.org:8443}
     * @param trustedProxies networks ({@code 10.0.0.0/8}) and addresses whose forwarding headers
     *     count
     */
    public record Boundary(
            Set<String> publicHosts, Set<String> allowedOrigins, Set<String> trustedProxies) {
        public static final Boundary NONE = new Boundary(Set.of(), Set.of(), Set.of());

        public Boundary {
            publicHosts = Set.copyOf(publicHosts);
            allowedOrigins = Set.copyOf(allowedOrigins);
            trustedProxies = Set.copyOf(trustedProxies);
            if (!trustedProxies.stream().allMatch(Boundary::isNetwork)) {
                throw new IllegalArgumentException("a trusted proxy is an address or a network");
            }
        }

        /** For the configuration, which reports all its faults together. */
        public static boolean isNetwork(String text) {
            return Proxies.isNetwork(text);
        }
    }

    public enum PlaintextKeys {
        REFUSED,
        ACCEPTED
    }
}

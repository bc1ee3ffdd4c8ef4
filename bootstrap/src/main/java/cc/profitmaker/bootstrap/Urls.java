package cc.profitmaker.bootstrap;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Which addresses of other servers the configuration may name. */
final class Urls {
    private Urls() {}

    /** Whether plain HTTP may leave this machine. */
    enum Plaintext {
        LOOPBACK_ONLY,
        ANYWHERE
    }

    static String rule(String secure, String plain, Plaintext allowed) {
        return "must be an "
                + secure
                + " URL"
                + (allowed == Plaintext.ANYWHERE ? " or " : ", or a loopback ")
                + plain
                + " one, without user info, query or fragment";
    }

    static Optional<URI> http(String text, Plaintext allowed) {
        return parse(text, "https", "http", allowed);
    }

    static Optional<URI> webSocket(String text, Plaintext allowed) {
        return parse(text, "wss", "ws", allowed);
    }

    private static Optional<URI> parse(
            String text, String secure, String plain, Plaintext allowed) {
        URI uri;
        try {
            uri = new URI(text).parseServerAuthority();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
        boolean bare =
                uri.getHost() != null
                        && uri.getRawUserInfo() == null
                        && uri.getRawQuery() == null
                        && uri.getRawFragment() == null
                        && uri.getPort() <= 65535;
        if (!bare) {
            return Optional.empty();
        }
        boolean safe =
                secure.equalsIgnoreCase(uri.getScheme())
                        || (plain.equalsIgnoreCase(uri.getScheme())
                                && (allowed == Plaintext.ANYWHERE || isLoopback(uri.getHost())));
        return safe ? Optional.of(uri) : Optional.empty();
    }

    /** By its text alone: a name that merely resolves to a loopback address today is none. */
    static boolean isLoopback(String host) {
        String bare =
                host.startsWith("[") && host.endsWith("]")
                        ? host.substring(1, host.length() - 1)
                        : host;
        return bare.equalsIgnoreCase("localhost")
                || Addresses.parse(bare).filter(InetAddress::isLoopbackAddress).isPresent();
    }
}

package cc.profitmaker.bootstrap;

import java.net.InetAddress;
import java.util.Optional;

/** IP addresses written as such; no name is ever looked up. */
final class Addresses {
    private static final String DOTTED_QUAD = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";

    private Addresses() {}

    /** Not the short BSD forms the JDK reads too: 10.8 is 10.0.0.8 to it, and to nobody else. */
    static Optional<InetAddress> parse(String text) {
        if (!text.contains(":") && !text.matches(DOTTED_QUAD)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

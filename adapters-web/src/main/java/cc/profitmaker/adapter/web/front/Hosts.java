package cc.profitmaker.adapter.web.front;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names this server answers to. A page elsewhere can point a name of its own at 127.0.0.1 (DNS
 * rebinding), but cannot make a browser send another {@code Host} than that name.
 */
final class Hosts {
    private final Set<String> names;

    Hosts(Set<String> publicHosts) {
        this.names =
                publicHosts.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** {@code host}: without port; an IPv6 literal with or without its brackets. */
    boolean answersTo(String host) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        return host.equalsIgnoreCase("localhost")
                || isIpLiteral(host)
                || names.contains(host.toLowerCase(Locale.ROOT));
    }

    /** By its alphabet alone: such a text is no name anybody can register. */
    static boolean isIpLiteral(String host) {
        return host.indexOf(':') >= 0 ? isIpv6(host) : isIpv4(host);
    }

    private static boolean isIpv6(String host) {
        int start = host.charAt(0) == '[' ? 1 : 0;
        int end = start == 1 ? host.length() - 1 : host.length();
        if (end - start < 2 || end - start > 45 || (start == 1 && host.charAt(end) != ']')) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = host.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv4(String host) {
        int dots = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                value = 10 * value + (c - '0');
                if (digits > 3 || value > 255) {
                    return false;
                }
            } else if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
                value = 0;
            } else {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}

package cc.profitmaker.adapter.web.front;

import cc.profitmaker.domain.session.Origin.Place;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.InetAddressSet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who the client is, seen through the proxies we trust and no others. */
public final class Proxies {
    private final InetAddressSet trusted = new InetAddressSet();

    public Proxies(Collection<String> networks) {
        networks.forEach(trusted::add);
    }

    public static boolean isNetwork(String text) {
        // InetAddressSet would look a name up, and knows forms nobody expects here.
        String address = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
        if (literal(address).isEmpty()) {
            return false;
        }
        try {
            return new InetAddressSet().add(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    record Client(InetAddress address, Place place, Channel channel) {}

    /**
     * The client of a request.
     *
     * @param channel how the peer talks to us
     */
    Client client(InetSocketAddress peerSocket, HttpFields headers, Channel channel) {
        InetAddress peer = peerSocket.getAddress();
        if (!isForwarded(headers)) {
            return new Client(peer, place(peer), channel);
        }
        if (trusted.isEmpty() || !trusted.test(peer)) {
            return new Client(peer, Place.ELSEWHERE, channel);
        }
        Channel claimed = claimed(headers).orElse(channel);
        return namedClient(headers)
                .map(address -> new Client(address, place(address), claimed))
                // A trusted proxy that contradicts itself passes on what its client made up.
                .orElseGet(() -> new Client(peer, Place.ELSEWHERE, claimed));
    }

    private static Place place(InetAddress address) {
        return address.isLoopbackAddress() ? Place.THIS_MACHINE : Place.ELSEWHERE;
    }

    private static boolean isForwarded(HttpFields headers) {
        for (HttpField field : headers) {
            String name = field.getName();
            if (name.regionMatches(true, 0, "X-Forwarded-", 0, 12)
                    || name.equalsIgnoreCase("Forwarded")
                    || name.equalsIgnoreCase("X-Real-IP")) {
                return true;
            }
        }
        return false;
    }

    /** Empty when the headers name nobody, or different clients. */
    private Optional<InetAddress> namedClient(HttpFields headers) {
        List<Optional<InetAddress>> named = new ArrayList<>();
        if (headers.contains(HttpHeader.X_FORWARDED_FOR)) {
            named.add(nearestStranger(headers.getCSV(HttpHeader.X_FORWARDED_FOR, false)));
        }
        if (headers.contains(HttpHeader.FORWARDED)) {
            named.add(nearestStranger(parameters(headers, "for")));
        }
        if (headers.contains("X-Real-IP")) {
            Optional<InetAddress> real = nearestStranger(headers.getCSV("X-Real-IP", false));
            // Behind two proxies the inner one names the outer one here.
            if (named.isEmpty() || real.isEmpty() || !trusted.test(real.get())) {
                named.add(real);
            }
        }
        return !named.isEmpty() && named.stream().distinct().count() == 1
                ? named.getFirst()
                : Optional.empty();
    }

    /** Every proxy appends its peer: from the right, the first that is no proxy of ours. */
    private Optional<InetAddress> nearestStranger(List<String> hops) {
        Optional<InetAddress> client = Optional.empty();
        for (String hop : hops.reversed()) {
            client = literal(withoutPort(hop.strip()));
            if (client.isEmpty() || !trusted.test(client.get())) {
                return client;
            }
        }
        return client;
    }

    /** How the client talks to the proxy; empty when the headers do not tell. */
    private static Optional<Channel> claimed(HttpFields headers) {
        List<String> said = new ArrayList<>(headers.getCSV(HttpHeader.X_FORWARDED_PROTO, false));
        said.addAll(parameters(headers, "proto"));
        if (said.isEmpty()) {
            return Optional.empty();
        }
        boolean all = said.stream().allMatch("https"::equalsIgnoreCase);
        return Optional.of(all ? Channel.TLS : Channel.PLAIN);
    }

    /** The values of one parameter of RFC 7239's Forwarded, in order. */
    private static List<String> parameters(HttpFields headers, String name) {
        List<String> values = new ArrayList<>();
        for (String element : headers.getCSV(HttpHeader.FORWARDED, true)) {
            for (String pair : element.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                    values.add(pair.substring(equals + 1).strip().replace("\"", ""));
                }
            }
        }
        return values;
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? node : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }

    /** Only what can be nothing but a literal reaches the parser: it would look up a name. */
    private static Optional<InetAddress> literal(String text) {
        return Hosts.isIpLiteral(text) ? parsed(text) : Optional.empty();
    }

    private static Optional<InetAddress> parsed(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

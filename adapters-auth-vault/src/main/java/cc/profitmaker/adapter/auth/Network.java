package cc.profitmaker.adapter.auth;

import cc.profitmaker.domain.session.ClientAddress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What one customer of a provider usually holds, so that nobody gets new attempts by taking another
 * of their own addresses: one IPv4 address, or the /64 of an IPv6 address.
 */
record Network(String prefix) {
    private static final int BYTES_OF_64_BITS = 8;

    static Network of(ClientAddress address) {
        try {
            // Also turns ::ffff:192.0.2.1 into the IPv4 address that it is; asks no name server.
            return switch (InetAddress.ofLiteral(address.value())) {
                case Inet6Address v6 ->
                        new Network(hex(Arrays.copyOf(v6.getAddress(), BYTES_OF_64_BITS)));
                case InetAddress v4 -> new Network(hex(v4.getAddress()));
            };
        } catch (IllegalArgumentException _) {
            return new Network(address.value());
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

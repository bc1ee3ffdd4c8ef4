package cc.profitmaker.domain.session;

/**
 * The IP address of the client, as text without port or zone; after trusted proxies, not before.
 */
public record ClientAddress(String value) {
    public ClientAddress {
        if (!value.matches("[0-9a-fA-F.:]{2,45}")) {
            throw new IllegalArgumentException("not an IP address");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

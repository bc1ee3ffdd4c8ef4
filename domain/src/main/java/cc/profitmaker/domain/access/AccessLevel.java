package cc.profitmaker.domain.access;

/** What may be done with an exchange account; the order of the constants is the order of power. */
public enum AccessLevel {
    READ,
    TRADE;

    public boolean covers(AccessLevel needed) {
        return compareTo(needed) >= 0;
    }
}

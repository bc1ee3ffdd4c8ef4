package cc.profitmaker.domain.order;

import java.util.Optional;

/** How long an order stands. Post-only is CCXT's {@code PO}. */
public enum TimeInForce {
    GTC,
    IOC,
    FOK,
    PO;

    public static Optional<TimeInForce> parse(String text) {
        return switch (text) {
            case "GTC" -> Optional.of(GTC);
            case "IOC" -> Optional.of(IOC);
            case "FOK" -> Optional.of(FOK);
            case "PO" -> Optional.of(PO);
            default -> Optional.empty();
        };
    }
}

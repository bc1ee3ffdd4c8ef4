package cc.profitmaker.domain.stream;

import java.util.Arrays;
import java.util.Optional;

/** What a public stream tells, under the name the realtime contract has for it. */
public enum DataType {
    TICKER("ticker", Keeping.NEWEST),
    TRADES("trades", Keeping.EACH),
    ORDER_BOOK("orderbook", Keeping.NEWEST),
    OHLCV("ohlcv", Keeping.EACH);

    /** What a reader that is behind may miss. */
    public enum Keeping {
        /** All but the newest: an update says everything an older one did. */
        NEWEST,
        /** Nothing: a reader that cannot keep up is told so and cut off. */
        EACH
    }

    private final String wire;
    private final Keeping keeping;

    DataType(String wire, Keeping keeping) {
        this.wire = wire;
        this.keeping = keeping;
    }

    public String wire() {
        return wire;
    }

    public Keeping keeping() {
        return keeping;
    }

    public static Optional<DataType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }
}

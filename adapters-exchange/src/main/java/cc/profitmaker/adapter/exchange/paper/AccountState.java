package cc.profitmaker.adapter.exchange.paper;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * An account as it is stored. {@code settled} is the last second whose prices have had their effect
 * on it. Lists are oldest first.
 */
record AccountState(
        int version,
        long settled,
        long nextId,
        Wallet wallet,
        Map<String, BigDecimal> leverages,
        List<PaperOrder> open,
        History history) {
    static final int VERSION = 1;

    /** What is kept for its owner to read; bounded by {@link Account}. */
    record History(List<PaperOrder> closed, List<PaperTrade> trades, List<Entry> ledger) {}

    /** One change of a balance; {@code reference} is the order that caused it, or 0. */
    record Entry(
            long id,
            long time,
            String type,
            String currency,
            BigDecimal amount,
            BigDecimal after,
            long reference) {}

    AccountState {
        if (version != VERSION) {
            throw new IllegalStateException("a paper account of another version");
        }
    }
}

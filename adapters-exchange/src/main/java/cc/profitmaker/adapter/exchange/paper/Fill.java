package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** So much at that price. */
record Fill(BigDecimal price, BigDecimal amount) {

    /**
     * What an order would get from the book at once, best price first and none beyond its limit.
     */
    static List<Fill> walk(
            Listing listing,
            long second,
            Side side,
            BigDecimal amount,
            Optional<BigDecimal> limit) {
        long wanted = listing.lots(amount);
        var fills = new ArrayList<Fill>();
        for (Book.Level level : listing.book(second).against(side)) {
            BigDecimal price = listing.price(level.ticks());
            if (wanted == 0 || limit.map(worst -> isBeyond(side, price, worst)).orElse(false)) {
                break;
            }
            long lots = Math.min(wanted, level.lots());
            fills.add(new Fill(price, listing.amount(lots)));
            wanted -= lots;
        }
        return fills;
    }

    private static boolean isBeyond(Side side, BigDecimal price, BigDecimal limit) {
        return side == Side.BUY ? price.compareTo(limit) > 0 : price.compareTo(limit) < 0;
    }

    static BigDecimal total(List<Fill> fills) {
        return fills.stream().map(Fill::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

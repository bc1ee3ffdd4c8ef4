package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.Trade.Liquidity;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;

/** One execution of an account's order. */
record PaperTrade(
        long id, long order, long time, String symbol, Side side, Terms terms, Charge fee) {
    record Terms(BigDecimal price, BigDecimal amount, Liquidity liquidity, String type) {}

    record Charge(BigDecimal cost, String currency) {}
}

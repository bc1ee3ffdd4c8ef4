package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.JsonScan;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads KuCoin's list of contracts: the perpetual linear ones. An inverse one counts in other units
 * than a market here does, and one that expires is of another market type.
 */
final class KucoinFuturesMarkets {
    private KucoinFuturesMarkets() {}

    static List<Market> read(HttpOutcome.Body body) {
        var markets = new ArrayList<Market>();
        JsonScan.each(
                body,
                "data",
                fields -> {
                    boolean perpetual = fields.text("nextFundingRateTime").isPresent();
                    boolean linear = !fields.truth("isInverse").orElse(true);
                    if (perpetual && linear) {
                        market(fields).ifPresent(markets::add);
                    }
                });
        return markets;
    }

    /** Empty for a market whose name does not fit a unified symbol: nobody could ask for it. */
    private static Optional<Market> market(JsonFields fields) {
        String base = fields.need("baseCurrency");
        String quote = fields.need("quoteCurrency");
        String settle = fields.need("settleCurrency");
        return Symbol.parse(
                        KucoinMarkets.renamed(base)
                                + "/"
                                + KucoinMarkets.renamed(quote)
                                + ":"
                                + KucoinMarkets.renamed(settle))
                .map(
                        symbol ->
                                market(
                                        fields,
                                        symbol,
                                        new Market.Ids(
                                                fields.need("symbol"),
                                                base,
                                                quote,
                                                Optional.of(settle))));
    }

    private static Market market(JsonFields fields, Symbol symbol, Market.Ids ids) {
        BigDecimal size = fields.needDecimal("multiplier").abs();
        if (size.signum() == 0) {
            throw new Nonsense("multiplier is zero");
        }
        return new Market(
                symbol,
                ids,
                MarketType.SWAP,
                new Market.Trading(
                        Optional.of(fields.text("status").filter("Open"::equals).isPresent()),
                        false,
                        fields.decimal("takerFeeRate")
                                .flatMap(
                                        taker ->
                                                fields.decimal("makerFeeRate")
                                                        .map(
                                                                maker ->
                                                                        new Market.Fees(
                                                                                taker, maker)))),
                new Market.Steps(
                        KucoinMarkets.step(fields, "lotSize"),
                        KucoinMarkets.step(fields, "tickSize"),
                        Market.Steps.Currencies.NONE),
                new Market.Limits(
                        KucoinMarkets.bounds(fields, "lotSize", "maxOrderQty"),
                        KucoinMarkets.bounds(fields, "tickSize", "maxPrice"),
                        Bounds.NONE,
                        new Bounds(Optional.of(BigDecimal.ONE), fields.decimal("maxLeverage")),
                        Bounds.NONE),
                Optional.of(
                        new Market.Contract(
                                true, size, symbol.settle().orElseThrow(), Optional.empty())),
                fields.raw());
    }
}

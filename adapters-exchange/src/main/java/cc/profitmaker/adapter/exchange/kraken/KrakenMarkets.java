package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads Kraken's list of pairs. */
final class KrakenMarkets {
    private KrakenMarkets() {}

    /** Without those whose name does not fit a unified symbol: nobody could ask for them. */
    static List<Market> read(HttpOutcome.Body body) {
        return KrakenDesk.result(body).members().entrySet().stream()
                .flatMap(pair -> market(pair.getKey(), pair.getValue()).stream())
                .toList();
    }

    private static Optional<Market> market(String id, JsonFields fields) {
        String base = KrakenCurrencies.code(fields.need("base"));
        String quote = KrakenCurrencies.code(fields.need("quote"));
        return Symbol.parse(base + "/" + quote)
                .map(
                        symbol ->
                                market(
                                        fields,
                                        symbol,
                                        new Market.Ids(id, base, quote, Optional.empty())));
    }

    private static Market market(JsonFields fields, Symbol symbol, Market.Ids ids) {
        List<JsonFields> leverages = fields.list("leverage_buy");
        return new Market(
                symbol,
                ids,
                MarketType.SPOT,
                new Market.Trading(
                        fields.text("status").map("online"::equals),
                        !leverages.isEmpty(),
                        rate(fields, "fees")
                                .flatMap(
                                        taker ->
                                                rate(fields, "fees_maker")
                                                        .map(
                                                                maker ->
                                                                        new Market.Fees(
                                                                                taker, maker)))),
                new Market.Steps(
                        step(fields, "lot_decimals"),
                        step(fields, "pair_decimals"),
                        Market.Steps.Currencies.NONE),
                new Market.Limits(
                        new Bounds(fields.decimal("ordermin"), Optional.empty()),
                        Bounds.NONE,
                        new Bounds(fields.decimal("costmin"), Optional.empty()),
                        new Bounds(
                                Optional.of(BigDecimal.ONE),
                                Optional.of(
                                        fields.decimal("leverage_buy", leverages.size() - 1)
                                                .orElse(BigDecimal.ONE))),
                        Bounds.NONE),
                Optional.empty(),
                fields.raw());
    }

    /** The first row is that of an account without turnover; in percent. */
    private static Optional<BigDecimal> rate(JsonFields fields, String table) {
        return fields.list(table).stream()
                .findFirst()
                .map(row -> row.needDecimal(1).movePointLeft(2));
    }

    private static Optional<BigDecimal> step(JsonFields fields, String digits) {
        return fields.decimal(digits)
                .map(BigDecimal::intValue)
                .filter(n -> n >= 0 && n <= 30)
                .map(BigDecimal.ONE::movePointLeft);
    }
}

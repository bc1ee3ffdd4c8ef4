package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.JsonScan;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads Binance's list of USDⓈ-M contracts: the perpetual ones that are settled in what they are
 * quoted in. A contract is one unit of its base currency.
 */
final class UsdmMarkets {
    /** The rate of an account without discount; the list does not tell the caller's own. */
    private static final Market.Fees FEES =
            new Market.Fees(new BigDecimal("0.0005"), new BigDecimal("0.0002"));

    /** The delivery date of contracts that have none, whatever their type is called. */
    private static final String NEVER = "4133404800000";

    private UsdmMarkets() {}

    static List<Market> read(HttpOutcome.Body body) {
        var markets = new ArrayList<Market>();
        JsonScan.each(
                body,
                "symbols",
                fields -> {
                    if (isPerpetual(fields)) {
                        market(fields).ifPresent(markets::add);
                    }
                });
        return markets;
    }

    private static boolean isPerpetual(JsonFields fields) {
        return fields.text("contractType").filter("PERPETUAL"::equals).isPresent()
                || fields.text("deliveryDate").filter(NEVER::equals).isPresent();
    }

    /** Empty also for a market whose name does not fit a unified symbol. */
    private static Optional<Market> market(JsonFields fields) {
        Optional<Currency> base = BinanceMarkets.currency(fields.need("baseAsset"));
        Optional<Currency> quote = BinanceMarkets.currency(fields.need("quoteAsset"));
        Optional<Currency> settle = BinanceMarkets.currency(fields.need("marginAsset"));
        if (base.isEmpty() || quote.isEmpty() || !settle.equals(quote)) {
            return Optional.empty();
        }
        String code = quote.get().code();
        return Symbol.parse(base.get().code() + "/" + code + ":" + code)
                .map(symbol -> market(fields, symbol, quote.get()));
    }

    private static Market market(JsonFields fields, Symbol symbol, Currency settle) {
        Map<String, JsonFields> filters = new HashMap<>();
        fields.list("filters").forEach(f -> filters.put(f.text("filterType").orElse(""), f));
        Optional<JsonFields> price = Optional.ofNullable(filters.get("PRICE_FILTER"));
        Optional<JsonFields> lot = Optional.ofNullable(filters.get("LOT_SIZE"));
        Optional<JsonFields> marketLot = Optional.ofNullable(filters.get("MARKET_LOT_SIZE"));
        Optional<JsonFields> cost = Optional.ofNullable(filters.get("MIN_NOTIONAL"));
        return new Market(
                symbol,
                new Market.Ids(
                        fields.need("symbol"),
                        fields.need("baseAsset"),
                        fields.need("quoteAsset"),
                        fields.text("marginAsset")),
                MarketType.SWAP,
                new Market.Trading(
                        Optional.of(fields.text("status").filter("TRADING"::equals).isPresent()),
                        false,
                        Optional.of(FEES)),
                new Market.Steps(
                        BinanceMarkets.step(lot, "stepSize"),
                        BinanceMarkets.step(price, "tickSize"),
                        new Market.Steps.Currencies(
                                BinanceMarkets.precision(fields, "baseAssetPrecision"),
                                BinanceMarkets.precision(fields, "quotePrecision"))),
                new Market.Limits(
                        BinanceMarkets.bounds(lot, "minQty", "maxQty"),
                        BinanceMarkets.bounds(price, "minPrice", "maxPrice"),
                        BinanceMarkets.bounds(cost, "notional", "maxNotional"),
                        Bounds.NONE,
                        BinanceMarkets.bounds(marketLot, "minQty", "maxQty")),
                Optional.of(new Market.Contract(true, BigDecimal.ONE, settle, Optional.empty())),
                fields.raw());
    }
}

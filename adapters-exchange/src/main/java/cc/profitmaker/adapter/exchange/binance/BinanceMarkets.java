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
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads Binance's list of spot markets. Every number of a filter counts as it stands, except a zero
 * step and a zero maximum: those switch the rule off.
 */
final class BinanceMarkets {
    /** The rate of an account without discount; the list does not tell the caller's own. */
    private static final Market.Fees FEES =
            new Market.Fees(new BigDecimal("0.001"), new BigDecimal("0.001"));

    /** Where CCXT's code differs from Binance's. */
    private static final Map<String, String> RENAMED =
            Map.of("XBT", "BTC", "BCHSV", "BSV", "YOYO", "YOYOW");

    /** Markets of this group are listed but closed to ordinary accounts. */
    private static final String CLOSED_GROUP = "TRD_GRP_003";

    private static final int MOST_DIGITS = 30;
    private static final int MOST_WEIGHT = 1_000_000_000;

    private BinanceMarkets() {}

    static List<Market> read(HttpOutcome.Body body) {
        var markets = new ArrayList<Market>();
        JsonScan.each(body, "symbols", fields -> market(fields).ifPresent(markets::add));
        return markets;
    }

    /** What Binance says one address may send in a minute, by weight. */
    static Optional<Integer> weightPerMinute(HttpOutcome.Body body) {
        var weight = new AtomicReference<Optional<Integer>>(Optional.empty());
        JsonScan.each(
                body,
                "rateLimits",
                limit -> {
                    boolean isMinute =
                            limit.text("rateLimitType").equals(Optional.of("REQUEST_WEIGHT"))
                                    && limit.text("interval").equals(Optional.of("MINUTE"))
                                    && limit.text("intervalNum").equals(Optional.of("1"));
                    if (isMinute) {
                        weight.set(
                                limit.whole("limit")
                                        .filter(units -> units > 0 && units <= MOST_WEIGHT)
                                        .map(Long::intValue));
                    }
                });
        return weight.get();
    }

    static Optional<Currency> currency(String id) {
        return Currency.parse(RENAMED.getOrDefault(id, id));
    }

    /** Empty for a market whose name does not fit a unified symbol: nobody could ask for it. */
    private static Optional<Market> market(JsonFields fields) {
        String base = fields.need("baseAsset");
        String quote = fields.need("quoteAsset");
        return Symbol.parse(
                        RENAMED.getOrDefault(base, base) + "/" + RENAMED.getOrDefault(quote, quote))
                .map(symbol -> market(fields, symbol, base, quote));
    }

    private static Market market(JsonFields fields, Symbol symbol, String base, String quote) {
        Map<String, JsonFields> filters = new HashMap<>();
        fields.list("filters").forEach(f -> filters.put(f.text("filterType").orElse(""), f));
        Optional<JsonFields> price = Optional.ofNullable(filters.get("PRICE_FILTER"));
        Optional<JsonFields> lot = Optional.ofNullable(filters.get("LOT_SIZE"));
        Optional<JsonFields> marketLot = Optional.ofNullable(filters.get("MARKET_LOT_SIZE"));
        Optional<JsonFields> cost =
                Optional.ofNullable(filters.get("NOTIONAL"))
                        .or(() -> Optional.ofNullable(filters.get("MIN_NOTIONAL")));
        return new Market(
                symbol,
                new Market.Ids(fields.need("symbol"), base, quote, Optional.empty()),
                MarketType.SPOT,
                new Market.Trading(
                        Optional.of(isActive(fields)),
                        fields.truth("isMarginTradingAllowed").orElse(false),
                        Optional.of(FEES)),
                new Market.Steps(
                        step(lot, "stepSize"),
                        step(price, "tickSize"),
                        new Market.Steps.Currencies(
                                precision(fields, "baseAssetPrecision"),
                                precision(fields, "quotePrecision"))),
                new Market.Limits(
                        bounds(lot, "minQty", "maxQty"),
                        bounds(price, "minPrice", "maxPrice"),
                        bounds(cost, "minNotional", "maxNotional"),
                        Bounds.NONE,
                        bounds(marketLot, "minQty", "maxQty")),
                Optional.empty(),
                fields.raw());
    }

    private static boolean isActive(JsonFields fields) {
        return fields.text("status").filter("TRADING"::equals).isPresent()
                && fields.list("permissions").stream()
                        .noneMatch(p -> p.text().filter(CLOSED_GROUP::equals).isPresent());
    }

    static Optional<BigDecimal> step(Optional<JsonFields> filter, String field) {
        return filter.flatMap(f -> f.decimal(field)).filter(step -> step.signum() > 0);
    }

    static Bounds bounds(Optional<JsonFields> filter, String min, String max) {
        return new Bounds(
                filter.flatMap(f -> f.decimal(min)),
                filter.flatMap(f -> f.decimal(max)).filter(most -> most.signum() > 0));
    }

    static Optional<BigDecimal> precision(JsonFields fields, String field) {
        return fields.whole(field)
                .filter(digits -> digits >= 0 && digits <= MOST_DIGITS)
                .map(digits -> BigDecimal.ONE.scaleByPowerOfTen(-digits.intValue()));
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

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

/** Reads KuCoin's list of spot markets, and the fees, which stand in its list of tickers. */
final class KucoinMarkets {
    /** For a market that has no ticker. */
    private static final Market.Fees FEES =
            new Market.Fees(new BigDecimal("0.001"), new BigDecimal("0.001"));

    /** Where CCXT's code differs from KuCoin's. */
    private static final Map<String, String> RENAMED =
            Map.of(
                    "XBT",
                    "BTC",
                    "BCHSV",
                    "BSV",
                    "BIFI",
                    "BIFIF",
                    "VAI",
                    "VAIOT",
                    "WAX",
                    "WAXP",
                    "ALT",
                    "APTOSLAUNCHTOKEN",
                    "KALT",
                    "ALT");

    private KucoinMarkets() {}

    static List<Market> read(HttpOutcome.Body body, Map<String, Market.Fees> fees) {
        var markets = new ArrayList<Market>();
        JsonScan.each(body, "data", fields -> market(fields, fees).ifPresent(markets::add));
        return markets;
    }

    /** By the exchange's own id of the market. */
    static Map<String, Market.Fees> fees(HttpOutcome.Body body) {
        var fees = new HashMap<String, Market.Fees>();
        for (JsonFields row : KucoinData.in(body).list("ticker")) {
            Optional<BigDecimal> taker = rate(row, "takerFeeRate", "takerCoefficient");
            Optional<BigDecimal> maker = rate(row, "makerFeeRate", "makerCoefficient");
            taker.ifPresent(
                    t -> maker.ifPresent(m -> fees.put(row.need("symbol"), new Market.Fees(t, m))));
        }
        return fees;
    }

    private static Optional<BigDecimal> rate(JsonFields row, String rate, String coefficient) {
        return row.decimal(rate).flatMap(r -> row.decimal(coefficient).map(r::multiply));
    }

    static Optional<Currency> currency(String id) {
        return Currency.parse(renamed(id));
    }

    static String renamed(String id) {
        return RENAMED.getOrDefault(id, id);
    }

    /** KuCoin's own name of a currency of the spot market. */
    static String id(Currency currency) {
        return RENAMED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(currency.code()))
                .map(Map.Entry::getKey)
                // What the futures call XBT is BTC on spot.
                .filter(id -> !id.equals("XBT"))
                .findAny()
                .orElse(currency.code());
    }

    /** Empty for a market whose name does not fit a unified symbol: nobody could ask for it. */
    private static Optional<Market> market(JsonFields fields, Map<String, Market.Fees> fees) {
        String id = fields.need("symbol");
        // The name of a renamed market changes, its id never does; CCXT goes by the id.
        String[] parts = id.split("-", -1);
        return parts.length == 2
                ? Symbol.parse(renamed(parts[0]) + "/" + renamed(parts[1]))
                        .map(
                                symbol ->
                                        market(
                                                fields,
                                                symbol,
                                                new Market.Ids(
                                                        id, parts[0], parts[1], Optional.empty()),
                                                fees.getOrDefault(id, FEES)))
                : Optional.empty();
    }

    private static Market market(
            JsonFields fields, Symbol symbol, Market.Ids ids, Market.Fees fees) {
        return new Market(
                symbol,
                ids,
                MarketType.SPOT,
                new Market.Trading(
                        fields.truth("enableTrading"),
                        fields.truth("isMarginEnabled").orElse(false),
                        Optional.of(fees)),
                new Market.Steps(
                        step(fields, "baseIncrement"),
                        step(fields, "priceIncrement"),
                        Market.Steps.Currencies.NONE),
                new Market.Limits(
                        bounds(fields, "baseMinSize", "baseMaxSize"),
                        Bounds.NONE,
                        bounds(fields, "quoteMinSize", "quoteMaxSize"),
                        Bounds.NONE,
                        Bounds.NONE),
                Optional.empty(),
                fields.raw());
    }

    static Optional<BigDecimal> step(JsonFields fields, String field) {
        return fields.decimal(field).filter(step -> step.signum() > 0);
    }

    static Bounds bounds(JsonFields fields, String min, String max) {
        return new Bounds(fields.decimal(min), fields.decimal(max));
    }
}

package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what an account of USDⓈ-M futures holds and how it came about. */
final class UsdmHoldings {
    /** Binance's kinds of income as CCXT calls them; any other keeps its name. */
    private static final Map<String, String> LEDGER_TYPES =
            Map.ofEntries(
                    Map.entry("FEE", "fee"),
                    Map.entry("FUNDING_FEE", "fee"),
                    Map.entry("OPTIONS_PREMIUM_FEE", "fee"),
                    Map.entry("POSITION_LIMIT_INCREASE_FEE", "fee"),
                    Map.entry("CONTRACT", "trade"),
                    Map.entry("REALIZED_PNL", "trade"),
                    Map.entry("TRANSFER", "transfer"),
                    Map.entry("CROSS_COLLATERAL_TRANSFER", "transfer"),
                    Map.entry("INTERNAL_TRANSFER", "transfer"),
                    Map.entry("COIN_SWAP_DEPOSIT", "deposit"),
                    Map.entry("COIN_SWAP_WITHDRAW", "withdrawal"),
                    Map.entry("OPTIONS_SETTLE_PROFIT", "settlement"),
                    Map.entry("DELIVERED_SETTELMENT", "settlement"),
                    Map.entry("WELCOME_BONUS", "cashback"),
                    Map.entry("CONTEST_REWARD", "cashback"),
                    Map.entry("COMMISSION_REBATE", "rebate"),
                    Map.entry("API_REBATE", "rebate"),
                    Map.entry("REFERRAL_KICKBACK", "referral"),
                    Map.entry("COMMISSION", "commission"));

    private UsdmHoldings() {}

    /** An asset that was never touched has an {@code updateTime} of 0 and no valid figures. */
    static Balance balance(JsonFields fields) {
        Map<Currency, Balance.Holding> holdings = new HashMap<>();
        for (JsonFields row : fields.list("assets")) {
            if (row.time("updateTime").filter(Instant.EPOCH::equals).isPresent()) {
                continue;
            }
            var holding =
                    new Balance.Holding(
                            row.needDecimal("availableBalance"),
                            row.needDecimal("initialMargin"),
                            row.needDecimal("marginBalance"));
            BinanceMarkets.currency(row.need("asset"))
                    .ifPresent(code -> holdings.put(code, holding));
        }
        return new Balance(Optional.empty(), holdings, fields.raw());
    }

    /** Empty for one of no contracts: it is closed, only orders are left. */
    static Optional<Position> position(JsonFields fields, Market market) {
        BigDecimal contracts = fields.needDecimal("positionAmt");
        return contracts.signum() == 0
                ? Optional.empty()
                : Optional.of(position(fields, market, contracts));
    }

    private static Position position(JsonFields fields, Market market, BigDecimal contracts) {
        BigDecimal notional = fields.needDecimal("notional").abs();
        return new Position(
                market.symbol(),
                Optional.empty(),
                fields.time("updateTime").filter(Instant.EPOCH::isBefore),
                new Position.Size(
                        contracts.signum() > 0 ? Position.Direction.LONG : Position.Direction.SHORT,
                        new Quantity(contracts.abs()),
                        market.contractSize(),
                        notional),
                new Position.Prices(
                        price(fields, "entryPrice"),
                        price(fields, "markPrice"),
                        price(fields, "liquidationPrice")),
                new Position.Margin(
                        fields.needDecimal("isolatedMargin").signum() == 0
                                ? MarginMode.CROSS
                                : MarginMode.ISOLATED,
                        leverage(notional, fields),
                        fields.decimal("initialMargin"),
                        fields.decimal("maintMargin"),
                        fields.decimal("unRealizedProfit")),
                fields.raw());
    }

    /** Version 3 of the call does not tell it; leverages are whole numbers. */
    private static Optional<BigDecimal> leverage(BigDecimal notional, JsonFields fields) {
        return fields.decimal("positionInitialMargin")
                .filter(margin -> margin.signum() > 0)
                .map(margin -> notional.divide(margin, 0, RoundingMode.HALF_UP))
                .map(BigDecimal.ONE::max);
    }

    private static Optional<Price> price(JsonFields fields, String field) {
        return fields.decimal(field).filter(value -> value.signum() > 0).map(Price::new);
    }

    /** Of the settings of a market. */
    static Leverage leverage(JsonFields fields, Market market) {
        return new Leverage(
                market.symbol(), mode(fields), fields.needDecimal("leverage"), fields.raw());
    }

    static MarginMode mode(JsonFields fields) {
        return switch (fields.need("marginType")) {
            case "CROSSED" -> MarginMode.CROSS;
            case "ISOLATED" -> MarginMode.ISOLATED;
            default -> throw new Nonsense("marginType is none");
        };
    }

    /** Empty for a currency whose name is none here. */
    static Optional<LedgerEntry> entry(JsonFields fields) {
        String type = fields.need("incomeType");
        return BinanceMarkets.currency(fields.need("asset"))
                .map(
                        currency ->
                                new LedgerEntry(
                                        fields.need("tranId"),
                                        fields.time("time")
                                                .orElseThrow(() -> new Nonsense("time is missing")),
                                        LEDGER_TYPES.getOrDefault(type, type),
                                        currency,
                                        fields.needDecimal("income"),
                                        Optional.empty(),
                                        fields.text("tradeId"),
                                        fields.raw()));
    }
}

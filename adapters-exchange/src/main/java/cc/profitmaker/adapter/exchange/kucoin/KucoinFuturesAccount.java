package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;

import java.math.BigDecimal;
import java.util.Optional;

/** Reads what an account of futures holds and how it came about. */
final class KucoinFuturesAccount {
    private KucoinFuturesAccount() {}

    /** Empty for a position of no contracts: it is closed. */
    static Optional<Position> position(JsonFields fields, Market market) {
        BigDecimal contracts = fields.needDecimal("currentQty");
        return contracts.signum() == 0
                ? Optional.empty()
                : Optional.of(position(fields, market, contracts));
    }

    private static Position position(JsonFields fields, Market market, BigDecimal contracts) {
        return new Position(
                market.symbol(),
                fields.text("id"),
                fields.time("currentTimestamp"),
                new Position.Size(
                        contracts.signum() > 0 ? Position.Direction.LONG : Position.Direction.SHORT,
                        new Quantity(contracts.abs()),
                        market.contractSize(),
                        fields.needDecimal("posCost").abs()),
                new Position.Prices(
                        price(fields, "avgEntryPrice"),
                        price(fields, "markPrice"),
                        price(fields, "liquidationPrice")),
                new Position.Margin(
                        mode(fields),
                        fields.decimal("realLeverage").or(() -> fields.decimal("leverage")),
                        fields.decimal("posInit"),
                        fields.decimal("posMaint"),
                        fields.decimal("unrealisedPnl")),
                fields.raw());
    }

    private static Optional<Price> price(JsonFields fields, String field) {
        return fields.decimal(field).map(Price::new);
    }

    private static MarginMode mode(JsonFields fields) {
        return fields.truth("crossMode")
                .map(cross -> cross ? MarginMode.CROSS : MarginMode.ISOLATED)
                .orElseThrow(() -> new Nonsense("crossMode is missing"));
    }

    /** Empty for a currency whose name is none here. Its place in the list is all the id it has. */
    static Optional<LedgerEntry> entry(JsonFields fields) {
        BigDecimal amount = fields.needDecimal("amount");
        String type = fields.need("type");
        return KucoinMarkets.currency(fields.need("currency"))
                .map(
                        currency ->
                                new LedgerEntry(
                                        fields.need("offset"),
                                        fields.time("time")
                                                .orElseThrow(() -> new Nonsense("time is missing")),
                                        KucoinLedger.type(type),
                                        currency,
                                        type.equals("TransferOut") ? amount.abs().negate() : amount,
                                        Optional.empty(),
                                        Optional.empty(),
                                        fields.raw()));
    }
}

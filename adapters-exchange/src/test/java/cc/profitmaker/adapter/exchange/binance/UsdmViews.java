package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What CCXT tells of contracts, positions and incomes, under its names. */
final class UsdmViews {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private UsdmViews() {}

    static Map<String, Object> of(Market market) {
        var fields = new TreeMap<String, Object>();
        ((Map<?, ?>) CcxtView.of(market))
                .forEach((name, value) -> fields.put((String) name, value));
        var contract = market.contract().orElseThrow();
        fields.put("linear", contract.linear());
        fields.put("inverse", !contract.linear());
        fields.put("subType", "linear");
        fields.put("contractSize", Recording.plain(contract.size()));
        fields.put("settle", contract.settle().code());
        fields.put("settleId", market.ids().settle().orElseThrow());
        return fields;
    }

    static Object of(Position position) {
        var fields = new TreeMap<String, Object>();
        fields.put("symbol", position.symbol().value());
        position.timestamp().ifPresent(at -> time(fields, at));
        fields.put("side", position.size().direction().name().toLowerCase(Locale.ROOT));
        fields.put("contracts", Recording.plain(position.size().contracts().value()));
        fields.put("contractSize", Recording.plain(position.size().contractSize()));
        fields.put("notional", Recording.plain(position.size().notional()));
        put(fields, "entryPrice", position.prices().entry().map(Price::value));
        put(fields, "markPrice", position.prices().mark().map(Price::value));
        put(fields, "liquidationPrice", position.prices().liquidation().map(Price::value));
        fields.put("marginMode", position.margin().mode().ccxt());
        put(fields, "initialMargin", position.margin().initial());
        put(fields, "maintenanceMargin", position.margin().maintenance());
        put(fields, "unrealizedPnl", position.margin().unrealizedPnl());
        fields.put("info", Recording.parse(position.info().json()));
        return fields;
    }

    /** An amount is signed here, and has a direction at CCXT. */
    static Object of(LedgerEntry entry) {
        var fields = new TreeMap<String, Object>();
        fields.put("id", entry.id());
        time(fields, entry.timestamp());
        fields.put("type", entry.type());
        fields.put("currency", entry.currency().code());
        fields.put("direction", entry.amount().signum() > 0 ? "in" : "out");
        fields.put("amount", Recording.plain(entry.amount().abs()));
        entry.referenceId().ifPresent(id -> fields.put("referenceId", id));
        fields.put("info", Recording.parse(entry.info().json()));
        return fields;
    }

    /** CCXT keys them by symbol and tells both directions. */
    static Object of(List<Leverage> leverages) {
        var all = new TreeMap<String, Object>();
        for (Leverage leverage : leverages) {
            all.put(
                    leverage.symbol().value(),
                    new TreeMap<>(
                            Map.of(
                                    "symbol", leverage.symbol().value(),
                                    "marginMode", leverage.mode().ccxt(),
                                    "longLeverage", Recording.plain(leverage.value()),
                                    "shortLeverage", Recording.plain(leverage.value()),
                                    "info", Recording.parse(leverage.info().json()))));
        }
        return all;
    }

    private static void time(Map<String, Object> fields, Instant at) {
        fields.put("timestamp", Recording.plain(new BigDecimal(at.toEpochMilli())));
        fields.put("datetime", ISO.format(at));
    }

    private static void put(Map<String, Object> fields, String name, Optional<BigDecimal> value) {
        value.ifPresent(v -> fields.put(name, Recording.plain(v)));
    }
}

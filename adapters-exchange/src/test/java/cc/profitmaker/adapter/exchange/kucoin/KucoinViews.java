package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.testing.CcxtView;
import cc.profitmaker.adapter.exchange.testing.Recording;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.order.Order;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What CCXT tells of KuCoin beyond what it tells of every exchange. */
final class KucoinViews {
    private KucoinViews() {}

    static Object markets(List<Market> markets) {
        var all = new TreeMap<String, Object>();
        markets.forEach(market -> all.put(market.symbol().value(), of(market)));
        return all;
    }

    private static Object of(Market market) {
        var fields = CcxtView.fields(CcxtView.of(market));
        boolean spot = market.type() == MarketType.SPOT;
        fields.remove("lowercaseId");
        fields.put("spot", spot);
        fields.put("swap", !spot);
        fields.put("future", false);
        fields.put("option", false);
        fields.put("contract", !spot);
        fields.put("tierBased", true);
        fields.put("percentage", true);
        if (spot) {
            fields.put("marginModes", Map.of("cross", false, "isolated", false));
        }
        market.contract()
                .ifPresent(
                        contract -> {
                            fields.put("linear", contract.linear());
                            fields.put("inverse", !contract.linear());
                            fields.put("contractSize", Recording.plain(contract.size()));
                            fields.put("settle", contract.settle().code());
                            fields.put("settleId", market.ids().settle().orElseThrow());
                        });
        return fields;
    }

    /** CCXT does not tell of which market the cancelled order was. */
    static Object canceled(Order order) {
        var fields = CcxtView.fields(CcxtView.of(order));
        fields.remove("symbol");
        return fields;
    }

    /** CCXT names the currency of a fee that is not known yet. */
    static Object withoutFee(Object order) {
        var fields = CcxtView.fields(order);
        fields.remove("fee");
        fields.put("fees", List.of());
        return fields;
    }

    static Object of(Position position) {
        var fields = new TreeMap<String, Object>();
        fields.put("symbol", position.symbol().value());
        position.id().ifPresent(id -> fields.put("id", id));
        position.timestamp()
                .ifPresent(
                        time ->
                                fields.put(
                                        "timestamp",
                                        Recording.plain(new BigDecimal(time.toEpochMilli()))));
        fields.put("side", position.size().direction().name().toLowerCase(Locale.ROOT));
        fields.put("contracts", Recording.plain(position.size().contracts().value()));
        fields.put("contractSize", Recording.plain(position.size().contractSize()));
        fields.put("notional", Recording.plain(position.size().notional()));
        put(fields, "entryPrice", position.prices().entry().map(Price::value));
        put(fields, "markPrice", position.prices().mark().map(Price::value));
        put(fields, "liquidationPrice", position.prices().liquidation().map(Price::value));
        fields.put("marginMode", position.margin().mode().ccxt());
        put(fields, "leverage", position.margin().leverage());
        put(fields, "initialMargin", position.margin().initial());
        put(fields, "maintenanceMargin", position.margin().maintenance());
        put(fields, "unrealizedPnl", position.margin().unrealizedPnl());
        fields.put("info", Recording.parse(position.info().json()));
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, Optional<BigDecimal> value) {
        value.ifPresent(v -> fields.put(name, Recording.plain(v)));
    }
}

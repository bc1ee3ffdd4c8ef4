package cc.profitmaker.adapter.exchange.testing;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.Order;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Domain records under CCXT's field names, as plain values, for comparing with a {@link Recording}.
 */
public final class CcxtView {
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, Object> fields = new TreeMap<>();

    private CcxtView() {}

    private CcxtView put(String name, Optional<?> value) {
        value.ifPresent(v -> fields.put(name, plain(v)));
        return this;
    }

    private CcxtView put(String name, Object value) {
        fields.put(name, plain(value));
        return this;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case BigDecimal number -> Recording.plain(number);
            case Price price -> Recording.plain(price.value());
            case Quantity quantity -> Recording.plain(quantity.value());
            case Long number -> Recording.plain(BigDecimal.valueOf(number));
            case Instant time -> Recording.plain(BigDecimal.valueOf(time.toEpochMilli()));
            default -> value;
        };
    }

    private CcxtView time(Optional<Instant> at) {
        return put("timestamp", at).put("datetime", at.map(ISO::format));
    }

    public static Object of(Ticker t) {
        return new CcxtView()
                .put("symbol", t.symbol().value())
                .time(t.timestamp())
                .put("high", t.range().high())
                .put("low", t.range().low())
                .put("bid", t.quote().bid())
                .put("bidVolume", t.quote().bidVolume())
                .put("ask", t.quote().ask())
                .put("askVolume", t.quote().askVolume())
                .put("vwap", t.volume().vwap())
                .put("open", t.range().open())
                .put("close", t.range().last())
                .put("last", t.range().last())
                .put("previousClose", t.range().previousClose())
                .put("change", t.change().absolute())
                .put("percentage", t.change().percentage())
                .put("average", t.change().average())
                .put("baseVolume", t.volume().base())
                .put("quoteVolume", t.volume().quote())
                .put("info", Recording.parse(t.info().json()))
                .fields;
    }

    public static Object of(OrderBook book) {
        return new CcxtView()
                .put("symbol", book.symbol().value())
                .time(book.timestamp())
                .put("nonce", book.nonce())
                .put("bids", book.bids().stream().map(CcxtView::level).toList())
                .put("asks", book.asks().stream().map(CcxtView::level).toList())
                .fields;
    }

    private static List<Object> level(OrderBook.Level level) {
        return List.of(plain(level.price()), plain(level.amount()));
    }

    public static Object of(Candle candle) {
        return List.of(
                plain(candle.openTime()),
                plain(candle.open()),
                plain(candle.high()),
                plain(candle.low()),
                plain(candle.close()),
                plain(candle.volume()));
    }

    public static Object of(Trade trade) {
        List<Object> fees = trade.own().fees().stream().map(CcxtView::fee).toList();
        return new CcxtView()
                .put("info", Recording.parse(trade.info().json()))
                .time(Optional.of(trade.timestamp()))
                .put("symbol", trade.symbol().value())
                .put("id", trade.id())
                .put("order", trade.own().order().map(id -> id.value()))
                .put("side", trade.side().map(side -> side.ccxt()))
                .put(
                        "takerOrMaker",
                        trade.own().takerOrMaker().map(l -> l.name().toLowerCase(Locale.ROOT)))
                .put("price", trade.price())
                .put("amount", trade.amount())
                .put("cost", trade.cost())
                .put("fee", fees.isEmpty() ? Map.of() : fees.getFirst())
                .put("fees", fees)
                .fields;
    }

    /** A trade with the type of its order, which some exchanges tell. */
    public static Object typed(Trade trade) {
        var fields = fields(of(trade));
        trade.own().type().ifPresent(type -> fields.put("type", type));
        return fields;
    }

    /** An amount is signed here, and has a direction at CCXT. */
    public static Object of(LedgerEntry entry) {
        return new CcxtView()
                .put("id", entry.id())
                .put("timestamp", Optional.of(entry.timestamp()))
                .put("type", entry.type())
                .put("currency", entry.currency().code())
                .put("direction", entry.amount().signum() < 0 ? "out" : "in")
                .put("amount", entry.amount().abs())
                .put("after", entry.after())
                .put("referenceId", entry.referenceId())
                .put("info", Recording.parse(entry.info().json()))
                .fields;
    }

    /** A copy to change. */
    public static Map<String, Object> fields(Object view) {
        var fields = new TreeMap<String, Object>();
        ((Map<?, ?>) view).forEach((name, value) -> fields.put((String) name, value));
        return fields;
    }

    private static Object fee(Fee fee) {
        return new CcxtView()
                .put("currency", fee.currency().code())
                .put("cost", fee.cost())
                .put("rate", fee.rate())
                .fields;
    }

    /** A fill in an order tells what its order told already; CCXT leaves that out. */
    private static Object fill(Trade trade) {
        var fields = new TreeMap<>((Map<?, ?>) of(trade));
        fields.keySet().removeAll(List.of("timestamp", "datetime", "side", "order"));
        return fields;
    }

    public static Object of(Order order) {
        List<Object> fees = order.progress().fees().stream().map(CcxtView::fee).toList();
        var progress = order.progress();
        return new CcxtView()
                .put("info", Recording.parse(order.info().json()))
                .put("id", order.id().value())
                .put("clientOrderId", order.clientOrderId())
                .time(order.times().placed())
                .put("lastTradeTimestamp", order.times().lastTrade())
                .put("lastUpdateTimestamp", order.times().lastUpdate())
                .put("symbol", order.symbol().value())
                .put("type", order.kind().type())
                .put("timeInForce", order.kind().timeInForce())
                .put("postOnly", order.kind().postOnly())
                .put("reduceOnly", order.kind().reduceOnly())
                .put("side", order.kind().side().map(side -> side.ccxt()))
                .put("price", order.kind().price())
                .put("triggerPrice", order.kind().triggers().trigger())
                .put("stopPrice", order.kind().triggers().trigger())
                .put("amount", progress.amount())
                .put("cost", progress.cost())
                .put("average", progress.average())
                .put("filled", progress.filled())
                .put("remaining", progress.remaining())
                .put("status", progress.state().map(state -> state.ccxt()))
                .put("trades", progress.trades().stream().map(CcxtView::fill).toList())
                .put("fee", fees.size() == 1 ? Optional.of(fees.getFirst()) : Optional.empty())
                .put("fees", fees)
                .fields;
    }

    public static Object of(Balance balance) {
        var view = new CcxtView().time(balance.timestamp());
        Map<String, Object> free = new TreeMap<>();
        Map<String, Object> used = new TreeMap<>();
        Map<String, Object> total = new TreeMap<>();
        balance.holdings()
                .forEach(
                        (currency, holding) -> {
                            free.put(currency.code(), plain(holding.free()));
                            used.put(currency.code(), plain(holding.used()));
                            total.put(currency.code(), plain(holding.total()));
                            view.put(
                                    currency.code(),
                                    (Object)
                                            new CcxtView()
                                                    .put("free", holding.free())
                                                    .put("used", holding.used())
                                                    .put("total", holding.total())
                                                    .fields);
                        });
        return view.put("free", (Object) free)
                .put("used", (Object) used)
                .put("total", (Object) total)
                .put("info", Recording.parse(balance.info().json()))
                .fields;
    }

    public static Object of(Market market) {
        var fees = market.trading().fees().orElseThrow();
        var limits = market.limits();
        var limitsView =
                new CcxtView()
                        .put("amount", bounds(limits.amount()))
                        .put("price", bounds(limits.price()))
                        .put("cost", bounds(limits.cost()))
                        .put("leverage", bounds(limits.leverage()));
        if (!limits.market().equals(Bounds.NONE)) {
            limitsView.put("market", bounds(limits.market()));
        }
        return new CcxtView()
                .put("id", market.ids().market())
                .put("lowercaseId", market.ids().market().toLowerCase(Locale.ROOT))
                .put("symbol", market.symbol().value())
                .put("base", market.symbol().base().code())
                .put("quote", market.symbol().quote().code())
                .put("baseId", market.ids().base())
                .put("quoteId", market.ids().quote())
                .put("type", market.type().ccxt())
                .put("margin", market.trading().margin())
                .put("active", market.trading().active())
                .put("taker", fees.taker())
                .put("maker", fees.maker())
                .put(
                        "precision",
                        (Object)
                                new CcxtView()
                                        .put("amount", market.steps().amount())
                                        .put("price", market.steps().price())
                                        .put("base", market.steps().of().base())
                                        .put("quote", market.steps().of().quote())
                                        .fields)
                .put("limits", (Object) limitsView.fields)
                .put("info", Recording.parse(market.info().json()))
                .fields;
    }

    private static Object bounds(Bounds bounds) {
        return new CcxtView().put("min", bounds.min()).put("max", bounds.max()).fields;
    }
}

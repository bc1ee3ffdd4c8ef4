package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How the paper exchange's own records read in unified terms. */
final class Unified {
    private static final int PRICE_SCALE = 8;

    private Unified() {}

    /** {@code trades} are the account's, of any orders. */
    static Order order(Listing listing, PaperOrder order, List<PaperTrade> trades) {
        return new Order(
                new OrderId(Long.toString(order.id())),
                Optional.of(order.clientId()),
                listing.market().symbol(),
                kind(order),
                times(order.progress().times()),
                progress(listing, order, trades),
                Json.raw(order));
    }

    private static Order.Kind kind(PaperOrder order) {
        var wish = order.wish();
        String timeInForce =
                wish.timeInForce()
                        .map(TimeInForce::name)
                        .orElse(wish.limit().isPresent() ? "GTC" : "IOC");
        return new Order.Kind(
                Optional.of(order.type()),
                Optional.of(wish.side()),
                wish.limit().map(Price::new),
                Optional.of(timeInForce),
                Optional.of(order.postOnly()),
                Optional.of(wish.reduceOnly()),
                wish.stop().map(Unified::triggers).orElse(Order.Triggers.NONE));
    }

    private static Order.Triggers triggers(PaperOrder.Stop stop) {
        var price = Optional.of(new Price(stop.price()));
        return new Order.Triggers(
                price,
                stop.kind() == Trigger.Kind.STOP_LOSS ? price : Optional.empty(),
                stop.kind() == Trigger.Kind.TAKE_PROFIT ? price : Optional.empty());
    }

    private static Order.Times times(PaperOrder.Times times) {
        return new Order.Times(
                Optional.of(Instant.ofEpochMilli(times.placed())),
                times.lastTrade().map(Instant::ofEpochMilli),
                Optional.of(Instant.ofEpochMilli(times.updated())));
    }

    private static Order.Progress progress(
            Listing listing, PaperOrder order, List<PaperTrade> trades) {
        var progress = order.progress();
        Optional<Price> average =
                progress.filled().signum() == 0
                        ? Optional.empty()
                        : Optional.of(
                                average(
                                        progress.cost(),
                                        progress.filled()
                                                .multiply(listing.market().contractSize())));
        return new Order.Progress(
                Optional.of(progress.state()),
                Optional.of(new Quantity(order.wish().amount())),
                Optional.of(new Quantity(progress.filled())),
                Optional.of(new Quantity(order.remaining())),
                Optional.of(progress.cost()),
                average,
                progress.fees().entrySet().stream()
                        .map(fee -> fee(fee.getKey(), fee.getValue()))
                        .toList(),
                trades.stream()
                        .filter(trade -> trade.order() == order.id())
                        .map(trade -> trade(listing, trade))
                        .toList());
    }

    private static Fee fee(String currency, BigDecimal cost) {
        return new Fee(cost, new Currency(currency), Optional.empty());
    }

    private static Price average(BigDecimal cost, BigDecimal units) {
        return new Price(cost.divide(units, PRICE_SCALE, RoundingMode.HALF_EVEN));
    }

    static Trade trade(Listing listing, PaperTrade trade) {
        var terms = trade.terms();
        var fees = listing.market().trading().fees().orElseThrow();
        BigDecimal rate = terms.liquidity() == Trade.Liquidity.TAKER ? fees.taker() : fees.maker();
        return new Trade(
                Optional.of(Long.toString(trade.id())),
                listing.market().symbol(),
                Instant.ofEpochMilli(trade.time()),
                Optional.of(trade.side()),
                new Price(terms.price()),
                new Quantity(terms.amount()),
                listing.cost(terms.price(), terms.amount()),
                new Trade.Own(
                        Optional.of(new OrderId(Long.toString(trade.order()))),
                        Optional.of(terms.type()),
                        Optional.of(terms.liquidity()),
                        List.of(
                                new Fee(
                                        trade.fee().cost(),
                                        new Currency(trade.fee().currency()),
                                        Optional.of(rate)))),
                Json.raw(trade));
    }

    static Balance balance(Account account, Margin margin, Moment now) {
        var holdings = new HashMap<Currency, Balance.Holding>();
        for (String currency : new TreeSet<>(account.wallet().balances().keySet())) {
            BigDecimal free = margin.free(currency).max(BigDecimal.ZERO);
            BigDecimal used = account.wallet().balance(currency).subtract(free);
            holdings.put(new Currency(currency), new Balance.Holding(free, used));
        }
        var raw = new LinkedHashMap<String, Object>();
        raw.put("time", now.millis());
        raw.put("balances", account.wallet().balances());
        raw.put("collateral", margin.collateral());
        raw.put("maintenance", margin.maintenance());
        return new Balance(
                Optional.of(Instant.ofEpochMilli(now.millis())), holdings, Json.raw(raw));
    }

    static LedgerEntry ledger(AccountState.Entry entry) {
        var raw = new LinkedHashMap<String, Object>();
        raw.put("id", entry.id());
        raw.put("time", entry.time());
        raw.put("type", entry.type());
        raw.put("currency", entry.currency());
        raw.put("before", entry.after().subtract(entry.amount()));
        raw.put("amount", entry.amount());
        raw.put("after", entry.after());
        return new LedgerEntry(
                Long.toString(entry.id()),
                Instant.ofEpochMilli(entry.time()),
                entry.type(),
                new Currency(entry.currency()),
                entry.amount(),
                Optional.of(entry.after()),
                entry.reference() == 0
                        ? Optional.empty()
                        : Optional.of(Long.toString(entry.reference())),
                Json.raw(raw));
    }

    static Position position(Listing listing, Wallet.Holding holding, Margin margin, Moment now) {
        Symbol symbol = listing.market().symbol();
        String name = symbol.value();
        BigDecimal size = listing.market().contractSize();
        BigDecimal liquidation = margin.liquidationPrice(name);
        return new Position(
                symbol,
                Optional.of(name),
                Optional.of(Instant.ofEpochMilli(now.millis())),
                new Position.Size(
                        holding.contracts().signum() > 0
                                ? Position.Direction.LONG
                                : Position.Direction.SHORT,
                        new Quantity(holding.contracts().abs()),
                        size,
                        margin.notional(name).abs()),
                new Position.Prices(
                        Optional.of(average(holding.cost(), holding.contracts().multiply(size))),
                        Optional.of(new Price(listing.priceAt(now.second()))),
                        liquidation.signum() > 0
                                ? Optional.of(new Price(liquidation))
                                : Optional.empty()),
                new Position.Margin(
                        MarginMode.CROSS,
                        Optional.of(margin.leverage(name)),
                        Optional.of(margin.initial(name)),
                        Optional.of(margin.maintenance(name)),
                        Optional.of(margin.unrealised(name))),
                Json.raw(holding));
    }

    static Leverage leverage(Listing listing, BigDecimal leverage) {
        return new Leverage(
                listing.market().symbol(),
                MarginMode.CROSS,
                leverage,
                Json.raw(Map.of("leverage", leverage)));
    }
}

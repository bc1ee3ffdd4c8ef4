package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryPaperAccounts;
import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody with a key, a clock and one market of the paper exchange. */
final class Trader {
    static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    static final long SEED = 42;

    final HandMovedClock clock;
    final Connector connector;
    final Market market;
    final MarketList markets;
    final KeyHolder keys;
    private final PaperAccounts accounts;
    private int orders;

    private Trader(HandMovedClock clock, PaperAccounts accounts, String symbol, KeyHolder keys) {
        this.clock = clock;
        this.accounts = accounts;
        this.keys = keys;
        MarketType type = symbol.contains(":") ? MarketType.SWAP : MarketType.SPOT;
        connector = new PaperExchange(SEED, accounts, clock).open(type, Environment.LIVE);
        markets = new MarketList(answer(connector.loadMarkets()));
        market =
                markets.all().stream()
                        .filter(m -> m.symbol().value().equals(symbol))
                        .findFirst()
                        .orElseThrow();
    }

    static Trader on(String symbol) {
        return new Trader(
                new HandMovedClock(START), new InMemoryPaperAccounts(), symbol, key("ann"));
    }

    static KeyHolder key(String key) {
        return new KeyHolder(
                new UserId(new UUID(0, 1)),
                new ApiCredential(Secret.of(key), Secret.of("secret"), Secret.of("")),
                Optional.empty());
    }

    /** The same account, another market. */
    Trader alsoOn(String symbol) {
        return new Trader(clock, accounts, symbol, keys);
    }

    /** Another replica: the same accounts, everything else made anew. */
    Trader elsewhere(HandMovedClock itsClock) {
        return new Trader(itsClock, accounts, market.symbol().value(), keys);
    }

    /** What is stored of the account, as it is. */
    AccountState state() {
        return Json.readAccount(
                accounts.change(
                        AccountName.of(keys.credential()),
                        keys.holder(),
                        clock.instant(),
                        stored ->
                                new PaperAccounts.Changed<>(
                                        stored.orElseThrow(), stored.orElseThrow())));
    }

    static <T> T answer(Reply<T> reply) {
        return switch (reply) {
            case Reply.Answered<T>(var value) -> value;
            case Reply.Failed<T>(var fault) -> throw new AssertionError(fault);
        };
    }

    static <T> ExchangeFault fault(Reply<T> reply) {
        return switch (reply) {
            case Reply.Answered<T>(var value) -> throw new AssertionError(value);
            case Reply.Failed<T>(var fault) -> fault;
        };
    }

    Placed send(Side side, Pricing pricing, String amount, Terms terms) {
        orders++;
        return send(market.ids().market() + "-" + orders, side, pricing, amount, terms);
    }

    Placed send(String id, Side side, Pricing pricing, String amount, Terms terms) {
        return connector.place(
                keys,
                market,
                new Dispatch(
                        new OrderTicket(
                                new ClientOrderId(id),
                                market.symbol(),
                                side,
                                pricing,
                                Quantity.of(amount),
                                terms),
                        Instant.EPOCH));
    }

    Order placed(Side side, Pricing pricing, String amount, Terms terms) {
        return switch (send(side, pricing, amount, terms)) {
            case Placed.Accepted(var order) -> order;
            case Placed.Rejected(var fault) -> throw new AssertionError(fault);
            case Placed.Unconfirmed(_, var fault) -> throw new AssertionError(fault);
        };
    }

    String refusal(Side side, Pricing pricing, String amount, Terms terms) {
        return switch (send(side, pricing, amount, terms)) {
            case Placed.Accepted(var order) -> throw new AssertionError(order);
            case Placed.Rejected(var fault) -> fault.said().orElseThrow().code();
            case Placed.Unconfirmed(_, var fault) -> throw new AssertionError(fault);
        };
    }

    static Pricing atMarket() {
        return new Pricing.AtMarket();
    }

    static Pricing at(BigDecimal price) {
        return new Pricing.AtLimit(new Price(price));
    }

    static Terms in(TimeInForce timeInForce) {
        return new Terms(Optional.of(timeInForce), false, Optional.empty());
    }

    static Terms when(Trigger.Kind kind, BigDecimal price) {
        return new Terms(Optional.empty(), false, Optional.of(new Trigger(kind, new Price(price))));
    }

    static Terms reducing() {
        return new Terms(Optional.empty(), true, Optional.empty());
    }

    /** The order as the exchange tells of it now. */
    Order now(Order order) {
        return answer(connector.orders(keys, markets, Optional.empty(), Page.DEFAULT)).stream()
                .filter(o -> o.id().equals(order.id()))
                .findFirst()
                .orElseThrow();
    }

    List<Order> open() {
        return answer(connector.openOrders(keys, markets, Optional.empty(), Page.DEFAULT));
    }

    List<Trade> trades() {
        return answer(connector.myTrades(keys, markets, Optional.empty(), Page.DEFAULT));
    }

    List<Position> positions() {
        return answer(connector.positions(keys, markets, List.of()));
    }

    List<LedgerEntry> ledger() {
        return answer(connector.ledger(keys, Optional.empty(), Page.DEFAULT));
    }

    Balance.Holding holding(String currency) {
        return answer(connector.balance(keys))
                .holdings()
                .getOrDefault(
                        new Currency(currency),
                        new Balance.Holding(BigDecimal.ZERO, BigDecimal.ZERO));
    }

    OrderBook book() {
        return answer(connector.orderBook(market, Optional.empty()));
    }

    BigDecimal ask() {
        return book().asks().getFirst().price().value();
    }

    BigDecimal bid() {
        return book().bids().getFirst().price().value();
    }

    BigDecimal last() {
        return answer(connector.ticker(market)).range().last().orElseThrow().value();
    }

    /** The last price moved by some thousandths, on the tick. */
    BigDecimal lastPlusThousandths(int thousandths) {
        BigDecimal tick = market.steps().price().orElseThrow();
        return last().multiply(new BigDecimal(1000 + thousandths).movePointLeft(3))
                .divide(tick, 0, RoundingMode.HALF_EVEN)
                .multiply(tick);
    }

    /** Lets time pass by the minute until the last price is at or beyond a level. */
    void untilPriceIs(Side beyond, BigDecimal level) {
        for (int i = 0; i < 200_000; i++) {
            clock.advance(Duration.ofMinutes(1));
            int compared = last().compareTo(level);
            if (beyond == Side.BUY ? compared >= 0 : compared <= 0) {
                return;
            }
        }
        throw new AssertionError("the price never got there");
    }
}

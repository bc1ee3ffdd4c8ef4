package cc.profitmaker.application.testing;

import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.KeyReport;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One exchange, {@code paper}, that does as it was told: it lists given markets, quotes one price,
 * fails when scripted to, and remembers every call that would have left this machine.
 */
public final class ScriptedExchange implements ExchangeGateway {
    private static final ExchangeId PAPER = new ExchangeId("paper");

    /** What would have been sent, in order. */
    public final List<String> sent = new CopyOnWriteArrayList<>();

    /** Whose part each of them took. */
    public final List<Optional<UserId>> shares = new CopyOnWriteArrayList<>();

    public final List<OrderTicket> orders = new CopyOnWriteArrayList<>();
    private final List<Market> markets;
    private volatile Optional<ExchangeFault> failure = Optional.empty();
    private volatile Set<OrderParam> orderParams = EnumSet.allOf(OrderParam.class);
    private volatile Set<Capability> offered = EnumSet.allOf(Capability.class);
    private volatile KeyReport report = KeyReport.SILENT;
    private volatile Price price = Price.of("50000");
    private volatile Optional<Price> bid = Optional.of(price);
    private volatile Optional<Price> ask = Optional.of(price);
    private volatile Function<ClientOrderId, Reply<LookUp>> lookUps =
            _ -> Reply.failed(Kind.TIMED_OUT);
    private volatile Function<Optional<Symbol>, Reply<List<Order>>> open =
            _ -> Reply.answered(List.of());
    private volatile Runnable meanwhile = () -> {};
    private volatile Runnable whileReading = () -> {};
    private volatile Optional<Instant> bookAt = Optional.of(Fixtures.NOON);
    private volatile Function<OrderTicket, Placed> fate = ScriptedExchange::accept;

    private volatile List<Order> history = List.of();
    private volatile Map<Currency, Balance.Holding> holdings = Map.of();
    private volatile Supplier<List<Trade>> traded = List::of;

    public ScriptedExchange(List<Market> markets) {
        this.markets = List.copyOf(markets);
    }

    public static ScriptedExchange withSpotMarkets() {
        return new ScriptedExchange(Fixtures.spotMarkets());
    }

    /** From now on every call fails so. */
    public void failWith(ExchangeFault fault) {
        failure = Optional.of(fault);
    }

    public void recover() {
        failure = Optional.empty();
    }

    public void allowOnly(Set<OrderParam> params) {
        orderParams = Set.copyOf(params);
    }

    public void offerOnly(Set<Capability> capabilities) {
        offered = Set.copyOf(capabilities);
    }

    /** From now on everything trades at this price. */
    public void quote(String lastPrice) {
        price = Price.of(lastPrice);
        bid = Optional.of(price);
        ask = Optional.of(price);
    }

    /** From now on the best bid and ask are these; the last price stays. */
    public void quote(Optional<Price> bestBid, Optional<Price> bestAsk) {
        bid = bestBid;
        ask = bestAsk;
    }

    /** What the exchange says its book is as of, from now on. */
    public void bookAt(Optional<Instant> time) {
        bookAt = time;
    }

    /** What it says is open from now on, of one market or of all. */
    public void open(Function<Optional<Symbol>, Reply<List<Order>>> orders) {
        open = orders;
    }

    /** The account's orders, however they ended. */
    public void history(List<Order> orders) {
        history = List.copyOf(orders);
    }

    public void hold(Map<Currency, Balance.Holding> newHoldings) {
        holdings = Map.copyOf(newHoldings);
    }

    /** What was traded last, each time somebody asks from now on. */
    public void trade(Supplier<List<Trade>> trades) {
        traded = trades;
    }

    /** What becomes of orders from now on. */
    public void settle(Function<OrderTicket, Placed> orderFate) {
        fate = orderFate;
    }

    public static Placed accept(OrderTicket ticket) {
        return new Placed.Accepted(order(new OrderId("1"), ticket.symbol()));
    }

    public static Order order(OrderId id, Symbol symbol) {
        return new Order(
                id,
                Optional.empty(),
                symbol,
                new Order.Kind(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Order.Triggers.NONE),
                Order.Times.UNKNOWN,
                Order.Progress.UNKNOWN,
                RawPayload.NONE);
    }

    @Override
    public List<ExchangeId> exchanges() {
        return List.of(PAPER);
    }

    @Override
    public Reply<Capabilities> capabilities(Venue venue) {
        return venue.exchange().equals(PAPER)
                ? Reply.answered(
                        new Capabilities(
                                offered.stream()
                                        .collect(Collectors.toMap(c -> c, _ -> Support.NATIVE)),
                                List.of(Timeframe.ONE_MINUTE),
                                orderParams))
                : Reply.failed(Kind.UNKNOWN_EXCHANGE);
    }

    private <T> Reply<T> answer(Venue venue, Capability capability, String call, T value) {
        return capabilities(venue)
                .flatMap(
                        c -> {
                            if (!c.offers(capability)) {
                                return Reply.failed(Kind.NOT_OFFERED);
                            }
                            sent.add(call);
                            shares.add(Share.current());
                            return failure.<Reply<T>>map(Reply::failed)
                                    .orElseGet(() -> Reply.answered(value));
                        });
    }

    @Override
    public Reply<List<Market>> markets(Venue venue) {
        return capabilities(venue).map(_ -> markets);
    }

    @Override
    public Reply<Market> market(Venue venue, Symbol symbol) {
        return markets(venue)
                .flatMap(
                        all ->
                                all.stream()
                                        .filter(m -> m.symbol().equals(symbol))
                                        .findFirst()
                                        .map(Reply::answered)
                                        .orElseGet(() -> Reply.failed(Kind.UNKNOWN_SYMBOL)));
    }

    @Override
    public Reply<Ticker> ticker(Venue venue, Symbol symbol) {
        return market(venue, symbol)
                .flatMap(_ -> answer(venue, Capability.FETCH_TICKER, "ticker", ticker(symbol)));
    }

    private Ticker ticker(Symbol symbol) {
        return new Ticker(
                symbol,
                Optional.of(Fixtures.NOON),
                new Ticker.Quote(bid, Optional.empty(), ask, Optional.empty()),
                new Ticker.Range(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(price),
                        Optional.empty()),
                new Ticker.Change(Optional.empty(), Optional.empty(), Optional.empty()),
                new Ticker.Volume(Optional.empty(), Optional.empty(), Optional.empty()),
                RawPayload.NONE);
    }

    private static List<OrderBook.Level> level(Optional<Price> best) {
        return best.map(price -> new OrderBook.Level(price, Quantity.of("1"))).stream().toList();
    }

    @Override
    public Reply<OrderBook> orderBook(Venue venue, Symbol symbol, Optional<Integer> limit) {
        return market(venue, symbol)
                .flatMap(
                        _ ->
                                answer(
                                        venue,
                                        Capability.FETCH_ORDER_BOOK,
                                        "orderBook",
                                        new OrderBook(
                                                symbol,
                                                bookAt,
                                                Optional.empty(),
                                                level(bid),
                                                level(ask))));
    }

    @Override
    public Reply<List<Trade>> trades(Venue venue, Symbol symbol, Page page) {
        return market(venue, symbol)
                .flatMap(_ -> answer(venue, Capability.FETCH_TRADES, "trades", traded.get()));
    }

    @Override
    public Reply<List<Candle>> candles(Venue venue, Symbol symbol, Timeframe timeframe, Page page) {
        return market(venue, symbol)
                .flatMap(_ -> answer(venue, Capability.FETCH_OHLCV, "candles", List.of()));
    }

    private <T> Reply<T> privately(
            Venue venue, Permit permit, Operation operation, Capability capability, T value) {
        permit.mustBeFor(operation);
        Runnable now = whileReading;
        whileReading = () -> {};
        now.run();
        return answer(venue, capability, operation.name(), value);
    }

    /** What happens while an account is read the next time. */
    public void whileReading(Runnable what) {
        whileReading = what;
    }

    @Override
    public Reply<Balance> balance(Venue venue, Permit permit, ApiCredential credential) {
        return privately(
                venue,
                permit,
                Operation.FETCH_BALANCE,
                Capability.FETCH_BALANCE,
                new Balance(Optional.empty(), holdings, RawPayload.NONE));
    }

    @Override
    public Reply<List<Order>> orders(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page) {
        return privately(venue, permit, Operation.FETCH_ORDERS, Capability.FETCH_ORDERS, history);
    }

    @Override
    public Reply<List<Order>> openOrders(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page) {
        return privately(
                        venue,
                        permit,
                        Operation.FETCH_OPEN_ORDERS,
                        Capability.FETCH_OPEN_ORDERS,
                        symbol)
                .flatMap(open);
    }

    @Override
    public Reply<List<Trade>> myTrades(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page) {
        return privately(
                venue, permit, Operation.FETCH_MY_TRADES, Capability.FETCH_MY_TRADES, List.of());
    }

    @Override
    public Reply<List<Position>> positions(
            Venue venue, Permit permit, ApiCredential credential, Set<Symbol> symbols) {
        return privately(
                venue, permit, Operation.FETCH_POSITIONS, Capability.FETCH_POSITIONS, List.of());
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Currency> code,
            Page page) {
        return privately(venue, permit, Operation.FETCH_LEDGER, Capability.FETCH_LEDGER, List.of());
    }

    @Override
    public Reply<List<Leverage>> leverages(
            Venue venue, Permit permit, ApiCredential credential, Set<Symbol> symbols) {
        return privately(
                venue, permit, Operation.FETCH_LEVERAGES, Capability.FETCH_LEVERAGES, List.of());
    }

    @Override
    public Reply<Leverage> setLeverage(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Symbol symbol,
            BigDecimal leverage) {
        return privately(
                venue,
                permit,
                Operation.SET_LEVERAGES,
                Capability.SET_LEVERAGE,
                new Leverage(symbol, MarginMode.CROSS, leverage, RawPayload.NONE));
    }

    @Override
    public Placed place(Venue venue, Permit permit, ApiCredential credential, Dispatch order) {
        OrderTicket ticket = order.ticket();
        permit.mustBeFor(Operation.CREATE_ORDER);
        sent.add(Operation.CREATE_ORDER.name());
        orders.add(ticket);
        return fate.apply(ticket);
    }

    @Override
    public Reply<KeyReport> inspect(ExchangeId exchange, Permit permit, ApiCredential credential) {
        permit.mustBeFor(Operation.INSPECT_KEY);
        sent.add("INSPECT_KEY");
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        return failure.<Reply<KeyReport>>map(Reply::failed).orElseGet(() -> Reply.answered(report));
    }

    /** What happens while the next key is inspected. */
    public void whileInspecting(Runnable what) {
        meanwhile = what;
    }

    /** What is told of every key from now on. */
    public void report(KeyReport keyReport) {
        report = keyReport;
    }

    /** What it knows under client order ids from now on. */
    public void lookUps(Function<ClientOrderId, Reply<LookUp>> answers) {
        lookUps = answers;
    }

    @Override
    public Reply<LookUp> lookUp(
            Venue venue, Permit permit, ApiCredential credential, Symbol symbol, Sought order) {
        permit.mustBeFor(Operation.FETCH_ORDERS);
        sent.add("lookUp");
        return lookUps.apply(order.id());
    }

    @Override
    public Reply<Order> cancel(
            Venue venue, Permit permit, ApiCredential credential, OrderId order, Symbol symbol) {
        return market(venue, symbol)
                .flatMap(
                        _ ->
                                privately(
                                        venue,
                                        permit,
                                        Operation.CANCEL_ORDER,
                                        Capability.CANCEL_ORDER,
                                        order(order, symbol)));
    }
}

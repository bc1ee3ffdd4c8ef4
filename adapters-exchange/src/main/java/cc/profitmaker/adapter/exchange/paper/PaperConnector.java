package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One market type of the paper exchange. */
final class PaperConnector implements Connector {
    private static final Set<Capability> EVERYWHERE =
            Set.of(
                    Capability.FETCH_MARKETS,
                    Capability.FETCH_TICKER,
                    Capability.FETCH_ORDER_BOOK,
                    Capability.FETCH_TRADES,
                    Capability.FETCH_OHLCV,
                    Capability.FETCH_BALANCE,
                    Capability.FETCH_ORDERS,
                    Capability.FETCH_OPEN_ORDERS,
                    Capability.FETCH_MY_TRADES,
                    Capability.FETCH_LEDGER,
                    Capability.CREATE_ORDER,
                    Capability.CANCEL_ORDER);
    private static final Set<Capability> SWAP_ONLY =
            Set.of(Capability.FETCH_POSITIONS, Capability.FETCH_LEVERAGES, Capability.SET_LEVERAGE);

    private final MarketType type;
    private final Listings listings;
    private final InstantSource clock;
    private final Desk desk;

    PaperConnector(MarketType type, Listings listings, InstantSource clock, Desk desk) {
        this.type = type;
        this.listings = listings;
        this.clock = clock;
        this.desk = desk;
    }

    @Override
    public Capabilities capabilities() {
        boolean swap = type == MarketType.SWAP;
        var has = new EnumMap<Capability, Support>(Capability.class);
        EVERYWHERE.forEach(capability -> has.put(capability, Support.NATIVE));
        var params = EnumSet.allOf(OrderParam.class);
        if (swap) {
            SWAP_ONLY.forEach(capability -> has.put(capability, Support.NATIVE));
        } else {
            params.remove(OrderParam.REDUCE_ONLY);
        }
        return new Capabilities(has, Bars.OFFERED, params);
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return Reply.answered(listings.of(type).stream().map(Listing::market).toList());
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return of(market).map(listing -> new PublicFeed(listing, clock.instant()).ticker());
    }

    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        return of(market).map(listing -> new PublicFeed(listing, clock.instant()).orderBook(limit));
    }

    @Override
    public Reply<List<Trade>> trades(Market market, Page page) {
        return of(market).map(listing -> new PublicFeed(listing, clock.instant()).trades(page));
    }

    @Override
    public Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        return Bars.OFFERED.contains(timeframe)
                ? of(market)
                        .map(listing -> new Bars(listing, timeframe, clock.instant()).list(page))
                : Reply.failed(Kind.NOT_OFFERED);
    }

    /** Any pair is a key here, and paper money does not leave. */
    @Override
    public Reply<KeyReport> inspect(KeyHolder keys) {
        return Reply.answered(
                new KeyReport(
                        Optional.of(
                                Set.of(
                                        Permission.READ,
                                        Permission.SPOT_TRADE,
                                        Permission.DERIVATIVES_TRADE)),
                        Optional.of(false),
                        Optional.empty()));
    }

    @Override
    public Reply<Balance> balance(KeyHolder keys) {
        return desk.serve(
                keys,
                (account, now) ->
                        Reply.answered(
                                Unified.balance(
                                        account, Margin.of(listings, account, now.second()), now)));
    }

    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return desk.serve(
                keys,
                (account, _) -> Reply.answered(unified(account, account.orders(), market, page)));
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return desk.serve(
                keys,
                (account, _) -> Reply.answered(unified(account, account.open(), market, page)));
    }

    private List<Order> unified(
            Account account, List<PaperOrder> orders, Optional<Market> market, Page page) {
        List<PaperOrder> wanted =
                orders.stream().filter(order -> isWanted(order.symbol(), market)).toList();
        return cut(wanted, order -> order.progress().times().placed(), page).stream()
                .map(order -> Unified.order(listing(order.symbol()), order, account.trades()))
                .toList();
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return desk.serve(
                keys,
                (account, _) -> {
                    List<PaperTrade> wanted =
                            account.trades().stream()
                                    .filter(trade -> isWanted(trade.symbol(), market))
                                    .toList();
                    return Reply.answered(
                            cut(wanted, PaperTrade::time, page).stream()
                                    .map(trade -> Unified.trade(listing(trade.symbol()), trade))
                                    .toList());
                });
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return desk.serve(
                keys,
                (account, _) -> {
                    List<AccountState.Entry> wanted =
                            account.ledger().stream()
                                    .filter(
                                            entry ->
                                                    code.map(Currency::code)
                                                            .map(entry.currency()::equals)
                                                            .orElse(true))
                                    .toList();
                    return Reply.answered(
                            cut(wanted, AccountState.Entry::time, page).stream()
                                    .map(Unified::ledger)
                                    .toList());
                });
    }

    @Override
    public Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        if (type != MarketType.SWAP) {
            return Reply.failed(Kind.NOT_OFFERED);
        }
        return desk.serve(
                keys,
                (account, now) -> {
                    var margin = Margin.of(listings, account, now.second());
                    return Reply.answered(
                            account.wallet().positions().entrySet().stream()
                                    .filter(held -> isAmong(held.getKey(), wanted))
                                    .map(
                                            held ->
                                                    Unified.position(
                                                            listing(held.getKey()),
                                                            held.getValue(),
                                                            margin,
                                                            now))
                                    .toList());
                });
    }

    @Override
    public Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        if (type != MarketType.SWAP) {
            return Reply.failed(Kind.NOT_OFFERED);
        }
        return desk.serve(
                keys,
                (account, _) ->
                        Reply.answered(
                                listings.of(type).stream()
                                        .filter(
                                                listing ->
                                                        isAmong(
                                                                listing.market().symbol().value(),
                                                                wanted))
                                        .map(listing -> leverage(account.leverages(), listing))
                                        .toList()));
    }

    private static Leverage leverage(Map<String, BigDecimal> chosen, Listing listing) {
        return Unified.leverage(
                listing,
                chosen.getOrDefault(listing.market().symbol().value(), Margin.DEFAULT_LEVERAGE));
    }

    @Override
    public Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        if (type != MarketType.SWAP) {
            return Reply.failed(Kind.NOT_OFFERED);
        }
        return of(market)
                .flatMap(
                        listing ->
                                desk.lever(keys, listing, leverage)
                                        .map(chosen -> Unified.leverage(listing, chosen)));
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        Reply<Order> reply =
                of(market).flatMap(listing -> desk.place(keys, listing, dispatch.ticket()));
        return switch (reply) {
            case Reply.Answered<Order>(var order) -> new Placed.Accepted(order);
            case Reply.Failed<Order>(var fault) -> new Placed.Rejected(fault);
        };
    }

    /** An order is kept in the transaction that places it: what is not there now never will be. */
    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return orders(
                        keys,
                        markets,
                        Optional.of(market),
                        new Page(Optional.empty(), Optional.empty()))
                .flatMap(
                        all -> desk.mayHaveForgotten(keys).map(forgot -> told(all, order, forgot)));
    }

    private static LookUp told(List<Order> all, Sought sought, boolean forgot) {
        var name = Optional.of(sought.id().value());
        return new LookUp(
                all.stream().filter(order -> order.clientOrderId().equals(name)).findFirst(),
                // What it does not know it never had: nothing is on its way to it.
                Optional.of(new Absence(Duration.ZERO, Duration.ofDays(30))).filter(_ -> !forgot));
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return of(market).flatMap(listing -> desk.cancel(keys, listing, order));
    }

    private Reply<Listing> of(Market market) {
        return listings.find(market.symbol())
                .filter(listing -> listing.market().type() == type)
                .map(Reply::answered)
                .orElseGet(() -> Reply.failed(Kind.UNKNOWN_SYMBOL));
    }

    private Listing listing(String symbol) {
        return listings.find(new Symbol(symbol)).orElseThrow();
    }

    private boolean isWanted(String symbol, Optional<Market> market) {
        return market.map(m -> m.symbol().value().equals(symbol))
                .orElseGet(() -> listing(symbol).market().type() == type);
    }

    private static boolean isAmong(String symbol, List<Market> wanted) {
        return wanted.isEmpty()
                || wanted.stream().anyMatch(market -> market.symbol().value().equals(symbol));
    }

    /** From {@code since} on the first ones, else the latest; oldest first. */
    private static <T> List<T> cut(List<T> rows, Function<T, Long> time, Page page) {
        int limit = page.limit().orElse(Page.MAX);
        if (page.since().isEmpty()) {
            return rows.subList(Math.max(0, rows.size() - limit), rows.size());
        }
        long since = Moments.millisFrom(page.since().get());
        return rows.stream().filter(row -> time.apply(row) >= since).limit(limit).toList();
    }
}

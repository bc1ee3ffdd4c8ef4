package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Ear;
import cc.profitmaker.adapter.exchange.feed.FeedClient;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.application.stream.AccountBells;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.stream.Topic;
import cc.profitmaker.domain.vault.KeyReport;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Every exchange this server knows, behind one port. It decides here, once for all connectors, what
 * needs no exchange to decide: whether the venue exists and offers the call, whether the permit
 * fits, and whether the symbol is listed. Only then does a connector speak to its exchange.
 */
public final class Exchanges implements ExchangeGateway, Upstreams, AccessChanges, AutoCloseable {
    static final Duration LIST_KEPT = Duration.ofMinutes(10);
    private static final int MOST_LISTS = 256;

    private final ExchangesConfig config;
    private final RestClient http;
    private final ClientCache clients;
    private final InstantSource clock;
    private final SharedReplies<Venue, MarketList> lists;
    private final PublicReads reads;
    private final RestingKeys resting;
    private final Venues venues;
    private final OwnFeeds own;
    private final OwnBells bells;

    /**
     * Opens nothing yet; each exchange is asked when somebody asks for it.
     *
     * @param others exchanges that do not live on the network, such as the paper one
     */
    public Exchanges(
            ExchangesConfig config,
            Map<ExchangeId, Connector.Factory> others,
            InstantSource clock) {
        this(config, others, clock, Tempo.DEFAULT);
    }

    /** The same with feeds of another patience. */
    Exchanges(
            ExchangesConfig config,
            Map<ExchangeId, Connector.Factory> others,
            InstantSource clock,
            Tempo tempo) {
        this.config = config;
        this.clock = clock;
        HttpSwitches.install();
        var time = com.github.benmanes.caffeine.cache.Ticker.systemTicker();
        lists = new SharedReplies<>(MOST_LISTS, LIST_KEPT, time);
        reads = new PublicReads(time);
        resting = new RestingKeys(time);
        clients = new ClientCache(clock);
        http = new RestClient(config.patience().connect(), config.patience().answer(), clock);
        Function<ExchangeId, Upstream> upstream =
                id ->
                        new Upstream(
                                http.callingFor(id),
                                clients,
                                config.of(id),
                                config.brokerAt(id),
                                clock);
        Map<ExchangeId, Connector.Factory> factories = new HashMap<>(others);
        KnownExchanges.open(upstream)
                .forEach(
                        (id, factory) -> {
                            if (factories.putIfAbsent(id, factory) != null) {
                                throw new IllegalArgumentException("two exchanges named " + id);
                            }
                        });
        venues = new Venues(factories);
        var sockets = new FeedClient(config.patience().connect());
        own = new OwnFeeds(KnownFeeds.open(upstream)::of, sockets, tempo);
        bells =
                new OwnBells(
                        venue -> privateFeed(venue, config.of(venue.exchange())),
                        resting,
                        sockets,
                        tempo);
    }

    /** The exchanges on the network: those whose hosts can be configured. */
    public static Set<ExchangeId> configurable() {
        return KnownExchanges.ids();
    }

    /** Those of them whose own streams are listened to, on some venue at least. */
    public static Set<ExchangeId> withFeeds() {
        var all = new HashSet<>(KnownFeeds.exchanges());
        all.addAll(KnownExchanges.ringing());
        return Set.copyOf(all);
    }

    /** Where an exchange is asked whether it is there: live, on spot if it has that. */
    public Venue first(ExchangeId exchange) {
        return venues.first(exchange);
    }

    private interface Call<T> {
        Reply<T> to(Connector connector, Market market);
    }

    private interface AccountCall<T> {
        Reply<T> to(Connector connector, MarketList markets, Optional<Market> market);
    }

    private Reply<MarketList> list(Venue venue, Connector connector) {
        return lists.of(venue, () -> connector.loadMarkets().map(MarketList::new));
    }

    private static Reply<Market> listed(MarketList markets, Symbol symbol) {
        return markets.find(symbol)
                .map(Reply::answered)
                .orElseGet(() -> Reply.failed(Kind.UNKNOWN_SYMBOL));
    }

    private <T> Reply<T> ask(Venue venue, Capability needed, Symbol symbol, Call<T> call) {
        return venues.find(venue, needed)
                .flatMap(
                        connector ->
                                list(venue, connector)
                                        .flatMap(markets -> listed(markets, symbol))
                                        .flatMap(market -> call.to(connector, market)));
    }

    private <T> Reply<T> askAccount(
            Venue venue, Capability needed, Optional<Symbol> symbol, AccountCall<T> call) {
        return venues.find(venue, needed)
                .flatMap(
                        connector ->
                                list(venue, connector)
                                        .flatMap(
                                                markets ->
                                                        symbol.map(s -> listed(markets, s))
                                                                .map(m -> m.map(Optional::of))
                                                                .orElse(
                                                                        Reply.answered(
                                                                                Optional.empty()))
                                                                .flatMap(
                                                                        market ->
                                                                                call.to(
                                                                                        connector,
                                                                                        markets,
                                                                                        market))));
    }

    private static Reply<List<Market>> listed(MarketList markets, Set<Symbol> symbols) {
        var found = new ArrayList<Market>();
        for (Symbol symbol :
                symbols.stream().sorted(Comparator.comparing(Symbol::value)).toList()) {
            Optional<Market> market = markets.find(symbol);
            if (market.isEmpty()) {
                return Reply.failed(Kind.UNKNOWN_SYMBOL);
            }
            found.add(market.get());
        }
        return Reply.answered(List.copyOf(found));
    }

    @Override
    public List<ExchangeId> exchanges() {
        return venues.exchanges();
    }

    @Override
    public Reply<Capabilities> capabilities(Venue venue) {
        return venues.find(venue)
                .map(Connector::capabilities)
                .map(offered -> own.of(venue, offered))
                .map(Feeds::emulating);
    }

    @Override
    public Reply<List<Market>> markets(Venue venue) {
        return venues.find(venue).flatMap(connector -> list(venue, connector)).map(MarketList::all);
    }

    @Override
    public Reply<Market> market(Venue venue, Symbol symbol) {
        return venues.find(venue)
                .flatMap(connector -> list(venue, connector))
                .flatMap(markets -> listed(markets, symbol));
    }

    @Override
    public Reply<Ticker> ticker(Venue venue, Symbol symbol) {
        return reads.ticker(
                venue,
                symbol,
                () -> ask(venue, Capability.FETCH_TICKER, symbol, Connector::ticker));
    }

    @Override
    public Reply<OrderBook> orderBook(Venue venue, Symbol symbol, Optional<Integer> limit) {
        return reads.book(
                venue,
                symbol,
                limit,
                () ->
                        ask(
                                venue,
                                Capability.FETCH_ORDER_BOOK,
                                symbol,
                                (connector, market) -> connector.orderBook(market, limit)));
    }

    @Override
    public Reply<List<Trade>> trades(Venue venue, Symbol symbol, Page page) {
        return reads.trades(
                venue,
                symbol,
                page,
                () ->
                        ask(
                                venue,
                                Capability.FETCH_TRADES,
                                symbol,
                                (connector, market) -> connector.trades(market, page)));
    }

    @Override
    public Reply<List<Candle>> candles(Venue venue, Symbol symbol, Timeframe timeframe, Page page) {
        return reads.candles(
                venue,
                symbol,
                timeframe,
                page,
                () ->
                        ask(
                                venue,
                                Capability.FETCH_OHLCV,
                                symbol,
                                (connector, market) ->
                                        connector.capabilities().timeframes().contains(timeframe)
                                                ? connector.candles(market, timeframe, page)
                                                : Reply.failed(Kind.NOT_OFFERED)));
    }

    @Override
    public Reply<Balance> balance(Venue venue, Permit permit, ApiCredential credential) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_BALANCE, credential);
        return venues.find(venue, Capability.FETCH_BALANCE)
                .flatMap(connector -> resting.guarded(venue, keys, () -> connector.balance(keys)));
    }

    @Override
    public Reply<List<Order>> orders(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_ORDERS, credential);
        return askAccount(
                venue,
                Capability.FETCH_ORDERS,
                symbol,
                (connector, markets, market) ->
                        resting.guarded(
                                venue, keys, () -> connector.orders(keys, markets, market, page)));
    }

    @Override
    public Reply<List<Order>> openOrders(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_OPEN_ORDERS, credential);
        return askAccount(
                venue,
                Capability.FETCH_OPEN_ORDERS,
                symbol,
                (connector, markets, market) ->
                        resting.guarded(
                                venue,
                                keys,
                                () -> connector.openOrders(keys, markets, market, page)));
    }

    @Override
    public Reply<List<Trade>> myTrades(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_MY_TRADES, credential);
        return askAccount(
                venue,
                Capability.FETCH_MY_TRADES,
                symbol,
                (connector, markets, market) ->
                        resting.guarded(
                                venue,
                                keys,
                                () -> connector.myTrades(keys, markets, market, page)));
    }

    @Override
    public Reply<List<Position>> positions(
            Venue venue, Permit permit, ApiCredential credential, Set<Symbol> symbols) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_POSITIONS, credential);
        return askAccount(
                venue,
                Capability.FETCH_POSITIONS,
                Optional.empty(),
                (connector, markets, _) ->
                        listed(markets, symbols)
                                .flatMap(
                                        wanted ->
                                                resting.guarded(
                                                        venue,
                                                        keys,
                                                        () ->
                                                                connector.positions(
                                                                        keys, markets, wanted))));
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Currency> code,
            Page page) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_LEDGER, credential);
        return venues.find(venue, Capability.FETCH_LEDGER)
                .flatMap(
                        connector ->
                                resting.guarded(
                                        venue, keys, () -> connector.ledger(keys, code, page)));
    }

    @Override
    public Reply<List<Leverage>> leverages(
            Venue venue, Permit permit, ApiCredential credential, Set<Symbol> symbols) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_LEVERAGES, credential);
        return askAccount(
                venue,
                Capability.FETCH_LEVERAGES,
                Optional.empty(),
                (connector, markets, _) ->
                        listed(markets, symbols)
                                .flatMap(
                                        wanted ->
                                                resting.guarded(
                                                        venue,
                                                        keys,
                                                        () ->
                                                                connector.leverages(
                                                                        keys, markets, wanted))));
    }

    @Override
    public Reply<Leverage> setLeverage(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Symbol symbol,
            BigDecimal leverage) {
        KeyHolder keys = KeyHolder.of(permit, Operation.SET_LEVERAGES, credential);
        return ask(
                venue,
                Capability.SET_LEVERAGE,
                symbol,
                (connector, market) ->
                        resting.guarded(
                                venue, keys, () -> connector.setLeverage(keys, market, leverage)));
    }

    @Override
    public Placed place(Venue venue, Permit permit, ApiCredential credential, Dispatch order) {
        KeyHolder keys = KeyHolder.of(permit, Operation.CREATE_ORDER, credential);
        Reply<Placed> reply =
                ask(
                        venue,
                        Capability.CREATE_ORDER,
                        order.ticket().symbol(),
                        (connector, market) ->
                                order.isLate(clock.instant())
                                        ? Reply.failed(Kind.TIMED_OUT)
                                        : Reply.answered(
                                                resting.rests(venue, keys)
                                                        .<Placed>map(Placed.Rejected::new)
                                                        .orElseGet(
                                                                () ->
                                                                        connector.place(
                                                                                keys, market,
                                                                                order))));
        return switch (reply) {
            case Reply.Answered<Placed>(var placed) -> {
                if (placed instanceof Placed.Rejected(var fault)) {
                    resting.told(venue, keys, fault);
                }
                yield placed;
            }
            // Whatever failed before the connector had the ticket: nothing was sent.
            case Reply.Failed<Placed>(var fault) -> new Placed.Rejected(fault);
        };
    }

    @Override
    public Reply<LookUp> lookUp(
            Venue venue, Permit permit, ApiCredential credential, Symbol symbol, Sought order) {
        KeyHolder keys = KeyHolder.of(permit, Operation.FETCH_ORDERS, credential);
        return askAccount(
                venue,
                Capability.FETCH_ORDERS,
                Optional.of(symbol),
                (connector, markets, market) ->
                        resting.guarded(
                                venue,
                                keys,
                                () ->
                                        connector.lookUp(
                                                keys, markets, market.orElseThrow(), order)));
    }

    @Override
    public Reply<Order> cancel(
            Venue venue, Permit permit, ApiCredential credential, OrderId order, Symbol symbol) {
        KeyHolder keys = KeyHolder.of(permit, Operation.CANCEL_ORDER, credential);
        return ask(
                venue,
                Capability.CANCEL_ORDER,
                symbol,
                (connector, market) ->
                        // Tried in any case: whoever cancels must not wait for somebody's bad read.
                        resting.told(venue, keys, connector.cancel(keys, market, order)));
    }

    @Override
    public Reply<KeyReport> inspect(ExchangeId exchange, Permit permit, ApiCredential credential) {
        KeyHolder keys = KeyHolder.of(permit, Operation.INSPECT_KEY, credential);
        Venue first = venues.first(exchange);
        return venues.find(first)
                .flatMap(connector -> resting.guarded(first, keys, () -> connector.inspect(keys)));
    }

    @Override
    public List<Standing> standings() {
        return exchanges().stream().map(id -> new Standing(id, place(id), http.hosts(id))).toList();
    }

    private Place place(ExchangeId exchange) {
        if (!KnownExchanges.ids().contains(exchange)) {
            return Place.HERE;
        }
        return config.hosts().containsKey(exchange) ? Place.CONFIGURED : Place.NETWORK;
    }

    /** Its list of markets, not one of those that are kept. */
    @Override
    public Reply<Integer> check(ExchangeId exchange) {
        return venues.find(first(exchange)).flatMap(Connector::loadMarkets).map(List::size);
    }

    @Override
    public void changed(AccountId account) {
        clients.forget(account);
    }

    @Override
    public void anyMayHaveChanged() {
        clients.forgetAllOfVaults();
    }

    /** Live market data of these exchanges; to be closed before them. */
    public Feeds feeds() {
        return new Feeds(this, new Natives());
    }

    /** What exchanges tell of accounts at once; to be closed before them. */
    public AccountBells bells() {
        return bells;
    }

    /** None where reads go to another world than the stream would come from. */
    private Optional<PrivateFeed> privateFeed(Venue venue, ExchangesConfig.Hosts hosts) {
        return venue.environment() != Environment.LIVE || hosts.isApart()
                ? Optional.empty()
                : switch (venues.find(venue)) {
                    case Reply.Answered<Connector>(var connector) -> connector.privateFeed();
                    case Reply.Failed<Connector> _ -> Optional.empty();
                };
    }

    private final class Natives implements Feeds.Natives {
        @Override
        public boolean tells(Topic topic) {
            return own.tells(topic.venue(), topic.type());
        }

        @Override
        public Reply<MarketFeed.Upstream> open(Topic topic, Ear ear) {
            return venues.find(topic.venue())
                    .flatMap(
                            connector ->
                                    market(topic.venue(), topic.symbol())
                                            .map(
                                                    market ->
                                                            own.open(
                                                                    topic,
                                                                    market,
                                                                    new FreshReads(
                                                                            connector, market),
                                                                    ear)));
        }

        @Override
        public void close() {
            own.close();
        }
    }

    /** How many connections the exchanges' own feeds keep up. */
    int feedConnections() {
        return own.connections();
    }

    /** Closes the clients of all users; calls in flight end unanswered. */
    @Override
    public void close() {
        own.close();
        venues.close();
        clients.close();
        http.close();
    }
}

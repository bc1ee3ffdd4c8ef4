package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.KeyReport;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** KuCoin's linear perpetual contracts. Sends what CCXT would send, and nothing besides. */
final class KucoinFutures implements Connector {
    private static final int LONGEST_ANSWER = 4 << 20;

    /** What CCXT asks for unless told otherwise; KuCoin tells of one currency at a time. */
    private static final String MARGIN_CURRENCY = "USDT";

    private final KucoinFuturesBoard board;
    private final KucoinDesk desk;
    private final KucoinFuturesRest rest;
    private final KucoinRest spot;

    /** Where the futures are, and the spot market, which alone tells of keys. */
    record Origins(URI futures, URI spot) {}

    KucoinFutures(Venue venue, Origins origins, Upstream upstream) {
        board = new KucoinFuturesBoard(origins.futures(), upstream);
        desk = new KucoinDesk(venue, origins.futures(), upstream);
        rest =
                RestInvoker.proxy(
                        KucoinFuturesRest.class,
                        upstream.http(),
                        origins.futures(),
                        LONGEST_ANSWER);
        spot = RestInvoker.proxy(KucoinRest.class, upstream.http(), origins.spot(), LONGEST_ANSWER);
    }

    @Override
    public Capabilities capabilities() {
        return KucoinOffer.SWAP;
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return board.loadMarkets();
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return board.ticker(market);
    }

    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        return board.orderBook(market, limit);
    }

    @Override
    public Reply<List<Trade>> trades(Market market, Page page) {
        return board.trades(market, page);
    }

    @Override
    public Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        return board.candles(market, timeframe, page);
    }

    @Override
    public Reply<Balance> balance(KeyHolder keys) {
        return desk.ask(
                keys,
                signature -> rest.account(MARGIN_CURRENCY, signature),
                KucoinFuturesQuotes::balance);
    }

    @Override
    public Reply<KeyReport> inspect(KeyHolder keys) {
        return desk.ask(keys, spot::key, body -> KucoinKeys.report(KucoinData.in(body)));
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return listed(keys, "active", markets, market, page);
    }

    /**
     * KuCoin lists the open ones and the others apart. The open ones are asked for first: one that
     * is done in between is in both answers, and the second counts.
     */
    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return listed(keys, "active", markets, market, page)
                .flatMap(
                        open ->
                                listed(keys, "done", markets, market, page)
                                        .map(
                                                done -> {
                                                    var byId = new LinkedHashMap<OrderId, Order>();
                                                    open.forEach(o -> byId.put(o.id(), o));
                                                    done.forEach(o -> byId.put(o.id(), o));
                                                    return page(List.copyOf(byId.values()), page);
                                                }));
    }

    private Reply<List<Order>> listed(
            KeyHolder keys, String status, MarketList markets, Optional<Market> market, Page page) {
        return desk.ask(
                keys,
                signature ->
                        rest.orders(
                                status,
                                market.map(KucoinFutures::id).orElse(null),
                                millis(page),
                                signature),
                body ->
                        page(
                                KucoinData.rows(body).stream()
                                        .flatMap(
                                                row ->
                                                        of(row, markets, market)
                                                                .map(
                                                                        m ->
                                                                                KucoinFuturesOrders
                                                                                        .read(
                                                                                                row,
                                                                                                m))
                                                                .stream())
                                        .toList(),
                                page));
    }

    /**
     * The market of a row; empty for a row of another market than asked for, or of one that is not
     * in the list and has no unified symbol.
     */
    private static Optional<Market> of(
            JsonFields row, MarketList markets, Optional<Market> wanted) {
        String symbol = row.need("symbol");
        return wanted.isPresent()
                ? wanted.filter(market -> id(market).equals(symbol))
                : markets.findById(symbol);
    }

    private static List<Order> page(List<Order> orders, Page page) {
        return Rows.page(orders, order -> order.times().placed().orElse(Instant.EPOCH), page);
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return desk.ask(
                keys,
                signature ->
                        rest.fills(
                                market.map(KucoinFutures::id).orElse(null),
                                millis(page),
                                page.limit().orElse(null),
                                signature),
                body ->
                        Rows.page(
                                KucoinData.rows(body).stream()
                                        .flatMap(
                                                row ->
                                                        of(row, markets, market)
                                                                .map(
                                                                        m ->
                                                                                KucoinTrades
                                                                                        .readOwn(
                                                                                                row,
                                                                                                m))
                                                                .stream())
                                        .toList(),
                                Trade::timestamp,
                                page));
    }

    @Override
    public Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return desk.ask(
                keys,
                rest::positions,
                body ->
                        KucoinData.rows(body).stream()
                                .flatMap(
                                        row ->
                                                markets
                                                        .findById(row.need("symbol"))
                                                        .filter(
                                                                market ->
                                                                        wanted.isEmpty()
                                                                                || wanted.contains(
                                                                                        market))
                                                        .flatMap(
                                                                market ->
                                                                        KucoinFuturesAccount
                                                                                .position(
                                                                                        row,
                                                                                        market))
                                                        .stream())
                                .toList());
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return desk.ask(
                keys,
                signature ->
                        rest.ledger(
                                millis(page),
                                code.map(KucoinMarkets::id).orElse(null),
                                page.limit().orElse(null),
                                signature),
                body ->
                        Rows.page(
                                KucoinData.rows(body).stream()
                                        .flatMap(row -> KucoinFuturesAccount.entry(row).stream())
                                        .filter(
                                                entry ->
                                                        code.map(entry.currency()::equals)
                                                                .orElse(true))
                                        .toList(),
                                LedgerEntry::timestamp,
                                page));
    }

    /** Of cross margin, which KuCoin keeps for each market; the others have it in each order. */
    @Override
    public Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        if (wanted.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        Reply<List<Leverage>> all = Reply.answered(List.of());
        for (Market market : wanted) {
            all = all.flatMap(known -> leverage(keys, market).map(next -> with(known, next)));
        }
        return all;
    }

    private static <T> List<T> with(List<T> known, T next) {
        var all = new ArrayList<T>(known);
        all.add(next);
        return List.copyOf(all);
    }

    private Reply<Leverage> leverage(KeyHolder keys, Market market) {
        return desk.ask(
                keys,
                signature -> rest.leverage(id(market), signature),
                body ->
                        new Leverage(
                                market.symbol(),
                                MarginMode.CROSS,
                                KucoinData.in(body).needDecimal("leverage"),
                                KucoinData.in(body).raw()));
    }

    @Override
    public Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        return desk.ask(
                keys,
                signature ->
                        rest.setLeverage(
                                Map.of(
                                        "symbol",
                                        id(market),
                                        "leverage",
                                        leverage.stripTrailingZeros().toPlainString()),
                                signature),
                body -> {
                    JsonFields answer = JsonFields.read(body);
                    if (!answer.truth("data").orElse(false)) {
                        throw new Nonsense("data is not true");
                    }
                    return new Leverage(market.symbol(), MarginMode.CROSS, leverage, answer.raw());
                });
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Optional<Map<String, Object>> order = KucoinFuturesTicket.body(ticket, market);
        return order.isEmpty()
                ? new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED))
                : KucoinDesk.ANSWERS.placed(
                        desk.signed(
                                keys, dispatch, signature -> rest.place(order.get(), signature)),
                        ticket.id(),
                        keys.credential(),
                        body -> KucoinFuturesOrders.read(KucoinData.in(body), market));
    }

    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return desk.find(
                        keys,
                        order,
                        signature -> rest.order(order.id().value(), signature),
                        row -> KucoinFuturesOrders.read(row, market))
                .map(found -> KucoinDesk.told(order, found));
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        return KucoinOrders.isInBook(order)
                ? desk.ask(
                        keys,
                        signature -> rest.cancel(order.value(), signature),
                        body -> KucoinOrders.canceled(KucoinData.in(body), market))
                : Reply.failed(Kind.ORDER_NOT_FOUND);
    }

    private static String id(Market market) {
        return market.ids().market();
    }

    private static Long millis(Page page) {
        return page.since().map(Instant::toEpochMilli).orElse(null);
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
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

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * KuCoin spot. Sends what CCXT would send for the same call, and nothing besides; always to the
 * trading account ("hf"), to which KuCoin has moved everybody.
 */
final class KucoinSpot implements Connector {

    private static final int LONGEST_ANSWER = 4 << 20;
    private static final String TRADING_ACCOUNT = "trade_hf";

    private final KucoinSpotBoard board;
    private final KucoinDesk desk;
    private final KucoinRest rest;

    KucoinSpot(Venue venue, URI origin, Upstream upstream) {
        board = new KucoinSpotBoard(origin, upstream);
        desk = new KucoinDesk(venue, origin, upstream);
        rest = RestInvoker.proxy(KucoinRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    @Override
    public Capabilities capabilities() {
        return KucoinOffer.SPOT;
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
                signature -> rest.accounts(TRADING_ACCOUNT, signature),
                body -> KucoinQuotes.balance(body, TRADING_ACCOUNT));
    }

    @Override
    public Reply<KeyReport> inspect(KeyHolder keys) {
        return desk.ask(keys, rest::key, body -> KucoinKeys.report(KucoinData.in(body)));
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return market.isEmpty()
                ? Reply.failed(Kind.SYMBOL_NEEDED)
                : desk.ask(
                        keys,
                        signature ->
                                rest.activeOrders(
                                        id(market.get()),
                                        "TRADE",
                                        "active",
                                        millis(page),
                                        page.limit().orElse(null),
                                        signature),
                        body -> orders(body, market.get(), page));
    }

    /**
     * KuCoin lists the open ones and the others apart. The open ones are asked for first: one that
     * is done in between is in both answers, and the second counts.
     */
    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return openOrders(keys, markets, market, page)
                .flatMap(
                        open ->
                                desk.ask(
                                        keys,
                                        signature ->
                                                rest.doneOrders(
                                                        id(market.orElseThrow()),
                                                        "TRADE",
                                                        "done",
                                                        millis(page),
                                                        page.limit().orElse(null),
                                                        signature),
                                        body -> {
                                            var byId = new LinkedHashMap<OrderId, Order>();
                                            open.forEach(order -> byId.put(order.id(), order));
                                            orders(body, market.orElseThrow(), page)
                                                    .forEach(order -> byId.put(order.id(), order));
                                            return page(List.copyOf(byId.values()), page);
                                        }));
    }

    private static List<Order> orders(HttpOutcome.Body body, Market market, Page page) {
        return page(
                KucoinData.rows(body).stream().map(row -> KucoinOrders.read(row, market)).toList(),
                page);
    }

    private static List<Order> page(List<Order> orders, Page page) {
        return Rows.page(orders, order -> order.times().placed().orElse(Instant.EPOCH), page);
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        if (market.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        return desk.ask(
                keys,
                signature ->
                        rest.fills(
                                id(market.get()),
                                page.limit().orElse(null),
                                millis(page),
                                signature),
                body ->
                        Rows.page(
                                KucoinData.rows(body).stream()
                                        .map(row -> KucoinTrades.readOwn(row, market.get()))
                                        .toList(),
                                Trade::timestamp,
                                page));
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
                                        .flatMap(row -> KucoinLedger.read(row).stream())
                                        .filter(
                                                entry ->
                                                        code.map(entry.currency()::equals)
                                                                .orElse(true))
                                        .toList(),
                                LedgerEntry::timestamp,
                                page));
    }

    @Override
    public Placed place(KeyHolder keys, Market market, Dispatch dispatch) {
        OrderTicket ticket = dispatch.ticket();
        Optional<KucoinTicket> order = KucoinTicket.of(ticket, market);
        if (order.isEmpty()) {
            return new Placed.Rejected(ExchangeFault.of(Kind.NOT_OFFERED));
        }
        return KucoinDesk.ANSWERS.placed(
                desk.signed(
                        keys,
                        dispatch,
                        signature ->
                                switch (order.get().where()) {
                                    case BOOK -> rest.place(order.get().body(), signature);
                                    case STOPS -> rest.placeStop(order.get().body(), signature);
                                }),
                ticket.id(),
                keys.credential(),
                body -> KucoinOrders.read(KucoinData.in(body), market));
    }

    /**
     * Asks for one that waits for its trigger first: an order that leaves that list between the two
     * questions is in the other when that is asked.
     */
    @Override
    public Reply<LookUp> lookUp(KeyHolder keys, MarketList markets, Market market, Sought order) {
        return find(keys, market, order).map(found -> KucoinDesk.told(order, found));
    }

    private Reply<Optional<Order>> find(KeyHolder keys, Market market, Sought order) {
        Reply<Optional<Order>> waiting =
                desk.find(
                        keys,
                        order,
                        signature -> rest.stopOrder(order.id().value(), id(market), signature),
                        row -> KucoinOrders.read(row, market));
        return waiting.flatMap(
                found ->
                        found.isPresent()
                                ? waiting
                                : desk.find(
                                        keys,
                                        order,
                                        signature ->
                                                rest.order(
                                                        order.id().value(), id(market), signature),
                                        row -> KucoinOrders.read(row, market)));
    }

    @Override
    public Reply<Order> cancel(KeyHolder keys, Market market, OrderId order) {
        if (!KucoinOrders.isInBook(order) && !KucoinOrders.isWaiting(order)) {
            return Reply.failed(Kind.ORDER_NOT_FOUND);
        }
        return desk.ask(
                keys,
                signature ->
                        KucoinOrders.isWaiting(order)
                                ? rest.cancelStop(order.value(), signature)
                                : rest.cancel(order.value(), id(market), signature),
                body -> KucoinOrders.canceled(KucoinData.in(body), market));
    }

    private static String id(Market market) {
        return market.ids().market();
    }

    private static Long millis(Page page) {
        return page.since().map(Instant::toEpochMilli).orElse(null);
    }
}

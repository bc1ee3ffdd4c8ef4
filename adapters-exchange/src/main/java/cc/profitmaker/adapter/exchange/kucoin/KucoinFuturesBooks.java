package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Books;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.vault.KeyReport;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an account of the futures holds and did. */
final class KucoinFuturesBooks implements Books {
    /** One page of orders; the first fifty if nothing is said. */
    private static final int MOST = 1000;

    private static final int LONGEST_ANSWER = 4 << 20;

    /** What CCXT asks for unless told otherwise; KuCoin tells of one currency at a time. */
    private static final String MARGIN_CURRENCY = "USDT";

    private final KucoinDesk desk;
    private final KucoinFuturesRest rest;
    private final KucoinRest spot;
    private final PrivateFeed own;

    KucoinFuturesBooks(KucoinDesk desk, URI origin, URI spotOrigin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(KucoinFuturesRest.class, upstream.http(), origin, LONGEST_ANSWER);
        spot = RestInvoker.proxy(KucoinRest.class, upstream.http(), spotOrigin, LONGEST_ANSWER);
        own = KucoinPrivateFeed.futures(desk, origin, upstream);
    }

    @Override
    public Optional<PrivateFeed> privateFeed() {
        return Optional.of(own);
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

    /**
     * Those that wait for their trigger are a list of their own, and asked for first: one that is
     * triggered in between is then in the other.
     */
    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return listed(
                        keys,
                        signature ->
                                rest.waitingOrders(
                                        market.map(KucoinFuturesBooks::id).orElse(null),
                                        millis(page),
                                        MOST,
                                        signature),
                        markets,
                        market,
                        page)
                .flatMap(
                        waiting ->
                                listed(keys, "active", markets, market, page)
                                        .map(open -> together(waiting, open, page)));
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
                                listed(keys, "done", markets, market, page)
                                        .map(done -> together(open, done, page)));
    }

    private static List<Order> together(List<Order> first, List<Order> second, Page page) {
        return page(Rows.together(first, second, Order::id), page);
    }

    private Reply<List<Order>> listed(
            KeyHolder keys, String status, MarketList markets, Optional<Market> market, Page page) {
        return listed(
                keys,
                signature ->
                        rest.orders(
                                status,
                                market.map(KucoinFuturesBooks::id).orElse(null),
                                millis(page),
                                MOST,
                                signature),
                markets,
                market,
                page);
    }

    private Reply<List<Order>> listed(
            KeyHolder keys,
            KucoinDesk.Signed call,
            MarketList markets,
            Optional<Market> market,
            Page page) {
        return desk.ask(
                keys,
                call,
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
                                market.map(KucoinFuturesBooks::id).orElse(null),
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

    private static String id(Market market) {
        return market.ids().market();
    }

    private static Long millis(Page page) {
        return page.since().map(Instant::toEpochMilli).orElse(null);
    }
}

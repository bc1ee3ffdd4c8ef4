package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Books;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
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

/** What an account of the spot market holds and did. */
final class KucoinSpotAccount implements Books {
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int MOST_WAITING = 500;
    private static final String TRADING_ACCOUNT = "trade_hf";

    private final KucoinDesk desk;
    private final KucoinRest rest;
    private final PrivateFeed own;

    KucoinSpotAccount(KucoinDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(KucoinRest.class, upstream.http(), origin, LONGEST_ANSWER);
        own = KucoinPrivateFeed.spot(desk, origin, upstream);
    }

    @Override
    public Optional<PrivateFeed> privateFeed() {
        return Optional.of(own);
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

    /**
     * Those that wait for their trigger are a list of their own, and asked for first: one that is
     * triggered in between is then in the other.
     */
    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        if (market.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        return desk.ask(
                        keys,
                        signature ->
                                rest.waitingOrders(
                                        id(market.get()),
                                        "TRADE",
                                        "active",
                                        millis(page),
                                        MOST_WAITING,
                                        signature),
                        body -> orders(body, market.get(), page))
                .flatMap(
                        waiting ->
                                inBook(keys, market.get(), page)
                                        .map(open -> together(waiting, open, page)));
    }

    private Reply<List<Order>> inBook(KeyHolder keys, Market market, Page page) {
        return desk.ask(
                keys,
                signature ->
                        rest.activeOrders(
                                id(market),
                                "TRADE",
                                "active",
                                millis(page),
                                page.limit().orElse(null),
                                signature),
                body -> orders(body, market, page));
    }

    private static List<Order> together(List<Order> first, List<Order> second, Page page) {
        return page(Rows.together(first, second, Order::id), page);
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
                                        body ->
                                                together(
                                                        open,
                                                        orders(body, market.orElseThrow(), page),
                                                        page)));
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

    private static String id(Market market) {
        return market.ids().market();
    }

    private static Long millis(Page page) {
        return page.since().map(Instant::toEpochMilli).orElse(null);
    }
}

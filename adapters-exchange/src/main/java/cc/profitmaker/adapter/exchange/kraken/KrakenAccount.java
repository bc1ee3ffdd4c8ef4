package cc.profitmaker.adapter.exchange.kraken;

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

/**
 * What an account holds and did. Kraken tells of all markets at once, from a second on; market and
 * number are picked out here, as CCXT does.
 */
final class KrakenAccount implements Books {
    private static final int LONGEST_ANSWER = 4 << 20;

    private final KrakenDesk desk;
    private final KrakenRest rest;
    private final PrivateFeed own;
    private final KrakenPairs pairs = new KrakenPairs();

    KrakenAccount(KrakenDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(KrakenRest.class, upstream.http(), origin, LONGEST_ANSWER);
        own = new KrakenPrivateFeed(desk, rest, upstream);
    }

    @Override
    public Optional<PrivateFeed> privateFeed() {
        return Optional.of(own);
    }

    @Override
    public Reply<Balance> balance(KeyHolder keys) {
        return desk.ask(keys, rest::balance, KrakenQuotes::balance);
    }

    @Override
    public Reply<KeyReport> inspect(KeyHolder keys) {
        return desk.ask(keys, rest::key, body -> KrakenKeys.report(KrakenDesk.result(body)));
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return desk.ask(
                keys,
                (nonce, signature) -> rest.openOrders(nonce, seconds(page), signature),
                body -> page(orders(body, "open", markets, market), page));
    }

    /** The open ones are asked for first: one that is done in between is in both answers. */
    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return openOrders(keys, markets, market, page)
                .flatMap(
                        open ->
                                desk.ask(
                                        keys,
                                        (nonce, signature) ->
                                                rest.closedOrders(nonce, seconds(page), signature),
                                        body ->
                                                page(
                                                        Rows.together(
                                                                open,
                                                                orders(
                                                                        body, "closed", markets,
                                                                        market),
                                                                Order::id),
                                                        page)));
    }

    private List<Order> orders(
            HttpOutcome.Body body, String field, MarketList markets, Optional<Market> market) {
        return KrakenDesk.rows(body, field).stream()
                .flatMap(
                        row ->
                                row
                                        .inner("descr")
                                        .flatMap(told -> told.text("pair"))
                                        .flatMap(pair -> wanted(markets, market, pair))
                                        .map(of -> KrakenOrders.read(row, of))
                                        .stream())
                .toList();
    }

    private static List<Order> page(List<Order> orders, Page page) {
        return Rows.page(orders, order -> order.times().placed().orElse(Instant.EPOCH), page);
    }

    /** The market so named, if it is the one that is asked for. */
    private Optional<Market> wanted(MarketList markets, Optional<Market> market, String pair) {
        return pairs.find(markets, pair)
                .filter(found -> market.map(m -> m.symbol().equals(found.symbol())).orElse(true));
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return desk.ask(
                keys,
                (nonce, signature) -> rest.tradesHistory(nonce, seconds(page), signature),
                body ->
                        Rows.page(
                                KrakenDesk.rows(body, "trades").stream()
                                        .flatMap(
                                                row ->
                                                        wanted(markets, market, row.need("pair"))
                                                                .map(
                                                                        of ->
                                                                                KrakenTrades
                                                                                        .readOwn(
                                                                                                row,
                                                                                                of))
                                                                .stream())
                                        .toList(),
                                Trade::timestamp,
                                page));
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return desk.ask(
                keys,
                (nonce, signature) ->
                        rest.ledger(
                                nonce,
                                code.map(KrakenCurrencies::id).orElse(null),
                                seconds(page),
                                signature),
                body ->
                        Rows.page(
                                KrakenDesk.rows(body, "ledger").stream()
                                        .flatMap(row -> KrakenLedger.read(row).stream())
                                        .filter(
                                                entry ->
                                                        code.map(entry.currency()::equals)
                                                                .orElse(true))
                                        .toList(),
                                LedgerEntry::timestamp,
                                page));
    }

    private static Long seconds(Page page) {
        return page.since().map(Instant::getEpochSecond).orElse(null);
    }
}

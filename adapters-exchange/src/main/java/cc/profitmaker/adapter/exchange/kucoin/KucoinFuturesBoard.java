package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Board;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What KuCoin's futures show to everybody: no key is used here. */
final class KucoinFuturesBoard implements Board {
    private static final int LONGEST_LIST = 16 << 20;
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int SHALLOW = 20;
    private static final int DEEP = 100;
    private static final int MOST_CANDLES = 200;

    private final Upstream upstream;
    private final KucoinFuturesRest rest;
    private final KucoinFuturesRest.Lists lists;

    KucoinFuturesBoard(URI origin, Upstream upstream) {
        this.upstream = upstream;
        rest = RestInvoker.proxy(KucoinFuturesRest.class, upstream.http(), origin, LONGEST_ANSWER);
        lists =
                RestInvoker.proxy(
                        KucoinFuturesRest.Lists.class, upstream.http(), origin, LONGEST_LIST);
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return KucoinDesk.ANSWERS.reply(lists.markets(), KucoinFuturesMarkets::read);
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return KucoinDesk.ANSWERS.reply(
                rest.ticker(id(market)),
                body -> KucoinFuturesQuotes.ticker(KucoinData.in(body), market));
    }

    /** KuCoin has books of 20, of 100 and of all levels; a number is cut from the next larger. */
    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        int levels = limit.orElse(Integer.MAX_VALUE);
        HttpOutcome outcome;
        if (levels <= SHALLOW) {
            outcome = rest.shallowBook(id(market));
        } else {
            outcome = levels <= DEEP ? rest.deepBook(id(market)) : rest.book(id(market));
        }
        return KucoinDesk.ANSWERS.reply(
                outcome,
                body -> {
                    JsonFields data = KucoinData.in(body);
                    return KucoinQuotes.book(data, market, KucoinData.nanoTime(data, "ts"), limit);
                });
    }

    @Override
    public Reply<List<Trade>> trades(Market market, Page page) {
        return KucoinDesk.ANSWERS.reply(
                rest.trades(id(market)),
                body ->
                        Rows.page(
                                KucoinData.rows(body).stream()
                                        .map(
                                                row ->
                                                        KucoinTrades.readPublic(
                                                                row,
                                                                market,
                                                                KucoinData.nanoTime(row, "ts")))
                                        .toList(),
                                Trade::timestamp,
                                page));
    }

    @Override
    public Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        var span = CandleSpan.of(timeframe, page, upstream.clock().instant(), MOST_CANDLES);
        return KucoinDesk.ANSWERS.reply(
                rest.candles(
                        id(market),
                        KucoinOffer.SWAP_TIMEFRAMES.get(timeframe),
                        span.from().map(Instant::toEpochMilli).orElse(null),
                        span.to().toEpochMilli()),
                body ->
                        Rows.page(
                                KucoinData.rows(body).stream()
                                        .map(KucoinFuturesQuotes::candle)
                                        .toList(),
                                Candle::openTime,
                                span.page()));
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}

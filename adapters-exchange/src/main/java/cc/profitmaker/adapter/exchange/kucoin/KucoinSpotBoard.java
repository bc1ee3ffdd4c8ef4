package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Board;
import cc.profitmaker.adapter.exchange.Upstream;
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

/** What KuCoin spot shows to everybody: no key is used here. */
final class KucoinSpotBoard implements Board {
    /** Its market list has some 1300 entries of half a kilobyte. */
    private static final int LONGEST_LIST = 16 << 20;

    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int SHALLOW = 20;
    private static final int MOST_CANDLES = 1500;

    private final Upstream upstream;
    private final KucoinRest rest;
    private final KucoinRest.Lists lists;

    KucoinSpotBoard(URI origin, Upstream upstream) {
        this.upstream = upstream;
        rest = RestInvoker.proxy(KucoinRest.class, upstream.http(), origin, LONGEST_ANSWER);
        lists = RestInvoker.proxy(KucoinRest.Lists.class, upstream.http(), origin, LONGEST_LIST);
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return KucoinDesk.ANSWERS
                .reply(lists.markets(), body -> body)
                .flatMap(
                        markets ->
                                KucoinDesk.ANSWERS.reply(
                                        rest.tickers(),
                                        tickers ->
                                                KucoinMarkets.read(
                                                        markets, KucoinMarkets.fees(tickers))));
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return KucoinDesk.ANSWERS.reply(
                rest.ticker(id(market)), body -> KucoinTickers.read(KucoinData.in(body), market));
    }

    /** KuCoin has books of 20 and of 100 levels; any other number is cut from the next larger. */
    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        boolean shallow = limit.filter(most -> most <= SHALLOW).isPresent();
        return KucoinDesk.ANSWERS.reply(
                shallow ? rest.shallowBook(id(market)) : rest.book(id(market)),
                body -> {
                    JsonFields data = KucoinData.in(body);
                    return KucoinQuotes.book(data, market, data.time("time"), limit);
                });
    }

    /** The last 100; KuCoin has no pages of them. */
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
                                                                KucoinData.nanoTime(row, "time")))
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
                        KucoinOffer.SPOT_TIMEFRAMES.get(timeframe),
                        span.from().map(Instant::getEpochSecond).orElse(null),
                        span.to().getEpochSecond()),
                body ->
                        Rows.page(
                                KucoinData.rows(body).stream().map(KucoinQuotes::candle).toList(),
                                Candle::openTime,
                                span.page()));
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}

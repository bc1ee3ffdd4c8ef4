package cc.profitmaker.adapter.exchange.binance;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What Binance's USDⓈ-M futures show to everybody: no key is used here. */
final class UsdmBoard implements Board {
    /** Its market list has some 3000 entries of several kilobytes. */
    private static final int LONGEST_LIST = 32 << 20;

    private static final int LONGEST_ANSWER = 4 << 20;
    private static final int DEFAULT_CANDLES = 500;
    private static final Duration LONGEST_TRADE_WINDOW = Duration.ofHours(1);

    private final URI origin;
    private final Upstream upstream;
    private final UsdmRest rest;
    private final UsdmRest.Lists lists;

    UsdmBoard(URI origin, Upstream upstream) {
        this.origin = origin;
        this.upstream = upstream;
        rest = RestInvoker.proxy(UsdmRest.class, upstream.http(), origin, LONGEST_ANSWER);
        lists = RestInvoker.proxy(UsdmRest.Lists.class, upstream.http(), origin, LONGEST_LIST);
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return UsdmDesk.ANSWERS.reply(
                lists.markets(),
                body -> {
                    BinanceMarkets.weightPerMinute(body)
                            .ifPresent(
                                    weight ->
                                            upstream.http()
                                                    .allow(origin, weight, Duration.ofMinutes(1)));
                    return UsdmMarkets.read(body);
                });
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return UsdmDesk.ANSWERS.reply(
                rest.ticker(id(market)),
                body -> BinanceTickers.read(JsonFields.read(body), market));
    }

    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        return UsdmDesk.ANSWERS.reply(
                rest.depth(id(market), limit.orElse(null)),
                body -> BinanceQuotes.book(JsonFields.read(body), market));
    }

    @Override
    public Reply<List<Trade>> trades(Market market, Page page) {
        Optional<Instant> until = page.since().map(since -> since.plus(LONGEST_TRADE_WINDOW));
        return UsdmDesk.ANSWERS.reply(
                rest.aggregatedTrades(
                        id(market), millis(page.since()), millis(until), page.limit().orElse(null)),
                body ->
                        Rows.page(
                                read(body, row -> BinanceTrades.readPublic(row, market)),
                                Trade::timestamp,
                                page));
    }

    @Override
    public Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        return UsdmDesk.ANSWERS.reply(
                rest.candles(
                        id(market),
                        timeframe.value(),
                        millis(page.since()),
                        page.limit().orElse(DEFAULT_CANDLES)),
                body -> Rows.page(read(body, BinanceQuotes::candle), Candle::openTime, page));
    }

    private static <T> List<T> read(HttpOutcome.Body body, Function<JsonFields, T> row) {
        return JsonFields.read(body).elements().stream().map(row).toList();
    }

    private static String id(Market market) {
        return market.ids().market();
    }

    private static Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}

package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.Board;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
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

/** What Kraken shows to everybody: no key is used here. */
final class KrakenBoard implements Board {
    /** Some 1500 pairs of a kilobyte. */
    private static final int LONGEST_LIST = 16 << 20;

    private static final int LONGEST_ANSWER = 4 << 20;

    private final KrakenRest rest;
    private final KrakenRest.Lists lists;

    KrakenBoard(URI origin, Upstream upstream) {
        rest = RestInvoker.proxy(KrakenRest.class, upstream.http(), origin, LONGEST_ANSWER);
        lists = RestInvoker.proxy(KrakenRest.Lists.class, upstream.http(), origin, LONGEST_LIST);
    }

    @Override
    public Reply<List<Market>> loadMarkets() {
        return KrakenDesk.ANSWERS.reply(lists.markets(), KrakenMarkets::read);
    }

    @Override
    public Reply<Ticker> ticker(Market market) {
        return KrakenDesk.ANSWERS.reply(
                rest.ticker(id(market)), body -> KrakenTickers.read(of(market, body), market));
    }

    @Override
    public Reply<OrderBook> orderBook(Market market, Optional<Integer> limit) {
        return KrakenDesk.ANSWERS.reply(
                rest.book(id(market), limit.orElse(null)),
                body -> KrakenQuotes.book(of(market, body), market));
    }

    /** Kraken's page begins in a whole second; what is before is cut off. */
    @Override
    public Reply<List<Trade>> trades(Market market, Page page) {
        return KrakenDesk.ANSWERS.reply(
                rest.trades(
                        id(market),
                        page.since().map(Instant::getEpochSecond).orElse(null),
                        page.limit().orElse(null)),
                body ->
                        Rows.page(
                                of(market, body).elements().stream()
                                        .map(row -> KrakenTrades.readPublic(row, market))
                                        .toList(),
                                Trade::timestamp,
                                page));
    }

    /** The last 720, whatever is asked for; "since" is exclusive, so one more is asked for. */
    @Override
    public Reply<List<Candle>> candles(Market market, Timeframe timeframe, Page page) {
        return KrakenDesk.ANSWERS.reply(
                rest.candles(
                        id(market),
                        KrakenOffer.TIMEFRAMES.get(timeframe),
                        page.since()
                                .map(since -> since.minus(timeframe.length()).getEpochSecond())
                                .orElse(null)),
                body ->
                        Rows.page(
                                of(market, body).elements().stream()
                                        .map(KrakenQuotes::candle)
                                        .toList(),
                                Candle::openTime,
                                page));
    }

    private static JsonFields of(Market market, HttpOutcome.Body body) {
        return KrakenDesk.result(body)
                .inner(id(market))
                .orElseThrow(() -> new Nonsense("the pair is missing"));
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}

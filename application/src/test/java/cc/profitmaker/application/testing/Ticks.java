package cc.profitmaker.application.testing;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.stream.Tick;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** News of one market, with the one number that a test looks at. */
public final class Ticks {
    public static final Venue SPOT =
            new Venue(new ExchangeId("binance"), MarketType.SPOT, Environment.LIVE);

    private Ticks() {}

    public static Tick quoted(int last) {
        return new Tick.Quoted(
                new Ticker(
                        Fixtures.BTC_USDT,
                        Optional.of(Fixtures.NOON),
                        new Ticker.Quote(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new Ticker.Range(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(price(last)),
                                Optional.empty()),
                        new Ticker.Change(Optional.empty(), Optional.empty(), Optional.empty()),
                        new Ticker.Volume(Optional.empty(), Optional.empty(), Optional.empty()),
                        RawPayload.NONE));
    }

    public static int last(Tick tick) {
        return ((Tick.Quoted) tick).ticker().range().last().orElseThrow().value().intValueExact();
    }

    public static Tick traded(int id) {
        return new Tick.Traded(
                List.of(
                        new Trade(
                                Optional.of(Integer.toString(id)),
                                Fixtures.BTC_USDT,
                                Fixtures.NOON,
                                Optional.of(Side.BUY),
                                price(100),
                                new Quantity(BigDecimal.ONE),
                                new BigDecimal(100),
                                Trade.Own.NONE,
                                RawPayload.NONE)));
    }

    public static Tick book(int bid) {
        return new Tick.Book(
                new OrderBook(
                        Fixtures.BTC_USDT,
                        Optional.of(Fixtures.NOON),
                        Optional.empty(),
                        List.of(new OrderBook.Level(price(bid), new Quantity(BigDecimal.ONE))),
                        List.of()));
    }

    public static Tick candle(int close) {
        Price price = price(close);
        return new Tick.Candles(
                List.of(
                        new Candle(
                                Fixtures.NOON,
                                price,
                                price,
                                price,
                                price,
                                new Quantity(BigDecimal.ONE))));
    }

    private static Price price(int value) {
        return new Price(new BigDecimal(value));
    }
}

package cc.profitmaker.adapter.exchange.paper;

import static cc.profitmaker.adapter.exchange.paper.Trader.answer;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.OrderRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

final class PublicFeedTest {
    private final Trader ann = Trader.on("BTC/USDT");

    private List<Candle> candles(String timeframe, Page page) {
        return answer(ann.connector.candles(ann.market, new Timeframe(timeframe), page));
    }

    private static Page page(Instant since, int limit) {
        return new Page(Optional.of(since), Optional.of(limit));
    }

    private static Page latest(int limit) {
        return new Page(Optional.empty(), Optional.of(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h"})
    void a_longer_candle_equals_its_minutes(String timeframe) {
        ann.clock.set(Instant.parse("2026-11-23T15:47:31.250Z"));
        for (Candle whole : candles(timeframe, latest(3))) {
            int minutes = (int) new Timeframe(timeframe).length().toMinutes();
            List<Candle> parts = candles("1m", page(whole.openTime(), minutes));
            assertThat(whole.open()).isEqualTo(parts.getFirst().open());
            assertThat(whole.close()).isEqualTo(parts.getLast().close());
            assertThat(whole.high())
                    .isEqualTo(
                            parts.stream()
                                    .map(Candle::high)
                                    .max(Comparator.naturalOrder())
                                    .orElseThrow());
            assertThat(whole.low())
                    .isEqualTo(
                            parts.stream()
                                    .map(Candle::low)
                                    .min(Comparator.naturalOrder())
                                    .orElseThrow());
            assertThat(whole.volume().value())
                    .isEqualByComparingTo(
                            parts.stream()
                                    .map(candle -> candle.volume().value())
                                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }
    }

    @Test
    void a_minute_equals_its_trades() {
        ann.clock.set(Instant.parse("2026-11-23T12:07:31.400Z"));
        for (Candle minute : candles("1m", latest(2))) {
            List<Trade> trades =
                    answer(ann.connector.trades(ann.market, page(minute.openTime(), 1000))).stream()
                            .filter(
                                    trade ->
                                            trade.timestamp()
                                                    .isBefore(minute.openTime().plusSeconds(60)))
                            .toList();
            assertThat(minute.open()).isEqualTo(trades.getFirst().price());
            assertThat(minute.close()).isEqualTo(trades.getLast().price());
            assertThat(trades.stream().map(Trade::price).max(Comparator.naturalOrder()))
                    .hasValue(minute.high());
            assertThat(trades.stream().map(Trade::price).min(Comparator.naturalOrder()))
                    .hasValue(minute.low());
            assertThat(
                            trades.stream()
                                    .map(trade -> trade.amount().value())
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(minute.volume().value());
        }
    }

    @Test
    void the_last_price_is_the_same_wherever_it_is_told() {
        for (int i = 0; i < 50; i++) {
            ann.clock.advance(Duration.ofMillis(777));
            Ticker ticker = answer(ann.connector.ticker(ann.market));
            Trade trade = answer(ann.connector.trades(ann.market, latest(1))).getFirst();
            Candle candle = candles("1m", latest(1)).getFirst();
            assertThat(ticker.range().last()).hasValue(trade.price()).hasValue(candle.close());
            OrderBook book = ann.book();
            assertThat(List.of(book.bids().getFirst().price(), book.asks().getFirst().price()))
                    .contains(trade.price());
            assertThat(ticker.quote().bid()).hasValue(book.bids().getFirst().price());
            assertThat(ticker.quote().ask()).hasValue(book.asks().getFirst().price());
        }
    }

    @Test
    void the_last_candle_is_the_open_one_and_weeks_begin_on_mondays() {
        ann.clock.set(Instant.parse("2026-11-25T12:00:00.001Z"));
        assertThat(candles("1m", latest(3)).getLast().openTime()).isEqualTo("2026-11-25T12:00:00Z");
        assertThat(candles("1w", latest(3)).getLast().openTime()).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(candles("1d", latest(3)).getLast().openTime()).isEqualTo("2026-11-25T00:00:00Z");
    }

    @Test
    void candles_begin_at_since_and_end_at_the_limit() {
        Instant since = Instant.parse("2026-11-20T00:00:01Z");
        List<Candle> hours = candles("1h", page(since, 5));
        assertThat(hours.getFirst().openTime()).isEqualTo("2026-11-20T01:00:00Z");
        assertThat(hours).hasSize(5);
        assertThat(candles("1h", page(Trader.START.plusSeconds(1), 5))).isEmpty();
        assertThat(candles("1m", Page.DEFAULT)).hasSize(500);
        assertThat(candles("1d", page(Instant.MIN, 2)).getFirst().openTime())
                .isEqualTo(Instant.EPOCH);
        assertThat(candles("1d", page(Instant.MAX, 2))).isEmpty();
    }

    @Test
    void history_does_not_change_as_time_goes_on() {
        List<Candle> before = candles("1m", page(Trader.START.minusSeconds(3600), 60));
        ann.clock.advance(Duration.ofDays(400));
        assertThat(candles("1m", page(Trader.START.minusSeconds(3600), 60))).isEqualTo(before);
    }

    @Test
    void trades_are_told_oldest_first_and_only_once_they_have_happened() {
        ann.clock.set(Trader.START.plusMillis(300));
        List<Trade> trades = answer(ann.connector.trades(ann.market, latest(200)));
        assertThat(trades).hasSize(200);
        assertThat(trades).isSortedAccordingTo(Comparator.comparing(Trade::timestamp));
        assertThat(trades.getLast().timestamp()).isBeforeOrEqualTo(ann.clock.instant());
        Instant since = trades.get(100).timestamp();
        List<Trade> later = answer(ann.connector.trades(ann.market, page(since, 50)));
        assertThat(later).hasSize(50).allMatch(trade -> !trade.timestamp().isBefore(since));
        assertThat(later).containsSubsequence(trades.subList(101, 140));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTC/USDT",
                "ETH/USDT",
                "SOL/USDT",
                "ETH/BTC",
                "BTC/USDT:USDT",
                "ETH/USDT:USDT",
                "SOL/USDT:USDT"
            })
    void the_book_is_sorted_on_the_tick_and_never_crossed(String symbol) {
        Trader trader = Trader.on(symbol);
        BigDecimal tick = trader.market.steps().price().orElseThrow();
        for (int i = 0; i < 100; i++) {
            trader.clock.advance(Duration.ofSeconds(997));
            OrderBook book = trader.book();
            assertThat(book.bids()).hasSize(50);
            assertThat(book.asks()).hasSize(50);
            assertThat(trader.bid()).isLessThan(trader.ask());
            assertThat(trader.ask().subtract(trader.bid()))
                    .isLessThanOrEqualTo(tick.multiply(BigDecimal.valueOf(3)));
            IntStream.range(1, 50)
                    .forEach(
                            n -> {
                                assertThat(book.bids().get(n).price())
                                        .isLessThan(book.bids().get(n - 1).price());
                                assertThat(book.asks().get(n).price())
                                        .isGreaterThan(book.asks().get(n - 1).price());
                            });
            assertThat(book.asks())
                    .allMatch(
                            level ->
                                    OrderRules.floor(level.price().value(), tick)
                                                    .compareTo(level.price().value())
                                            == 0);
        }
    }

    @Test
    void the_ticker_is_that_of_the_last_24_hours() {
        Ticker ticker = answer(ann.connector.ticker(ann.market));
        var range = ticker.range();
        assertThat(range.high().orElseThrow()).isGreaterThanOrEqualTo(range.last().orElseThrow());
        assertThat(range.low().orElseThrow()).isLessThanOrEqualTo(range.last().orElseThrow());
        assertThat(ticker.volume().vwap().orElseThrow())
                .isBetween(range.low().orElseThrow().value(), range.high().orElseThrow().value());
        assertThat(range.open().orElseThrow().value().add(ticker.change().absolute().orElseThrow()))
                .isEqualByComparingTo(range.last().orElseThrow().value());
    }

    @Test
    void two_replicas_show_the_same_market_and_another_seed_another_one() {
        Trader replica = ann.elsewhere(new HandMovedClock(Trader.START));
        assertThat(replica.book()).isEqualTo(ann.book());
        assertThat(answer(replica.connector.ticker(replica.market)))
                .isEqualTo(answer(ann.connector.ticker(ann.market)));
        Prices other = new Listings(7).find(ann.market.symbol()).orElseThrow().prices();
        Prices same = new Listings(Trader.SEED).find(ann.market.symbol()).orElseThrow().prices();
        long second = Trader.START.getEpochSecond();
        assertThat(same.at(second)).isNotEqualTo(other.at(second));
    }
}

package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells a recorded ticker of Binance again and again, with a mark in what the exchange said. */
final class MarkedFeed implements MarketFeed {
    private final String recorded;
    private final Map<Topic, Listener> open = new ConcurrentHashMap<>();
    private long sequence;

    MarkedFeed(byte[] recorded) {
        this.recorded = new String(recorded, UTF_8).strip();
    }

    @Override
    public Reply<Upstream> open(Topic topic, Listener listener) {
        if (open.putIfAbsent(topic, listener) != null) {
            throw new IllegalStateException("opened twice: " + topic);
        }
        return Reply.answered(() -> open.remove(topic, listener));
    }

    int upstreams() {
        return open.size();
    }

    /** One after the other. */
    void tell() {
        String mark = Mark.of(sequence++);
        open.forEach((topic, listener) -> listener.arrived(ticker(topic.symbol(), mark)));
    }

    private Tick ticker(Symbol symbol, String mark) {
        return new Tick.Quoted(
                new Ticker(
                        symbol,
                        Optional.of(Instant.ofEpochMilli(1_764_000_000_000L)),
                        new Ticker.Quote(
                                price("87195.00"),
                                amount("4.31"),
                                price("87195.01"),
                                amount("1.203")),
                        new Ticker.Range(
                                price("87290.01"),
                                price("88120.00"),
                                price("86010.55"),
                                price("87195.01"),
                                price("87290.01")),
                        new Ticker.Change(
                                Optional.of(new BigDecimal("-94.999998")),
                                Optional.of(new BigDecimal("-0.108")),
                                Optional.of(new BigDecimal("87242.51"))),
                        new Ticker.Volume(
                                amount("8913.3"),
                                Optional.of(new BigDecimal("776540000.3")),
                                Optional.of(new BigDecimal("87123.41"))),
                        new RawPayload(
                                recorded.substring(0, recorded.length() - 1)
                                        + ",\"mark\":\""
                                        + mark
                                        + "\"}")));
    }

    private static Optional<Price> price(String value) {
        return Optional.of(new Price(new BigDecimal(value)));
    }

    private static Optional<Quantity> amount(String value) {
        return Optional.of(new Quantity(new BigDecimal(value)));
    }
}

package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Ear;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Topic;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of all exchanges. Where an exchange has none of its own here, what anybody may read
 * is read again and again, and told when it has changed; {@code has} says {@code "emulated"} then.
 * So is, for as long as it is listened to, what an exchange has but refuses of one market.
 */
public final class Feeds implements MarketFeed, AutoCloseable {
    /** What reads cost at an exchange on the network, against what it costs on the paper one. */
    private static final Duration NETWORK = Duration.ofSeconds(2);

    private static final Map<ExchangeId, Duration> PERIODS =
            Map.of(new ExchangeId("paper"), Duration.ofMillis(300));

    private static final Map<Capability, Capability> READ_FOR =
            Map.of(
                    Capability.WATCH_TICKER, Capability.FETCH_TICKER,
                    Capability.WATCH_TRADES, Capability.FETCH_TRADES,
                    Capability.WATCH_ORDER_BOOK, Capability.FETCH_ORDER_BOOK,
                    Capability.WATCH_OHLCV, Capability.FETCH_OHLCV,
                    Capability.WATCH_BALANCE, Capability.FETCH_BALANCE);

    private final ExchangeGateway exchanges;
    private final Natives natives;
    private final Set<PolledStream> polled = ConcurrentHashMap.newKeySet();

    /** Streams that exchanges keep up themselves. */
    interface Natives extends AutoCloseable {
        boolean tells(Topic topic);

        /** What is asked for is offered and listed. */
        Reply<Upstream> open(Topic topic, Ear ear);

        @Override
        void close();
    }

    Feeds(ExchangeGateway exchanges, Natives natives) {
        this.exchanges = exchanges;
        this.natives = natives;
    }

    /** What a venue offers once what can be read can also be watched. */
    static Capabilities emulating(Capabilities offered) {
        var has = new EnumMap<Capability, Support>(offered.has());
        READ_FOR.forEach(
                (watch, read) -> {
                    if (!offered.offers(watch) && offered.offers(read)) {
                        has.put(watch, Support.EMULATED);
                    }
                });
        return new Capabilities(has, offered.timeframes(), offered.orderParams());
    }

    @Override
    public Reply<Upstream> open(Topic topic, Listener listener) {
        return exchanges
                .capabilities(topic.venue())
                .flatMap(capabilities -> offered(topic, capabilities))
                .flatMap(_ -> exchanges.market(topic.venue(), topic.symbol()))
                .flatMap(
                        _ ->
                                natives.tells(topic)
                                        ? listen(topic, listener)
                                        : Reply.answered(start(polling(topic, listener))));
    }

    private static Reply<Topic> offered(Topic topic, Capabilities capabilities) {
        boolean offered =
                capabilities.offers(capability(topic.type()))
                        && topic.timeframe().map(capabilities.timeframes()::contains).orElse(true);
        return offered ? Reply.answered(topic) : Reply.failed(Kind.NOT_OFFERED);
    }

    static Capability capability(DataType type) {
        return switch (type) {
            case TICKER -> Capability.WATCH_TICKER;
            case TRADES -> Capability.WATCH_TRADES;
            case ORDER_BOOK -> Capability.WATCH_ORDER_BOOK;
            case OHLCV -> Capability.WATCH_OHLCV;
        };
    }

    private Reply<Upstream> listen(Topic topic, Listener listener) {
        // Made here, where it is known for whom.
        PolledStream instead = polling(topic, listener);
        var stream = new OwnStream(listener, () -> start(instead));
        return natives.open(topic, stream).map(stream::opened);
    }

    private PolledStream polling(Topic topic, Listener listener) {
        return new PolledStream(
                new PublicNews(exchanges, topic),
                listener,
                PERIODS.getOrDefault(topic.venue().exchange(), NETWORK));
    }

    private Upstream start(PolledStream stream) {
        polled.add(stream);
        stream.start();
        return () -> {
            polled.remove(stream);
            stream.close();
        };
    }

    /** How many streams are kept up by reading. */
    int polled() {
        return polled.size();
    }

    @Override
    public void close() {
        natives.close();
        polled.forEach(PolledStream::close);
    }
}

package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Feed;
import cc.profitmaker.adapter.exchange.feed.FeedClient;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Topic;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The public streams that exchanges keep up themselves. Safe for any number of threads. */
final class OwnFeeds implements AutoCloseable {
    private final Function<Venue, Optional<Language>> known;
    private final FeedClient client;
    private final Tempo tempo;
    private final Map<Venue, Open> open = new ConcurrentHashMap<>();

    private record Open(Language language, Feed feed) {}

    OwnFeeds(Function<Venue, Optional<Language>> known, FeedClient client, Tempo tempo) {
        this.known = known;
        this.client = client;
        this.tempo = tempo;
    }

    boolean tells(Venue venue, DataType type) {
        return known.apply(venue).filter(language -> language.types().contains(type)).isPresent();
    }

    /** The same, and what of it the exchange tells by itself. */
    Capabilities of(Venue venue, Capabilities offered) {
        var has = new EnumMap<Capability, Support>(offered.has());
        for (DataType type : DataType.values()) {
            if (tells(venue, type)) {
                has.put(Feeds.capability(type), Support.NATIVE);
            }
        }
        return new Capabilities(has, offered.timeframes(), offered.orderParams());
    }

    /** Listens to what {@link #tells} says is told. */
    MarketFeed.Upstream open(
            Topic topic, Market market, Reads reads, MarketFeed.Listener listener) {
        Open there = open.computeIfAbsent(topic.venue(), this::start);
        return there.feed().open(there.language().subject(topic, market), reads, listener);
    }

    private Open start(Venue venue) {
        Language language = known.apply(venue).orElseThrow();
        return new Open(language, new Feed(language, client, tempo));
    }

    /** How many connections are kept up. */
    int connections() {
        return open.values().stream().mapToInt(there -> there.feed().connections()).sum();
    }

    @Override
    public void close() {
        open.values().forEach(there -> there.feed().close());
        client.close();
    }
}

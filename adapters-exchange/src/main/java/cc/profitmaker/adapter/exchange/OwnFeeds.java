package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Ear;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The public streams that exchanges keep up themselves. Safe for any number of threads. */
final class OwnFeeds implements AutoCloseable {
    private final Function<Venue, List<Language>> known;
    private final FeedClient client;
    private final Tempo tempo;
    private final Map<Venue, List<Open>> open = new ConcurrentHashMap<>();

    private record Open(Language language, Feed feed) {}

    OwnFeeds(Function<Venue, List<Language>> known, FeedClient client, Tempo tempo) {
        this.known = known;
        this.client = client;
        this.tempo = tempo;
    }

    boolean tells(Venue venue, DataType type) {
        return known.apply(venue).stream().anyMatch(language -> language.types().contains(type));
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
    MarketFeed.Upstream open(Topic topic, Market market, Reads reads, Ear ear) {
        Open there =
                open.computeIfAbsent(topic.venue(), this::start).stream()
                        .filter(each -> each.language().types().contains(topic.type()))
                        .findFirst()
                        .orElseThrow();
        return there.feed().open(there.language().subject(topic, market), reads, ear);
    }

    private List<Open> start(Venue venue) {
        return known.apply(venue).stream()
                .map(language -> new Open(language, new Feed(language, client, tempo)))
                .toList();
    }

    private Stream<Feed> feeds() {
        return open.values().stream().flatMap(List::stream).map(Open::feed);
    }

    /** How many connections are kept up. */
    int connections() {
        return feeds().mapToInt(Feed::connections).sum();
    }

    @Override
    public void close() {
        feeds().forEach(Feed::close);
        client.close();
    }
}

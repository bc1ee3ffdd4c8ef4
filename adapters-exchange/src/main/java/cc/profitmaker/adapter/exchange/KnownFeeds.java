package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.binance.BinanceFeed;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.kraken.KrakenFeed;
import cc.profitmaker.adapter.exchange.kucoin.KucoinFeed;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The venues whose own public feed is spoken here; the streams of all others are made of reads. */
final class KnownFeeds {
    private static final Map<Venue, Function<Upstream, List<Language>>> ALL =
            Map.of(
                    live("binance", MarketType.SPOT),
                    upstream -> BinanceFeed.spot(upstream.hosts().stream()),
                    live("binance", MarketType.SWAP),
                    upstream -> BinanceFeed.usdm(upstream.hosts().stream()),
                    live("kraken", MarketType.SPOT),
                    upstream -> KrakenFeed.spot(upstream.hosts().stream()),
                    live("kucoin", MarketType.SPOT),
                    KucoinFeed::spot,
                    live("kucoinfutures", MarketType.SWAP),
                    KucoinFeed::futures);

    private final Map<Venue, List<Language>> spoken;

    private KnownFeeds(Map<Venue, List<Language>> spoken) {
        this.spoken = spoken;
    }

    private static Venue live(String exchange, MarketType type) {
        return new Venue(new ExchangeId(exchange), type, Environment.LIVE);
    }

    static Set<ExchangeId> exchanges() {
        return ALL.keySet().stream().map(Venue::exchange).collect(Collectors.toUnmodifiableSet());
    }

    static KnownFeeds open(Function<ExchangeId, Upstream> upstream) {
        return new KnownFeeds(
                ALL.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        known ->
                                                languages(
                                                        known.getValue(),
                                                        upstream.apply(
                                                                known.getKey().exchange())))));
    }

    /**
     * None where reads go to a configured host and no host was named for the feed: a feed of the
     * exchange itself would mix two worlds.
     */
    private static List<Language> languages(
            Function<Upstream, List<Language>> known, Upstream upstream) {
        Hosts hosts = upstream.hosts();
        return hosts.isApart() ? List.of() : known.apply(upstream);
    }

    /** One for each address, no type of data in two. */
    List<Language> of(Venue venue) {
        return spoken.getOrDefault(venue, List.of());
    }
}

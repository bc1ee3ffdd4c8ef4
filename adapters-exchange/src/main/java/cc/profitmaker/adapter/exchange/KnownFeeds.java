package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.binance.BinanceFeed;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.kraken.KrakenFeed;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The venues whose own public feed is spoken here; the streams of all others are made of reads. */
final class KnownFeeds {
    private static final Map<Venue, Function<Optional<URI>, List<Language>>> ALL =
            Map.of(
                    live("binance", MarketType.SPOT),
                    BinanceFeed::spot,
                    live("binance", MarketType.SWAP),
                    BinanceFeed::usdm,
                    live("kraken", MarketType.SPOT),
                    KrakenFeed::spot);

    private KnownFeeds() {}

    private static Venue live(String exchange, MarketType type) {
        return new Venue(new ExchangeId(exchange), type, Environment.LIVE);
    }

    static Set<ExchangeId> exchanges() {
        return ALL.keySet().stream().map(Venue::exchange).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One for each address, no type of data in two. None also where reads go to a configured host
     * and no host was named for the feed: a feed of the exchange itself would mix two worlds.
     */
    static List<Language> of(Venue venue, Hosts hosts) {
        return Optional.ofNullable(ALL.get(venue))
                .filter(_ -> !hosts.isApart())
                .map(known -> known.apply(hosts.stream()))
                .orElse(List.of());
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Language;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.testing.FeedStage;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** KuCoin with a feed: the call for a token, the WebSocket it leads to, and what reads say. */
final class KucoinStage implements AutoCloseable {
    static final String WELCOME = "{\"id\":\"hQvf8jkno\",\"type\":\"welcome\"}";

    final FakeEntrance entrance;
    final FeedStage feed;
    final Venue venue;
    final Market market;
    private final RestClient http =
            new RestClient(Duration.ofSeconds(10), Duration.ofSeconds(10), InstantSource.system());
    private final ClientCache clients = new ClientCache(InstantSource.system());

    static KucoinStage spot(Tempo tempo, FakeEntrance entrance) {
        return new KucoinStage(
                new Venue(new ExchangeId("kucoin"), MarketType.SPOT, Environment.LIVE),
                KucoinConnectors::new,
                KucoinFeed::spot,
                tempo,
                entrance);
    }

    static KucoinStage futures(Tempo tempo, FakeEntrance entrance) {
        return new KucoinStage(
                new Venue(new ExchangeId("kucoinfutures"), MarketType.SWAP, Environment.LIVE),
                KucoinFuturesConnectors::new,
                KucoinFeed::futures,
                tempo,
                entrance);
    }

    private KucoinStage(
            Venue venue,
            Function<Upstream, Connector.Factory> connectors,
            Function<Upstream, List<Language>> languages,
            Tempo tempo,
            FakeEntrance entrance) {
        this.venue = venue;
        this.entrance = entrance;
        this.market = bitcoin(venue, connectors);
        this.feed =
                new FeedStage(
                        url -> languages.apply(upstream(entrance.url(), url)).getFirst(),
                        market,
                        new Language.Limits(200, 1, Duration.ZERO),
                        tempo);
    }

    private Upstream upstream(URI rest, URI stream) {
        return new Upstream(
                http,
                clients,
                new Hosts(Optional.of(rest), Optional.of(stream), Optional.empty()),
                InstantSource.system());
    }

    private Market bitcoin(Venue venue, Function<Upstream, Connector.Factory> connectors) {
        try (var fixtures = FakeExchange.serving(venue.exchange().value());
                var connector =
                        connectors
                                .apply(upstream(fixtures.url(), fixtures.url()))
                                .open(venue.market(), venue.environment())) {
            var markets = (Reply.Answered<List<Market>>) connector.loadMarkets();
            return markets.value().stream()
                    .filter(one -> one.symbol().value().startsWith("BTC/USDT"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Whoever connects next, welcomed. */
    Peer welcomed() throws InterruptedException {
        Peer peer = feed.exchange.next();
        peer.say(WELCOME);
        return peer;
    }

    /** What it asks for next, confirmed. */
    static String confirmed(Peer peer) throws InterruptedException {
        String request = peer.next();
        assertThat(request).contains("\"type\":\"subscribe\"");
        peer.say("{\"id\":\"" + id(request) + "\",\"type\":\"ack\"}");
        return request;
    }

    static String id(String request) {
        return request.replaceAll(".*\"id\":(\\d+).*", "$1");
    }

    @Override
    public void close() {
        feed.close();
        clients.close();
        http.close();
        entrance.close();
    }
}

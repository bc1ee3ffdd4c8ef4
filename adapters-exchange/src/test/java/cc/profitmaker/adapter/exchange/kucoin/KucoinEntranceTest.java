package cc.profitmaker.adapter.exchange.kucoin;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.feed.Entrance.Etiquette;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Where KuCoin says its feed is, and whether we go there. */
final class KucoinEntranceTest {
    private static final String TIMES = "\"pingInterval\":18000,\"pingTimeout\":10000";

    private final FakeEntrance kucoin = new FakeEntrance(18_000, 10_000);
    private final RestClient http =
            new RestClient(Duration.ofSeconds(10), Duration.ofSeconds(10), InstantSource.system());
    private final ClientCache clients = new ClientCache(InstantSource.system());

    @AfterEach
    void close() {
        clients.close();
        http.close();
        kucoin.close();
    }

    private Reply<Entrance> asked(Optional<String> configured) {
        var hosts =
                new Hosts(Optional.of(kucoin.url()), configured.map(URI::create), Optional.empty());
        var upstream = new Upstream(http, clients, hosts, InstantSource.system());
        return new KucoinEntrance(KucoinConnectors.LIVE, upstream).ask();
    }

    private Entrance entrance(Optional<String> configured) {
        return ((Reply.Answered<Entrance>) asked(configured)).value();
    }

    private static String withoutId(Entrance entrance) {
        return entrance.url().toString().replaceFirst("connectId=[0-9a-f-]{36}$", "connectId=ID");
    }

    @ParameterizedTest
    @CsvSource({
        "wss://ws-api-spot.kucoin.com/, wss://ws-api-spot.kucoin.com/?",
        "wss://ws-api-spot.kucoin.com, wss://ws-api-spot.kucoin.com/?",
        "wss://x-push.kucoin.com:8443/a/b, wss://x-push.kucoin.com:8443/a/b?"
    })
    void a_host_of_kucoins_over_tls_is_gone_to(String told, String expected) {
        kucoin.ready.add(FakeEntrance.answer("a+b/c==.d", told, TIMES));
        assertThat(withoutId(entrance(Optional.empty())))
                .isEqualTo(expected + "token=a%2Bb%2Fc%3D%3D.d&connectId=ID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://ws-api-spot.kucoin.com/",
                "https://ws-api-spot.kucoin.com/",
                "wss://kucoin.com/",
                "wss://ws-api-spot.kucoin.com/?v=1",
                "wss://ws-api-spot.kucoin.com/#v",
                "wss://kucoin.com.example.org/",
                "wss://notkucoin.com/",
                "wss://ws-api.kucoin.com@example.org/",
                "wss://user@ws-api.kucoin.com/",
                "wss://127.0.0.1/",
                "wss://[::1]/",
                "//ws-api-spot.kucoin.com/",
                "wss:ws-api-spot.kucoin.com",
                "wss://ws api.kucoin.com/",
                "wss://"
            })
    void anywhere_else_is_not_gone_to(String told) {
        kucoin.ready.add(FakeEntrance.answer("token", told, TIMES));
        assertThat(asked(Optional.empty())).isEqualTo(Reply.failed(Kind.NONSENSE));
    }

    @ParameterizedTest
    @CsvSource({
        "wss://proxy.example.org, wss://proxy.example.org/endpoint?",
        "ws://127.0.0.1:9443/ignored, ws://127.0.0.1:9443/endpoint?",
        "http://127.0.0.1:9443, ws://127.0.0.1:9443/endpoint?"
    })
    void what_the_operator_configured_is_gone_to_whatever_kucoin_says(
            String configured, String expected) {
        kucoin.ready.add(
                FakeEntrance.answer("token", "wss://elsewhere.example.org/endpoint", TIMES));
        assertThat(withoutId(entrance(Optional.of(configured))))
                .isEqualTo(expected + "token=token&connectId=ID");
    }

    @ParameterizedTest
    @CsvSource({"18000, 10000, 18, 10", "1, -5, 1, 1", "99999999, 0, 60, 1"})
    void pings_are_as_frequent_as_kucoin_wants_within_reason(
            long interval, long timeout, long every, long within) {
        kucoin.ready.add(
                FakeEntrance.answer(
                        "token",
                        FakeEntrance.ENDPOINT,
                        "\"pingInterval\":" + interval + ",\"pingTimeout\":" + timeout));
        assertThat(entrance(Optional.empty()).etiquette())
                .contains(new Etiquette(Duration.ofSeconds(every), Duration.ofSeconds(within)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"200000\",\"data\":{\"token\":\"t\",\"instanceServers\":[]}}",
                "{\"code\":\"200000\",\"data\":{\"token\":\"t\"}}",
                "{\"code\":\"200000\"}",
                "[]",
                "no JSON"
            })
    void what_tells_no_place_is_nonsense(String answer) {
        kucoin.ready.add(answer);
        assertThat(asked(Optional.empty())).isEqualTo(Reply.failed(Kind.NONSENSE));
    }

    @Test
    void an_entrance_shows_no_token() {
        assertThat(entrance(Optional.empty())).hasToString("Entrance[ws-api-spot.kucoin.com]");
    }
}

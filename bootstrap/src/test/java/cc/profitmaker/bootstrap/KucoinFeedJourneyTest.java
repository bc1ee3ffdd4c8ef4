package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FakeExchange;
import cc.profitmaker.adapter.exchange.testing.FakeFeed;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Through the whole server: KuCoin's own feed, at the host the operator has set. */
final class KucoinFeedJourneyTest {
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String TOKEN = "k3Vb8NcP1sYd6HfG3aE0q7Jw2mXz9RtL";

    @Test
    void a_trade_is_watched_on_kucoins_own_feed() throws Exception {
        try (FakeExchange rest = FakeExchange.serving("kucoin");
                FakeFeed feed = new FakeFeed()) {
            Server server =
                    DESK.start(
                            Map.of(
                                    "API_TOKEN",
                                    TOKEN,
                                    "EXCHANGE_KUCOIN_URL",
                                    rest.url().toString(),
                                    "EXCHANGE_KUCOIN_WS_URL",
                                    feed.url().toString()));
            Client client = Client.of(server.url()).with(TOKEN);
            Client.Answer offer =
                    client.post("/api/exchange/capabilities", "{\"exchange\":\"kucoin\"}");
            assertThat(offer.at("/data/has/watchTrades").asBoolean()).as(offer.toString()).isTrue();

            CompletableFuture<Client.Answer> watched =
                    client.sendLater(
                            "POST",
                            "/api/exchange/watchTrades",
                            "{\"config\":{\"exchangeId\":\"kucoin\",\"ccxtType\":\"pro\"},"
                                    + "\"symbol\":\"BTC/USDT\"}");
            Peer peer = feed.next();
            assertThat(peer.path()).startsWith("/?token=a-token-of-nobody-in-particular%3D%3D.x&");
            peer.say("{\"id\":\"x\",\"type\":\"welcome\"}");
            assertThat(peer.next()).contains("\"topic\":\"/market/match:BTC-USDT\"");
            peer.say("{\"id\":\"1\",\"type\":\"ack\"}");
            peer.say(
                    "{\"topic\":\"/market/match:BTC-USDT\",\"type\":\"message\","
                            + "\"subject\":\"trade.l3match\",\"data\":{\"price\":\"67523\","
                            + "\"side\":\"buy\",\"size\":\"0.003\",\"symbol\":\"BTC-USDT\","
                            + "\"time\":\"1729843222921000000\",\"tradeId\":\"7\"}}");

            Client.Answer answer = watched.join();
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.at("/data/0/id").asText()).isEqualTo("7");
            assertThat(answer.at("/data/0/cost").decimalValue()).isEqualByComparingTo("202.569");
            assertThat(client.told().toString()).doesNotContain("a-token-of-nobody");
        }
    }
}

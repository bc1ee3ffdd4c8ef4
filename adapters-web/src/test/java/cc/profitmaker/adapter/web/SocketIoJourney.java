package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.socket.NodeClient;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.application.testing.Ticks;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.stream.Topic;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;

/** Everything a terminal does with the library, from signing in to being sent away. */
final class SocketIoJourney {
    private static final Topic TICKER = Topic.ticker(Ticks.SPOT, Fixtures.BTC_USDT);

    private final RunningServer server;
    private final User bob = Fixtures.user("bob@example.org");

    SocketIoJourney(RunningServer server) {
        this.server = server;
        server.identities.put(bob, Optional.of("correct horse battery"));
    }

    /**
     * Bob's, who was lent ann's account.
     *
     * @param mode how the library is to connect
     */
    void travel(int port, String mode) {
        String token = server.tokenOf(bob);
        String account = annsAccount();
        String grant = lend(account);
        server.exchange.history(
                List.of(ScriptedExchange.order(new OrderId("1"), Fixtures.BTC_USDT)));
        String url = "http://127.0.0.1:" + port;
        try (var client = NodeClient.run("live.mjs", url, mode, token, account)) {
            client.awaits("subscribed");
            tellOfEverything();
            client.awaits("public data");
            server.feed.interrupt(TICKER, Kind.UNREACHABLE);
            server.feed.tell(TICKER, Ticks.quoted(2));
            client.awaits("private data");
            server.send(
                            "/api/accounts/" + account + "/grants/" + grant,
                            r ->
                                    r.header("Authorization", "Bearer " + server.annsToken)
                                            .method("DELETE", BodyPublishers.noBody()))
                    .is(200);
            client.awaits("private revoked");
            assertThat(server.accountStreams.running()).isZero();
            server.postAs(token, "/api/auth/logout", "{}").is(200);
            server.audience.check();
            assertThat(client.end()).endsWith("done\n");
        }
    }

    private void tellOfEverything() {
        server.feed.tell(TICKER, Ticks.quoted(1));
        server.feed.tell(Topic.trades(Ticks.SPOT, Fixtures.BTC_USDT), Ticks.traded(1));
        server.feed.tell(Topic.orderBook(Ticks.SPOT, Fixtures.BTC_USDT), Ticks.book(1));
        for (String timeframe : List.of("1m", "1h")) {
            server.feed.tell(
                    Topic.candles(Ticks.SPOT, Fixtures.BTC_USDT, new Timeframe(timeframe)),
                    Ticks.candle(1));
        }
    }

    private String annsAccount() {
        return server.postAs(
                        server.annsToken,
                        "/api/accounts",
                        """
                        {"exchange":"paper","api_key":"a-key","api_secret":"a-secret"}""")
                .is(201)
                .json()
                .path("id")
                .asText();
    }

    private String lend(String account) {
        return server.postAs(
                        server.annsToken,
                        "/api/accounts/" + account + "/grants",
                        "{\"grantee_user_id\":\"%s\",\"access_level\":\"read\"}"
                                .formatted(bob.id()))
                .is(201)
                .json()
                .path("id")
                .asText();
    }
}

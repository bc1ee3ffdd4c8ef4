package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.feed.Entrance.Etiquette;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.domain.market.Reply;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks KuCoin where its feed is and for a token, which is good for one day and for nobody in
 * particular. The host comes from an answer, so it is not gone to unless it is KuCoin's, over TLS;
 * a configured one takes its place.
 */
final class KucoinEntrance {
    private static final int LONGEST_ANSWER = 64 << 10;
    private static final String DOMAIN = "kucoin.com";

    /** Whatever it says, it is neither flooded nor left waiting. */
    private static final long SHORTEST_MILLIS = 1_000;

    private static final long LONGEST_MILLIS = 60_000;

    private final KucoinPushRest rest;
    private final Optional<URI> configured;

    KucoinEntrance(URI own, Upstream upstream) {
        URI origin = Upstream.origin(upstream.hosts().rest(), own);
        rest = RestInvoker.proxy(KucoinPushRest.class, upstream.http(), origin, LONGEST_ANSWER);
        configured = upstream.hosts().stream();
    }

    Reply<Entrance> ask() {
        return KucoinDesk.ANSWERS.reply(rest.entrance(), this::read);
    }

    private Entrance read(HttpOutcome.Body body) {
        JsonFields data = KucoinData.in(body);
        JsonFields server =
                data.list("instanceServers").stream()
                        .filter(KucoinEntrance::isWebSocket)
                        .findFirst()
                        .orElseThrow(() -> new Nonsense("instanceServers has no WebSocket"));
        return new Entrance(
                address(server.need("endpoint"), data.need("token")),
                Optional.of(
                        new Etiquette(
                                bounded(server, "pingInterval"), bounded(server, "pingTimeout"))));
    }

    private static boolean isWebSocket(JsonFields server) {
        return server.text("protocol").filter("websocket"::equals).isPresent();
    }

    private static Duration bounded(JsonFields server, String field) {
        long millis = server.whole(field).orElseThrow(() -> new Nonsense(field + " is missing"));
        return Duration.ofMillis(Math.clamp(millis, SHORTEST_MILLIS, LONGEST_MILLIS));
    }

    private URI address(String endpoint, String token) {
        URI told = parsed(endpoint);
        URI origin = configured.map(url -> Upstream.webSocket(Optional.of(url), told)).orElse(told);
        if (configured.isEmpty() && !isKucoins(told)) {
            throw new Nonsense("endpoint is not KuCoin's");
        }
        String query =
                Optional.ofNullable(told.getRawQuery()).map(had -> had + "&").orElse("")
                        + "token="
                        + URLEncoder.encode(token, StandardCharsets.UTF_8)
                        + "&connectId="
                        + UUID.randomUUID();
        String path = told.getRawPath().isEmpty() ? "/" : told.getRawPath();
        String scheme = origin.getScheme();
        return URI.create(scheme + "://" + origin.getRawAuthority() + path + "?" + query);
    }

    private static URI parsed(String endpoint) {
        try {
            URI url = new URI(endpoint);
            if (url.getHost() == null || url.getScheme() == null || url.getRawPath() == null) {
                throw new Nonsense("endpoint is no address");
            }
            return url;
        } catch (URISyntaxException _) {
            throw new Nonsense("endpoint is no address");
        }
    }

    private static boolean isKucoins(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return url.getScheme().equalsIgnoreCase("wss")
                && url.getRawUserInfo() == null
                && (host.equals(DOMAIN) || host.endsWith("." + DOMAIN));
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entrance.Etiquette;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Where KuCoin says that a stream is, and how often it wants to be asked there. Only an address of
 * its own is believed, and only with TLS; the operator's host, if there is one, takes its place.
 */
record KucoinDoor(URI endpoint, Etiquette etiquette) {
    private static final String DOMAIN = ".kucoin.com";
    private static final long LEAST_MILLIS = 1000;
    private static final long MOST_MILLIS = 60_000;

    /** The first of those told that is one. */
    static KucoinDoor in(JsonFields data, Optional<URI> configured) {
        JsonFields server =
                data.list("instanceServers").stream()
                        .filter(KucoinDoor::isWebSocket)
                        .findFirst()
                        .orElseThrow(() -> new Nonsense("instanceServers has no WebSocket"));
        URI told = address(server.need("endpoint"));
        if (configured.isEmpty() && !isTheirs(told)) {
            throw new Nonsense("the endpoint is not KuCoin's");
        }
        return new KucoinDoor(
                Upstream.webSocket(configured, told),
                new Etiquette(millis(server, "pingInterval"), millis(server, "pingTimeout")));
    }

    private static boolean isWebSocket(JsonFields server) {
        return server.text("protocol").filter("websocket"::equals).isPresent();
    }

    private static URI address(String text) {
        try {
            URI told = new URI(text);
            if (!isPlain(told)) {
                throw new Nonsense("the endpoint is no plain address");
            }
            return told;
        } catch (URISyntaxException _) {
            throw new Nonsense("the endpoint is no address");
        }
    }

    private static boolean isTheirs(URI told) {
        return "wss".equals(told.getScheme())
                && told.getHost().toLowerCase(Locale.ROOT).endsWith(DOMAIN);
    }

    /** Of scheme, host, port and path, whoever's host takes the place of this one. */
    private static boolean isPlain(URI told) {
        return told.getScheme() != null
                && told.getHost() != null
                && told.getRawUserInfo() == null
                && told.getRawQuery() == null
                && told.getRawFragment() == null;
    }

    private static Duration millis(JsonFields server, String field) {
        long told = server.whole(field).orElseThrow(() -> new Nonsense(field + " is missing"));
        return Duration.ofMillis(Math.clamp(told, LEAST_MILLIS, MOST_MILLIS));
    }

    /** With what lets one in. */
    URI with(String token) {
        return URI.create(
                endpoint
                        + (endpoint.getRawPath().isEmpty() ? "/" : "")
                        + "?token="
                        + URLEncoder.encode(token, UTF_8)
                        + "&connectId="
                        + UUID.randomUUID());
    }
}

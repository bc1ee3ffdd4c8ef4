package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Broker;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.wire.RestClient;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** What a connector of a real exchange is made from. */
public record Upstream(
        RestClient http,
        ClientCache clients,
        Hosts hosts,
        Optional<Broker> broker,
        InstantSource clock) {

    /** Nobody's broker. */
    public Upstream(RestClient http, ClientCache clients, Hosts hosts, InstantSource clock) {
        this(http, clients, hosts, Optional.empty(), clock);
    }

    /** The scheme, host and port to call: the configured ones, or the exchange's own. */
    public static URI origin(Optional<URI> configured, URI own) {
        URI url = configured.orElse(own);
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    /** The same of a WebSocket, whose path is the exchange's own. */
    public static URI webSocket(Optional<URI> configured, URI own) {
        URI url = configured.orElse(own);
        String scheme =
                switch (url.getScheme()) {
                    case "ws", "http" -> "ws";
                    default -> "wss";
                };
        return URI.create(scheme + "://" + url.getRawAuthority() + own.getRawPath());
    }
}

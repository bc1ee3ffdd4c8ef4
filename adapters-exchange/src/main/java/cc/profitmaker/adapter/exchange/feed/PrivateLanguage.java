package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;

import java.util.Optional;

/** How one exchange's private stream is spoken, as far as it tells that something changed. */
public interface PrivateLanguage {
    /**
     * What changes nothing and is answered by an exchange that is still there; empty: it answers
     * pings of the WebSocket itself.
     */
    Optional<String> probe(long number);

    /** Throws {@link Nonsense}: then nothing more is believed of that connection. */
    Sign hear(JsonFields message);
}

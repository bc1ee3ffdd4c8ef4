package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.Config.Upstream;
import cc.profitmaker.domain.market.ExchangeId;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code EXCHANGE_<ID>_URL}, {@code …_WS_URL} and {@code …_SANDBOX_URL}. */
final class UpstreamKeys {
    private static final String PREFIX = "EXCHANGE_";

    // Longest first: every key that ends in _WS_URL also ends in _URL.
    private static final List<String> SUFFIXES = List.of("_SANDBOX_URL", "_WS_URL", "_URL");

    private final Settings settings;

    UpstreamKeys(Settings settings) {
        this.settings = settings;
    }

    /** The exchanges whose address can be set: those reached over the network. */
    private static List<ExchangeId> exchanges() {
        return AdapterConfigs.configurableExchanges();
    }

    Map<ExchangeId, Upstream> read(Urls.Plaintext plaintext) {
        Map<ExchangeId, Upstream> upstreams =
                new TreeMap<>(Comparator.comparing(ExchangeId::value));
        for (ExchangeId id : exchanges()) {
            var upstream =
                    new Upstream(
                            http(id, "_URL", plaintext),
                            settings.read(
                                    key(id, "_WS_URL"),
                                    Urls.rule("wss", "ws", plaintext),
                                    text -> Urls.webSocket(text, plaintext)),
                            http(id, "_SANDBOX_URL", plaintext));
            if (upstream.webSocket().isPresent() && !AdapterConfigs.hasFeed(id)) {
                settings.notice(
                        key(id, "_WS_URL")
                                + " has no effect: this exchange's streams are made of reads.");
            }
            if (!upstream.isOwn()) {
                upstreams.put(id, upstream);
            }
        }
        return upstreams;
    }

    private Optional<URI> http(ExchangeId id, String suffix, Urls.Plaintext plaintext) {
        return settings.read(
                key(id, suffix),
                Urls.rule("https", "http", plaintext),
                text -> Urls.http(text, plaintext));
    }

    boolean knows(String key) {
        return all().contains(key);
    }

    /** Those that are given. */
    List<String> given() {
        return all().stream().filter(key -> settings.text(key).isPresent()).toList();
    }

    String whyUnknown(String key) {
        for (String suffix : SUFFIXES) {
            if (key.startsWith(PREFIX)
                    && key.endsWith(suffix)
                    && key.length() > PREFIX.length() + suffix.length()) {
                return "names no exchange of this version; known: "
                        + String.join(", ", exchanges().stream().map(ExchangeId::value).toList());
            }
        }
        return KnownNames.unknown(key, all());
    }

    private static List<String> all() {
        List<String> keys = new ArrayList<>();
        for (ExchangeId id : exchanges()) {
            SUFFIXES.forEach(suffix -> keys.add(key(id, suffix)));
        }
        return keys;
    }

    private static String key(ExchangeId id, String suffix) {
        return PREFIX + id.value().toUpperCase(Locale.ROOT) + suffix;
    }
}

package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.Config.Broker;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code KUCOIN_BROKER_…}: three keys for each leg, and all of them or none. */
final class BrokerKeys {
    private static final String RULE = "must be visible ASCII characters";

    private final Settings settings;

    BrokerKeys(Settings settings) {
        this.settings = settings;
    }

    Map<ExchangeId, Broker> read() {
        var brokers = new HashMap<ExchangeId, Broker>();
        leg(Key.KUCOIN_BROKER_SPOT_PARTNER, Key.KUCOIN_BROKER_SPOT_KEY, Key.KUCOIN_BROKER_SPOT_NAME)
                .ifPresent(broker -> brokers.put(new ExchangeId("kucoin"), broker));
        leg(
                        Key.KUCOIN_BROKER_FUTURES_PARTNER,
                        Key.KUCOIN_BROKER_FUTURES_KEY,
                        Key.KUCOIN_BROKER_FUTURES_NAME)
                .ifPresent(broker -> brokers.put(new ExchangeId("kucoinfutures"), broker));
        return brokers;
    }

    private Optional<Broker> leg(Key partner, Key key, Key name) {
        List<Key> all = List.of(partner, key, name);
        if (all.stream().anyMatch(one -> settings.text(one).isPresent())) {
            all.stream()
                    .filter(one -> settings.text(one).isEmpty())
                    .forEach(
                            one ->
                                    settings.fault(
                                            one,
                                            "is missing: "
                                                    + partner
                                                    + ", "
                                                    + key
                                                    + " and "
                                                    + name
                                                    + " are given together or not at all"));
        }
        Optional<String> id = settings.read(partner, RULE, BrokerKeys::visible);
        Optional<Secret> secret = settings.secret(key, RULE, text -> visible(text).isPresent());
        Optional<String> title = settings.read(name, RULE, BrokerKeys::visible);
        return id.flatMap(i -> secret.flatMap(s -> title.map(t -> new Broker(i, s, t))));
    }

    /** They stand in headers. */
    private static Optional<String> visible(String text) {
        return text.matches("[!-~]{1,128}") ? Optional.of(text) : Optional.empty();
    }
}

package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.binance.BinanceConnectors;
import cc.profitmaker.adapter.exchange.kraken.KrakenConnectors;
import cc.profitmaker.adapter.exchange.kucoin.KucoinConnectors;
import cc.profitmaker.adapter.exchange.kucoin.KucoinFuturesConnectors;
import cc.profitmaker.domain.market.ExchangeId;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The exchanges reached over the network, by CCXT id. Adding one is a package and a line here; no
 * name that comes from outside ever becomes the name of a class.
 */
final class KnownExchanges {
    private static final Map<ExchangeId, Function<Upstream, Connector.Factory>> ALL =
            Map.of(
                    new ExchangeId("binance"), BinanceConnectors::new,
                    new ExchangeId("kraken"), KrakenConnectors::new,
                    new ExchangeId("kucoin"), KucoinConnectors::new,
                    new ExchangeId("kucoinfutures"), KucoinFuturesConnectors::new);

    private KnownExchanges() {}

    static Set<ExchangeId> ids() {
        return ALL.keySet();
    }

    /** Those that tell of accounts by themselves, on some venue at least. */
    static Set<ExchangeId> ringing() {
        return ALL.keySet();
    }

    static Map<ExchangeId, Connector.Factory> open(Function<ExchangeId, Upstream> upstream) {
        return ALL.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey,
                                known -> known.getValue().apply(upstream.apply(known.getKey()))));
    }
}

package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.Market;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the market an order or a trade names: by its id ({@code XXBTZUSD}) or its {@code altname}
 * ({@code XBTUSD}). Safe for any number of threads.
 */
final class KrakenPairs {
    private volatile Named named = new Named(new MarketList(java.util.List.of()), Map.of());

    /** The altnames of one market list. */
    private record Named(MarketList markets, Map<String, Market> byAltname) {}

    Optional<Market> find(MarketList markets, String pair) {
        return markets.findById(pair)
                .or(() -> Optional.ofNullable(of(markets).byAltname().get(pair)));
    }

    private Named of(MarketList markets) {
        Named known = named;
        if (known.markets() != markets) {
            var byAltname = new HashMap<String, Market>();
            for (Market market : markets.all()) {
                JsonFields.parse(market.info().json())
                        .flatMap(info -> info.text("altname"))
                        .ifPresent(altname -> byAltname.put(altname, market));
            }
            known = new Named(markets, byAltname);
            named = known;
        }
        return known;
    }
}

package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.order.OrderParam;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What we offer of Kraken. */
final class KrakenOffer {
    /** Kraken's minutes, by length. */
    static final Map<Timeframe, String> TIMEFRAMES =
            minutes(
                    "1m", "1", "5m", "5", "15m", "15", "30m", "30", "1h", "60", "4h", "240", "1d",
                    "1440", "1w", "10080", "2w", "21600");

    static final Capabilities SPOT =
            new Capabilities(
                    offered(),
                    List.copyOf(TIMEFRAMES.keySet()),
                    Set.of(
                            OrderParam.TIME_IN_FORCE,
                            OrderParam.POST_ONLY,
                            OrderParam.REDUCE_ONLY,
                            OrderParam.TRIGGER_PRICE,
                            OrderParam.STOP_LOSS_PRICE,
                            OrderParam.TAKE_PROFIT_PRICE,
                            OrderParam.ROUND));

    private KrakenOffer() {}

    private static Map<Capability, Support> offered() {
        var all = new EnumMap<Capability, Support>(Capability.class);
        for (Capability own :
                List.of(
                        Capability.FETCH_MARKETS,
                        Capability.FETCH_TICKER,
                        Capability.FETCH_ORDER_BOOK,
                        Capability.FETCH_TRADES,
                        Capability.FETCH_OHLCV,
                        Capability.FETCH_BALANCE,
                        Capability.FETCH_OPEN_ORDERS,
                        Capability.FETCH_MY_TRADES,
                        Capability.FETCH_LEDGER,
                        Capability.CREATE_ORDER,
                        Capability.CANCEL_ORDER)) {
            all.put(own, Support.NATIVE);
        }
        // The open and the closed ones.
        all.put(Capability.FETCH_ORDERS, Support.EMULATED);
        return all;
    }

    private static Map<Timeframe, String> minutes(String... pairs) {
        var words = new LinkedHashMap<Timeframe, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(new Timeframe(pairs[i]), pairs[i + 1]);
        }
        return words;
    }
}

package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.Offered;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.order.OrderParam;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What we offer of Kraken. */
final class KrakenOffer {
    /** Kraken's minutes, by length. */
    static final Map<Timeframe, String> TIMEFRAMES =
            Offered.timeframes(
                    "1m", "1", "5m", "5", "15m", "15", "30m", "30", "1h", "60", "4h", "240", "1d",
                    "1440", "1w", "10080", "2w", "21600");

    static final Capabilities SPOT =
            new Capabilities(
                    Offered.of(
                            Set.of(
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
                                    Capability.CANCEL_ORDER),
                            // The open and the closed ones.
                            Set.of(Capability.FETCH_ORDERS)),
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
}

package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Offered;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.order.OrderParam;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What we offer of KuCoin. */
final class KucoinOffer {
    /** KuCoin's word for each time frame, by length. */
    static final Map<Timeframe, String> SPOT_TIMEFRAMES =
            Offered.timeframes(
                    "1m", "1min", "3m", "3min", "5m", "5min", "15m", "15min", "30m", "30min", "1h",
                    "1hour", "2h", "2hour", "4h", "4hour", "6h", "6hour", "8h", "8hour", "12h",
                    "12hour", "1d", "1day", "1w", "1week", "1M", "1month");

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
                            Set.of(Capability.FETCH_ORDERS)),
                    List.copyOf(SPOT_TIMEFRAMES.keySet()),
                    Set.of(
                            OrderParam.TIME_IN_FORCE,
                            OrderParam.POST_ONLY,
                            OrderParam.TRIGGER_PRICE,
                            OrderParam.STOP_LOSS_PRICE,
                            OrderParam.TAKE_PROFIT_PRICE,
                            OrderParam.ROUND));

    /** Their minutes. */
    static final Map<Timeframe, String> SWAP_TIMEFRAMES =
            Offered.timeframes(
                    "1m", "1", "5m", "5", "15m", "15", "30m", "30", "1h", "60", "2h", "120", "4h",
                    "240", "8h", "480", "12h", "720", "1d", "1440", "1w", "10080");

    static final Capabilities SWAP =
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
                                    Capability.FETCH_POSITIONS,
                                    Capability.FETCH_LEDGER,
                                    Capability.SET_LEVERAGE,
                                    Capability.CREATE_ORDER,
                                    Capability.CANCEL_ORDER),
                            Set.of(Capability.FETCH_ORDERS, Capability.FETCH_LEVERAGES)),
                    List.copyOf(SWAP_TIMEFRAMES.keySet()),
                    Set.of(
                            OrderParam.TIME_IN_FORCE,
                            OrderParam.POST_ONLY,
                            OrderParam.REDUCE_ONLY,
                            OrderParam.TRIGGER_PRICE,
                            OrderParam.STOP_LOSS_PRICE,
                            OrderParam.TAKE_PROFIT_PRICE,
                            OrderParam.ROUND));

    private KucoinOffer() {}
}

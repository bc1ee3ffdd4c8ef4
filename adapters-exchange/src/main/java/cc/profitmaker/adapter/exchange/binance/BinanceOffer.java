package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.order.OrderParam;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What we offer of Binance. */
final class BinanceOffer {
    static final Capabilities SPOT =
            new Capabilities(
                    offered(
                            Capability.FETCH_MARKETS,
                            Capability.FETCH_TICKER,
                            Capability.FETCH_ORDER_BOOK,
                            Capability.FETCH_TRADES,
                            Capability.FETCH_OHLCV,
                            Capability.FETCH_BALANCE,
                            Capability.FETCH_ORDERS,
                            Capability.FETCH_OPEN_ORDERS,
                            Capability.FETCH_MY_TRADES,
                            Capability.CREATE_ORDER,
                            Capability.CANCEL_ORDER),
                    timeframes(
                            "1s", "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h",
                            "12h", "1d", "3d", "1w", "1M"),
                    Set.of(
                            OrderParam.TIME_IN_FORCE,
                            OrderParam.POST_ONLY,
                            OrderParam.TRIGGER_PRICE,
                            OrderParam.STOP_LOSS_PRICE,
                            OrderParam.TAKE_PROFIT_PRICE,
                            OrderParam.ROUND));

    static final Capabilities SWAP =
            new Capabilities(
                    offered(
                            Capability.FETCH_MARKETS,
                            Capability.FETCH_TICKER,
                            Capability.FETCH_ORDER_BOOK,
                            Capability.FETCH_TRADES,
                            Capability.FETCH_OHLCV,
                            Capability.FETCH_BALANCE,
                            Capability.FETCH_ORDERS,
                            Capability.FETCH_OPEN_ORDERS,
                            Capability.FETCH_MY_TRADES,
                            Capability.FETCH_POSITIONS,
                            Capability.FETCH_LEDGER,
                            Capability.FETCH_LEVERAGES,
                            Capability.SET_LEVERAGE,
                            Capability.CREATE_ORDER,
                            Capability.CANCEL_ORDER),
                    timeframes(
                            "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h",
                            "1d", "3d", "1w", "1M"),
                    Set.of(
                            OrderParam.TIME_IN_FORCE,
                            OrderParam.POST_ONLY,
                            OrderParam.REDUCE_ONLY,
                            OrderParam.TRIGGER_PRICE,
                            OrderParam.STOP_LOSS_PRICE,
                            OrderParam.TAKE_PROFIT_PRICE,
                            OrderParam.ROUND));

    private BinanceOffer() {}

    private static Map<Capability, Support> offered(Capability... all) {
        return Stream.of(all)
                .collect(Collectors.toMap(capability -> capability, _ -> Support.NATIVE));
    }

    private static List<Timeframe> timeframes(String... all) {
        return Stream.of(all).map(Timeframe::new).toList();
    }
}

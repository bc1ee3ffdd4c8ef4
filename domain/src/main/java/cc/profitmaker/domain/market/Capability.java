package cc.profitmaker.domain.market;

/** What an exchange may be asked, under CCXT's method name. */
public enum Capability {
    FETCH_MARKETS("fetchMarkets"),
    FETCH_TICKER("fetchTicker"),
    FETCH_ORDER_BOOK("fetchOrderBook"),
    FETCH_TRADES("fetchTrades"),
    FETCH_OHLCV("fetchOHLCV"),
    WATCH_TICKER("watchTicker"),
    WATCH_ORDER_BOOK("watchOrderBook"),
    WATCH_TRADES("watchTrades"),
    WATCH_OHLCV("watchOHLCV"),
    WATCH_BALANCE("watchBalance"),
    FETCH_BALANCE("fetchBalance"),
    FETCH_ORDERS("fetchOrders"),
    FETCH_OPEN_ORDERS("fetchOpenOrders"),
    FETCH_MY_TRADES("fetchMyTrades"),
    FETCH_POSITIONS("fetchPositions"),
    FETCH_LEDGER("fetchLedger"),
    FETCH_LEVERAGES("fetchLeverages"),
    SET_LEVERAGE("setLeverage"),
    CREATE_ORDER("createOrder"),
    CANCEL_ORDER("cancelOrder");

    private final String ccxt;

    Capability(String ccxt) {
        this.ccxt = ccxt;
    }

    public String ccxt() {
        return ccxt;
    }
}

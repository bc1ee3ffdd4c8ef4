package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the error codes of Binance's USDⓈ-M futures mean, where they mean something else than on
 * spot or are futures' own; the list is that of their documentation ("Error codes"). A code that is
 * in neither list is a refusal like any other.
 */
final class UsdmErrors {
    private static final Map<Kind, Set<Integer>> OWN =
            Map.of(
                    Kind.MAINTENANCE,
                    Set.of(-1008), // SERVER_BUSY, throttled by the system's own protection
                    Kind.ADDRESS_NOT_ALLOWED,
                    Set.of(
                            -1005, // NO_SUCH_IP
                            -1011), // FORBIDDEN_IP
                    Kind.CLOCK,
                    Set.of(-5028), // ME_RECVWINDOW_REJECT
                    Kind.UNKNOWN_SYMBOL,
                    Set.of(
                            -1126, // ASSET_NOT_SUPPORTED
                            -20121, // the same, of an order that waits
                            -4144), // INVALID_PAIR
                    Kind.INSUFFICIENT_FUNDS,
                    Set.of(
                            -2018, // BALANCE_NOT_SUFFICIENT
                            -2019, // MARGIN_NOT_SUFFICIEN
                            -2024, // POSITION_NOT_SUFFICIENT
                            -4050, // CROSS_BALANCE_INSUFFICIENT
                            -4051), // ISOLATED_BALANCE_INSUFFICIENT
                    Kind.BELOW_MINIMUM,
                    Set.of(
                            -4004, // QTY_LESS_THAN_MIN_QTY
                            -4164), // MIN_NOTIONAL
                    Kind.MARKET_CLOSED,
                    Set.of(
                            -1122, // INVALID_SYMBOL_STATUS
                            -4108, // the symbol is delivering, settling, closed or not yet trading
                            -4140, // INVALID_OPENING_POSITION_STATUS
                            -4141), // SYMBOL_ALREADY_CLOSED
                    Kind.PERMISSION,
                    Set.of(
                            -1109, // INVALID_ACCOUNT
                            -2017, // API_KEYS_LOCKED
                            -4087, // REDUCE_ONLY_ORDER_PERMISSION
                            -4088, // NO_PLACE_ORDER_PERMISSION
                            -4192, // COOLING_OFF_PERIOD
                            -4202, // ADJUST_LEVERAGE_KYC_FAILED
                            -4203, // ADJUST_LEVERAGE_ONE_MONTH_FAILED
                            -4205, // ADJUST_LEVERAGE_X_DAYS_FAILED
                            -4206, // ADJUST_LEVERAGE_KYC_LIMIT
                            -4400, // TRADING_QUANTITATIVE_RULE
                            -4401, // LARGE_POSITION_SYM_RULE: only reduce-only orders
                            -4402, // COMPLIANCE_BLACK_SYMBOL_RESTRICTION
                            -4403), // ADJUST_LEVERAGE_COMPLIANCE_FAILED
                    Kind.REFUSED,
                    Set.of(
                            -1004, // DUPLICATE_IP
                            -1023, // START_TIME_GREATER_THAN_END_TIME
                            -1110, // INVALID_SYMBOL_TYPE
                            -1113, // WITHDRAW_NOT_NEGATIVE
                            -1136, // INVALID_NEW_ORDER_RESP_TYPE
                            -2012, // CANCEL_ALL_FAIL
                            -2020, // UNABLE_TO_FILL
                            -2021, // ORDER_WOULD_IMMEDIATELY_TRIGGER
                            -2022, // REDUCE_ONLY_REJECT
                            -2023, // USER_IN_LIQUIDATION
                            -2025, // MAX_OPEN_ORDER_EXCEEDED
                            -2026, // REDUCE_ONLY_ORDER_TYPE_NOT_SUPPORTED; another on spot
                            -2027, // MAX_LEVERAGE_RATIO
                            -2028, // MIN_LEVERAGE_RATIO
                            -4006, // STOP_PRICE_LESS_THAN_ZERO
                            -4007, // STOP_PRICE_GREATER_THAN_MAX_PRICE
                            -4028, // INVALID_LEVERAGE
                            -4045, // MAX_STOP_ORDER_EXCEEDED
                            -4061, // INVALID_POSITION_SIDE: the account is in hedge mode
                            -4116, // DUPLICATED_CLIENT_ORDER_ID
                            -4118, // REDUCE_ONLY_MARGIN_CHECK_FAILED
                            -4120, // STOP_ORDER_SWITCH_ALGO: not where other orders are
                            -4131, // MARKET_ORDER_REJECT
                            -4142, // it would be triggered at once
                            -4161, // ISOLATED_LEVERAGE_REJECT_WITH_POSITION
                            -5021, // FOK_ORDER_REJECT
                            -5022, // GTX_ORDER_REJECT
                            // "Invalid algo id or it has been completed": so not ORDER_NOT_FOUND,
                            // which would prove that an order never was.
                            -20124,
                            -20130, // a parameter of an order that waits
                            -20132, // its client order id is taken
                            -20198)); // too many of them

    private static final Map<Integer, Kind> KINDS = byCode();

    private UsdmErrors() {}

    private static Map<Integer, Kind> byCode() {
        var kinds = new HashMap<Integer, Kind>();
        OWN.forEach((kind, codes) -> codes.forEach(code -> kinds.put(code, kind)));
        return Map.copyOf(kinds);
    }

    static Kind kind(int code, String sentence) {
        Kind own = KINDS.get(code);
        return own != null ? own : BinanceErrors.kind(code, sentence);
    }
}

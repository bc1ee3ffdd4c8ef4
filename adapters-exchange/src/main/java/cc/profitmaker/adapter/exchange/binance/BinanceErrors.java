package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.util.Map;
import java.util.Set;

/**
 * What Binance's error codes mean. The list is that of its documentation ("Error codes for
 * Binance"); a code that is not here is a refusal like any other.
 *
 * <p>-1010, -1013, -2010 and -2011 are envelopes: the documentation lists the complete sentences
 * the matching engine and the filters put in them and defines the reason by the sentence. Those
 * sentences are compared whole, as the sub-codes they are; never searched for words.
 */
final class BinanceErrors {
    private static final Map<Integer, Kind> KINDS =
            Map.ofEntries(
                    Map.entry(-1000, Kind.NONSENSE), // UNKNOWN
                    Map.entry(-1001, Kind.UNREACHABLE), // DISCONNECTED
                    Map.entry(-1002, Kind.PERMISSION), // UNAUTHORIZED
                    Map.entry(-1003, Kind.RATE_LIMITED), // TOO_MANY_REQUESTS
                    Map.entry(-1004, Kind.MAINTENANCE), // SERVER_BUSY
                    Map.entry(-1006, Kind.NONSENSE), // UNEXPECTED_RESP
                    Map.entry(-1007, Kind.TIMED_OUT), // TIMEOUT
                    Map.entry(-1008, Kind.MAINTENANCE), // SERVER_BUSY, overloaded
                    Map.entry(-1010, Kind.REFUSED), // ERROR_MSG_RECEIVED
                    Map.entry(-1013, Kind.REFUSED), // INVALID_MESSAGE, a filter
                    Map.entry(-1014, Kind.REFUSED), // UNKNOWN_ORDER_COMPOSITION
                    Map.entry(-1015, Kind.RATE_LIMITED), // TOO_MANY_ORDERS
                    Map.entry(-1016, Kind.MAINTENANCE), // SERVICE_SHUTTING_DOWN
                    Map.entry(-1020, Kind.REFUSED), // UNSUPPORTED_OPERATION
                    Map.entry(-1021, Kind.CLOCK), // INVALID_TIMESTAMP
                    Map.entry(
                            -1022, Kind.BAD_KEY), // INVALID_SIGNATURE: the secret is not the key's
                    Map.entry(-1033, Kind.REFUSED), // COMP_ID_IN_USE
                    Map.entry(-1034, Kind.RATE_LIMITED), // TOO_MANY_CONNECTIONS
                    Map.entry(-1035, Kind.REFUSED), // LOGGED_OUT
                    Map.entry(-1099, Kind.PERMISSION), // not found, authenticated or authorized
                    Map.entry(-1100, Kind.REFUSED), // ILLEGAL_CHARS
                    Map.entry(-1101, Kind.REFUSED), // TOO_MANY_PARAMETERS
                    Map.entry(-1102, Kind.REFUSED), // MANDATORY_PARAM_EMPTY_OR_MALFORMED
                    Map.entry(-1103, Kind.REFUSED), // UNKNOWN_PARAM
                    Map.entry(-1104, Kind.REFUSED), // UNREAD_PARAMETERS
                    Map.entry(-1105, Kind.REFUSED), // PARAM_EMPTY
                    Map.entry(-1106, Kind.REFUSED), // PARAM_NOT_REQUIRED
                    Map.entry(-1108, Kind.REFUSED), // PARAM_OVERFLOW
                    Map.entry(-1111, Kind.REFUSED), // BAD_PRECISION
                    Map.entry(-1112, Kind.REFUSED), // NO_DEPTH
                    Map.entry(-1114, Kind.REFUSED), // TIF_NOT_REQUIRED
                    Map.entry(-1115, Kind.REFUSED), // INVALID_TIF
                    Map.entry(-1116, Kind.REFUSED), // INVALID_ORDER_TYPE
                    Map.entry(-1117, Kind.REFUSED), // INVALID_SIDE
                    Map.entry(-1118, Kind.REFUSED), // EMPTY_NEW_CL_ORD_ID
                    Map.entry(-1119, Kind.REFUSED), // EMPTY_ORG_CL_ORD_ID
                    Map.entry(-1120, Kind.REFUSED), // BAD_INTERVAL
                    Map.entry(-1121, Kind.UNKNOWN_SYMBOL), // BAD_SYMBOL
                    Map.entry(-1122, Kind.UNKNOWN_SYMBOL), // INVALID_SYMBOLSTATUS
                    Map.entry(-1125, Kind.BAD_KEY), // INVALID_LISTEN_KEY
                    Map.entry(-1127, Kind.REFUSED), // MORE_THAN_XX_HOURS
                    Map.entry(-1128, Kind.REFUSED), // OPTIONAL_PARAMS_BAD_COMBO
                    Map.entry(-1130, Kind.REFUSED), // INVALID_PARAMETER
                    Map.entry(-1131, Kind.REFUSED), // recvWindow too large
                    Map.entry(-1134, Kind.REFUSED), // BAD_STRATEGY_TYPE
                    Map.entry(-1135, Kind.REFUSED), // INVALID_JSON
                    Map.entry(-1145, Kind.REFUSED), // INVALID_CANCEL_RESTRICTIONS
                    Map.entry(-1151, Kind.REFUSED), // DUPLICATE_SYMBOLS
                    Map.entry(-2008, Kind.BAD_KEY), // BAD_API_ID
                    Map.entry(-2010, Kind.REFUSED), // NEW_ORDER_REJECTED
                    Map.entry(-2011, Kind.ORDER_NOT_FOUND), // CANCEL_REJECTED
                    Map.entry(-2013, Kind.ORDER_NOT_FOUND), // NO_SUCH_ORDER
                    Map.entry(-2014, Kind.BAD_KEY), // BAD_API_KEY_FMT
                    // REJECTED_MBX_KEY: the key, its address list or its permissions; Binance does
                    // not say which, and a wrong key is the most frequent.
                    Map.entry(-2015, Kind.BAD_KEY),
                    Map.entry(-2016, Kind.MARKET_CLOSED), // NO_TRADING_WINDOW
                    // ORDER_ARCHIVED: there was one, so it is not one that never was.
                    Map.entry(-2026, Kind.REFUSED));

    private static final Map<String, Kind> SENTENCES =
            Map.of(
                    "Account has insufficient balance for requested action.",
                    Kind.INSUFFICIENT_FUNDS,
                    "Market is closed.",
                    Kind.MARKET_CLOSED,
                    "This action is disabled on this account.",
                    Kind.PERMISSION,
                    "This account may not place or cancel orders.",
                    Kind.PERMISSION,
                    "Unknown order sent.",
                    Kind.ORDER_NOT_FOUND,
                    "Filter failure: MIN_NOTIONAL",
                    Kind.BELOW_MINIMUM,
                    "Filter failure: NOTIONAL",
                    Kind.BELOW_MINIMUM);

    /** An open order has our client order id: it is ours, of an earlier attempt. */
    private static final String DUPLICATE = "Duplicate order sent.";

    private static final Set<Integer> ENVELOPES = Set.of(-1010, -1013, -2010, -2011);

    /**
     * After these Binance itself does not know whether the request was carried out; and after
     * futures' two words for a client order id that is taken an order of that id is there, which
     * the look-up finds.
     */
    private static final Set<Integer> OPEN_FATES =
            Set.of(-1000, -1001, -1006, -1007, -4116, -20132);

    private BinanceErrors() {}

    static Kind kind(int code, String sentence) {
        Kind kind = KINDS.getOrDefault(code, Kind.REFUSED);
        return ENVELOPES.contains(code) ? SENTENCES.getOrDefault(sentence, kind) : kind;
    }

    static boolean leavesFateOpen(int code, String sentence) {
        return OPEN_FATES.contains(code) || (code == -2010 && sentence.equals(DUPLICATE));
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What KuCoin's error codes mean, on spot and futures. The list is that of its documentation and of
 * CCXT; a code that is not here is a refusal like any other, and so is one whose meaning no kind
 * tells better.
 *
 * <p>400100 and 600100 are envelopes: one code for several reasons, each with its own complete
 * sentence. Those sentences are compared whole, as the sub-codes they are; never searched for
 * words.
 */
final class KucoinErrors {
    private static final Map<String, Kind> KINDS = kinds();

    private static final Map<String, Map<String, Kind>> SENTENCES =
            Map.of(
                    "400100",
                    Map.of(
                            "account.available.amount", Kind.INSUFFICIENT_FUNDS,
                            "order not exist", Kind.ORDER_NOT_FOUND,
                            "order not exist.", Kind.ORDER_NOT_FOUND,
                            "The order does not exist.", Kind.ORDER_NOT_FOUND,
                            "order_not_exist_or_not_allow_to_cancel", Kind.ORDER_NOT_FOUND,
                            "Order not exist or not allow to be cancelled", Kind.ORDER_NOT_FOUND,
                            "Order size below the minimum requirement.", Kind.BELOW_MINIMUM,
                            "The quantity is below the minimum requirement.", Kind.BELOW_MINIMUM,
                            "Unsupported trading pair.", Kind.UNKNOWN_SYMBOL),
                    "600100",
                    Map.of("Order size increment invalid.", Kind.REFUSED));

    /**
     * After these an order may be there: KuCoin does not know (500, 500000, 503, 408000, 126038,
     * 126039), or it has one under this client id already (300018, 126033, 126044).
     */
    private static final Set<String> OPEN_FATES =
            Set.of(
                    "500", "500000", "503", "503000", "408000", "126038", "126039", "300018",
                    "126033", "126044");

    /** The same within the envelope 400100. */
    private static final String USED_CLIENT_ID = "validation.createOrder.clientOidDuplicated";

    private KucoinErrors() {}

    private static Map<String, Kind> kinds() {
        var kinds = new HashMap<String, Kind>();
        put(
                kinds,
                Kind.BAD_KEY,
                "401", // Unauthorized
                "400001", // a header of the signature is missing
                "400003", // KC-API-KEY not exists
                "400004", // KC-API-PASSPHRASE error
                "400005", // signature error: the secret is not the key's
                "400401"); // user is not logged in
        put(kinds, Kind.CLOCK, "400002"); // KC-API-TIMESTAMP is more than 5 s off
        put(kinds, Kind.ADDRESS_NOT_ALLOWED, "400006");
        put(
                kinds,
                Kind.PERMISSION,
                "400007", // the key may not do this
                "101030", // margin trading is not enabled
                "112010", // not a user of the unified account
                "126005", // this market needs an advanced verification
                "126047", // identity verification
                "126048", // the same of the master account
                "130201", // restricted access
                "130302",
                "200009", // verification
                "400303", // identity verification
                "400500", // not in this country
                "400700", // a risk problem with the account
                "411100"); // the user is frozen
        put(
                kinds,
                Kind.INSUFFICIENT_FUNDS,
                "126013",
                "130105",
                "130203",
                "130301",
                "200004", // balance insufficient
                "200005",
                "210021",
                "230003",
                "260100", // account.noBalance
                "300003",
                "330008"); // margin and leverage are at their limit
        put(
                kinds,
                Kind.BELOW_MINIMUM,
                "126003", // less than the minimum of one order
                "600100", // funds below the minimum
                "600101"); // the order's funds should be more
        put(
                kinds,
                Kind.ORDER_NOT_FOUND,
                "100001", // error.getOrder.orderNotExist
                "126043",
                "order_not_exist"); // its own text as its code
        put(
                kinds,
                Kind.UNKNOWN_SYMBOL,
                "126004", // does not exist or is prohibited
                "400000",
                "400600", // symbolNotAvailable
                "900001"); // symbol not exists
        put(
                kinds,
                Kind.MARKET_CLOSED,
                "126006",
                "126007",
                "126009", // no new orders
                "126010", // no cancels
                "200001", // no new orders
                "200002", // no cancels
                "300002",
                "300015"); // settlement
        put(kinds, Kind.RATE_LIMITED, "429", "429000");
        put(kinds, Kind.MAINTENANCE, "503", "503000");
        put(kinds, Kind.TIMED_OUT, "408000");
        put(kinds, Kind.UNREACHABLE, "500", "500000", "126038", "126039");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, Kind> kinds, Kind kind, String... codes) {
        for (String code : codes) {
            if (kinds.put(code, kind) != null) {
                throw new IllegalStateException(code + " means two things");
            }
        }
    }

    static Kind kind(String code, String sentence) {
        Kind kind = KINDS.getOrDefault(code, Kind.REFUSED);
        return SENTENCES.getOrDefault(code, Map.of()).getOrDefault(sentence, kind);
    }

    static boolean leavesFateOpen(String code, String sentence) {
        return OPEN_FATES.contains(code)
                || (code.equals("400100") && sentence.equals(USED_CLIENT_ID));
    }
}

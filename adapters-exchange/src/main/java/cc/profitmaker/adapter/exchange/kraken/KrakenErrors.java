package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Kraken's errors mean. An error is {@code category:reason} and sometimes more behind another
 * colon; category and reason together are its code. The list is that of Kraken's documentation and
 * of CCXT; what is not here is a refusal like any other of its category.
 */
final class KrakenErrors {
    private static final Map<String, Kind> KINDS = kinds();

    /**
     * After these an order may be there. {@code EService:Unavailable} is known to come back for
     * orders that were taken.
     */
    private static final Set<String> OPEN_FATES =
            Set.of(
                    "EService:Unavailable",
                    "EService:Busy",
                    "EService:Timeout",
                    "EService:Deadline elapsed",
                    "EGeneral:Internal error",
                    "EDatabase:Internal error");

    /** A reason of these that we do not know is one not to carry out what was asked. */
    private static final Set<String> CERTAIN =
            Set.of(
                    "EAPI",
                    "EAuth",
                    "EAccount",
                    "EBM",
                    "EFunding",
                    "EOrder",
                    "EQuery",
                    "ESession",
                    "ETrade");

    /** Of ours, or that it is used already: then an order has it. */
    private static final String CLIENT_ID = "cl_ord_id";

    private KrakenErrors() {}

    private static Map<String, Kind> kinds() {
        var kinds = new HashMap<String, Kind>();
        put(
                kinds,
                Kind.BAD_KEY,
                "EAPI:Invalid key",
                "EAPI:Invalid signature",
                "ESession:Invalid session");
        // The clock of another program that uses this key may be ahead of ours, or finer.
        put(kinds, Kind.CLOCK, "EAPI:Invalid nonce");
        put(
                kinds,
                Kind.PERMISSION,
                "EGeneral:Permission denied",
                "EAccount:Invalid permissions",
                "EAuth:Account temporary disabled",
                "EAuth:Account unconfirmed",
                "EOrder:Trading agreement required",
                "ETrade:Locked",
                "ETrade:User Locked");
        put(
                kinds,
                Kind.INSUFFICIENT_FUNDS,
                "EOrder:Insufficient funds",
                "EOrder:Insufficient margin",
                "EOrder:Margin allowance exceeded",
                "EOrder:Margin level too low",
                "EFunding:Invalid amount");
        put(
                kinds,
                Kind.BELOW_MINIMUM,
                "EOrder:Order minimum not met",
                "EOrder:Cost minimum not met");
        put(kinds, Kind.ORDER_NOT_FOUND, "EOrder:Unknown order");
        put(
                kinds,
                Kind.UNKNOWN_SYMBOL,
                "EQuery:Unknown asset pair",
                "EQuery:Invalid asset pair",
                "EQuery:Unknown asset");
        put(
                kinds,
                Kind.MARKET_CLOSED,
                "EService:Market in cancel_only mode",
                "EService:Market in post_only mode",
                "EService:Market in limit_only mode");
        put(
                kinds,
                Kind.RATE_LIMITED,
                "EAPI:Rate limit exceeded",
                "EAuth:Rate limit exceeded",
                "EAuth:Too many requests",
                "EGeneral:Too many requests",
                "EGeneral:Temporary lockout",
                "EOrder:Rate limit exceeded",
                "EOrder:Domain rate limit exceeded");
        put(kinds, Kind.MAINTENANCE, "EService:Unavailable");
        put(kinds, Kind.TIMED_OUT, "EService:Timeout", "EService:Deadline elapsed");
        put(
                kinds,
                Kind.UNREACHABLE,
                "EService:Busy",
                "EGeneral:Internal error",
                "EDatabase:Internal error");
        put(
                kinds,
                Kind.REFUSED,
                "EGeneral:Invalid arguments",
                "EGeneral:Unknown method",
                "EOrder:Invalid price",
                "EOrder:Orders limit exceeded",
                "EOrder:Positions limit exceeded",
                "EOrder:Reduce only",
                "EOrder:Scheduled orders limit exceeded",
                "EOrder:Tick size check failed");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, Kind> kinds, Kind kind, String... codes) {
        for (String code : codes) {
            if (kinds.put(code, kind) != null) {
                throw new IllegalStateException(code + " means two things");
            }
        }
    }

    /** An error as Kraken writes it, taken apart. */
    record KrakenError(String category, String reason, String more) {
        /** Empty for what is no error, such as a warning, which begins with a W. */
        static Optional<KrakenError> of(String text) {
            String[] parts = text.split(":", 3);
            return parts[0].matches("E[A-Za-z]{1,20}")
                    ? Optional.of(
                            new KrakenError(
                                    parts[0],
                                    parts.length > 1 ? parts[1] : "",
                                    parts.length > 2 ? parts[2] : ""))
                    : Optional.empty();
        }

        private String whole() {
            return category + ":" + reason;
        }

        /** Only what we know is shown as it is: the rest may be anything, and is text. */
        String code() {
            return KINDS.containsKey(whole()) ? whole() : category;
        }

        String words() {
            return more.isEmpty() ? reason : reason + ":" + more;
        }

        Kind kind() {
            return KINDS.getOrDefault(whole(), Kind.REFUSED);
        }

        /** Whether an order this is the answer to may be carried out all the same. */
        boolean leavesFateOpen() {
            boolean known = KINDS.containsKey(whole()) || CERTAIN.contains(category);
            return OPEN_FATES.contains(whole()) || !known || words().contains(CLIENT_ID);
        }
    }
}

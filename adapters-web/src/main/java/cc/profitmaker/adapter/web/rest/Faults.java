package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.order.ClientOrderId;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an exchange's refusal or failure is in HTTP: the one place that decides. 401 and 403 are
 * never among them, since clients take those for the end of their session.
 */
final class Faults {
    static final String ADDRESS_NOT_ALLOWED = "exchange_address_not_allowed";
    static final String EXCHANGE_MESSAGE = "exchangeMessage";

    static final Problem UNKNOWN_EXCHANGE =
            Problem.of(404, "unknown_exchange", "This server has no such exchange.");
    static final Problem UNKNOWN_SYMBOL =
            Problem.of(404, "unknown_symbol", "That exchange has no such market.");

    static final Problem UNKNOWN_ACCOUNT =
            Problem.of(404, "unknown_account", "There is no such account.");

    static final Problem NOT_THE_OWNER =
            Problem.of(403, "not_the_owner", "Only the account's owner may do that.");
    static final Problem UNKNOWN_GRANT =
            Problem.of(404, "unknown_grant", "There is no such grant on that account.");
    static final Problem UNKNOWN_GRANTEE =
            Problem.of(404, "unknown_grantee", "There is nobody whom that could be granted to.");

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(30);

    static final Problem IDEMPOTENCY_CONFLICT =
            Problem.of(
                    409,
                    "idempotency_conflict",
                    "You have called another order by that Idempotency-Key or clientOrderId.");
    static final Problem IN_PROGRESS =
            Problem.of(
                            409,
                            "in_progress",
                            "The first order of that Idempotency-Key has not ended yet; ask again.")
                    .after(SOON);

    static final Problem TRADING_HALTED =
            Problem.of(
                    409,
                    "trading_halted",
                    "Trading is halted: new orders are refused, cancels pass. GET"
                            + " /api/trading/halt tells by whom.");

    private Faults() {}

    static Problem problem(ExchangeFault fault) {
        Problem problem = byKind(fault);
        Map<String, Object> details = new LinkedHashMap<>();
        fault.said()
                .ifPresent(
                        said -> {
                            details.put("exchangeCode", said.code());
                            details.put(EXCHANGE_MESSAGE, said.text());
                        });
        return details.isEmpty() ? problem : problem.with(details);
    }

    private static Problem byKind(ExchangeFault fault) {
        return switch (fault.kind()) {
            case NOT_OFFERED ->
                    Problem.of(400, "not_supported", "That exchange does not offer this here.");
            case UNKNOWN_EXCHANGE -> UNKNOWN_EXCHANGE;
            case NO_SUCH_MARKET_TYPE ->
                    Problem.of(
                            400, "no_such_market_type", "That exchange has no such markets here.");
            case NO_SANDBOX -> Problem.of(400, "no_sandbox", "That exchange has no test net here.");
            case UNKNOWN_SYMBOL -> UNKNOWN_SYMBOL;
            case SYMBOL_NEEDED ->
                    Problem.of(400, "symbol_needed", "That exchange needs a symbol for this.");
            case BAD_KEY ->
                    Problem.of(422, "exchange_bad_key", "The exchange does not accept the key.");
            case PERMISSION ->
                    Problem.of(422, "exchange_permission", "The key is not permitted to do that.");
            case ADDRESS_NOT_ALLOWED ->
                    Problem.of(
                            422,
                            ADDRESS_NOT_ALLOWED,
                            "The key does not allow this server's address.");
            case INSUFFICIENT_FUNDS ->
                    Problem.of(422, "insufficient_funds", "The funds do not suffice.");
            case BELOW_MINIMUM ->
                    Problem.of(422, "below_minimum", "The order is below the exchange's minimum.");
            case ORDER_NOT_FOUND ->
                    Problem.of(422, "order_not_found", "The exchange has no such open order.");
            case MARKET_CLOSED ->
                    Problem.of(422, "market_closed", "That market is closed just now.");
            case REFUSED -> Problem.of(422, "exchange_refused", "The exchange refused.");
            case RATE_LIMITED ->
                    Problem.of(429, "rate_limited", "Too many calls to that exchange.")
                            .after(fault.retryAfter().orElse(SOON));
            case MAINTENANCE ->
                    Problem.of(503, "exchange_maintenance", "The exchange is down on purpose.")
                            .after(fault.retryAfter().orElse(LATER));
            case CLOCK ->
                    Problem.of(502, "exchange_clock", "The exchange's clock and ours differ.");
            case TIMED_OUT ->
                    Problem.of(504, "exchange_timeout", "The exchange did not answer in time.");
            case UNREACHABLE ->
                    Problem.of(503, "exchange_unreachable", "The exchange cannot be reached.")
                            .after(fault.retryAfter().orElse(LATER));
            case NONSENSE ->
                    Problem.of(502, "exchange_nonsense", "The exchange's answer makes no sense.");
        };
    }

    static Problem refused(Decision.Reason reason) {
        return switch (reason) {
            case SSO_IDENTITY_NEEDED ->
                    Problem.of(401, "sso_required", "SSO authentication required");
            case NO_SUCH_ACCOUNT -> UNKNOWN_ACCOUNT;
            case READ_ONLY_ACCOUNT ->
                    Problem.of(403, "read_only_account", "That account may only be read.");
            case READ_GRANT ->
                    Problem.of(403, "read_grant", "Your grant on that account is to read only.");
            case VAULT_REFUSED ->
                    Problem.of(403, "vault_refused", "The vault does not permit that.");
            case EXCHANGE_MISMATCH ->
                    Problem.of(
                            400,
                            "account_exchange_mismatch",
                            "That account belongs to another exchange than the one asked for.");
            case VAULT_NOT_CONFIGURED ->
                    Problem.of(
                                    503,
                                    "vault_not_configured",
                                    "This server has no access to the central vault:"
                                            + " AUTH_INTERNAL_SECRET is not set.")
                            .after(LATER);
            case VAULT_NONSENSE ->
                    Problem.of(502, "vault_nonsense", "The vault's answer makes no sense.");
            case SYMBOL_NOT_GRANTED ->
                    limit("symbol_not_granted", "Your grant does not cover that market.");
            case CURRENCY_NOT_GRANTED ->
                    limit("currency_not_granted", "Your grant does not cover that currency.");
            case ORDER_OVER_LIMIT ->
                    limit("order_over_limit", "That order is worth more than your grant allows.");
            case DAY_OVER_LIMIT ->
                    limit(
                            "day_over_limit",
                            "Today's orders would be worth more than your grant allows.");
            case LEVERAGE_OVER_LIMIT ->
                    limit("leverage_over_limit", "Your grant does not allow so much leverage.");
            case OPERATOR_ONLY -> Problem.of(403, "operator_only", "Only operators may do that.");
        };
    }

    private static Problem limit(String code, String sentence) {
        return Problem.of(403, code, sentence);
    }

    /** {@code fault}: says, if anybody can, when asking again will tell. */
    static Problem unconfirmed(ClientOrderId id, ExchangeFault fault) {
        return Problem.of(
                        504,
                        "outcome_unknown",
                        "The order may or may not have been placed; do not send it again blindly.")
                .with(Map.of("clientOrderId", id.value()))
                .after(fault.retryAfter().orElse(SOON));
    }
}

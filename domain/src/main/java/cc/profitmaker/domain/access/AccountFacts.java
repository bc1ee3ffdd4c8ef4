package cc.profitmaker.domain.access;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.market.ExchangeId;

import java.time.Instant;

/**
 * What a vault tells of an account together with its keys.
 *
 * @param account the one the keys are of
 * @param ceiling the most that anybody may do with it: {@code READ} for a read-only account
 * @param keysUntil when every copy of the keys must be gone
 */
public record AccountFacts(
        AccountId account,
        ExchangeId exchange,
        AccessLevel ceiling,
        Standing standing,
        Instant keysUntil) {
    public AccountFacts {
        requireNonNull(account);
        requireNonNull(exchange);
        requireNonNull(ceiling);
        requireNonNull(standing);
        requireNonNull(keysUntil);
    }
}

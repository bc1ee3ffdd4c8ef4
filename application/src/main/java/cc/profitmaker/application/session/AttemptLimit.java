package cc.profitmaker.application.session;

import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.session.ClientAddress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How often someone may guess: per address and per account. In memory and bounded; each replica
 * counts for itself. Thread-safe; blocks no longer than the given question does.
 */
public interface AttemptLimit {

    /**
     * Counts one attempt; the time to wait, more than zero, when it is one too many. Neither count
     * binds {@linkplain Familiarity#KNOWN known} addresses. Whether the address is one is asked
     * only when the attempt would be refused, at most once for each, and an {@link
     * Familiarity#UNKNOWN} may be remembered for a minute, or until {@link #succeeded}: so a flood
     * of attempts does not become a flood of questions.
     */
    Optional<Duration> attempt(
            ClientAddress address, Email account, Supplier<Familiarity> familiarity);

    /** Gives back, to both counts, an attempt that turned out right. */
    void succeeded(ClientAddress address, Email account);

    /** How the address stands to the account. */
    enum Familiarity {
        /** The address signed in to the account within 30 days. */
        KNOWN,
        UNKNOWN,
        /** What is attempted knows no familiar addresses: limited as unknown, never remembered. */
        IRRELEVANT
    }
}

package cc.profitmaker.application.session;

import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.session.ClientAddress;

import java.time.Duration;
import java.util.Optional;

/**
 * How often someone may guess: per address and per account. In memory and bounded; each replica
 * counts for itself. Thread-safe, never blocks.
 */
public interface AttemptLimit {

    /**
     * Counts one attempt; the time to wait when it is one too many. The account's count does not
     * bind {@code known} addresses, and nor does the address's: those have signed in to that
     * account lately.
     */
    Optional<Duration> attempt(ClientAddress address, Email account, Familiarity familiarity);

    /** Gives back an attempt that turned out right. */
    void succeeded(ClientAddress address, Email account);

    enum Familiarity {
        /** The address signed in to the account within 30 days. */
        KNOWN,
        UNKNOWN
    }
}

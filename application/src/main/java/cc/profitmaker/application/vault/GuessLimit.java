package cc.profitmaker.application.vault;

import cc.profitmaker.domain.identity.UserId;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a user may name a grantee that is not there: otherwise grants would tell which
 * addresses have users. In memory and bounded; each replica counts for itself. Thread-safe.
 */
public interface GuessLimit {

    /** Counts one attempt; the time to wait, more than zero, when it is one too many. */
    Optional<Duration> attempt(UserId by);

    /** Gives back an attempt that named somebody. */
    void succeeded(UserId by);
}

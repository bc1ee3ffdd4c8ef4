package cc.profitmaker.application.trading;

import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The accounts of the paper exchange, one opaque JSON document each, named by the fingerprint of
 * its API key: the same pair reaches it from any user or replica, another secret does not.
 */
public interface PaperAccounts {

    /** At most this many are kept for one user; then the one idle for longest goes. */
    int MAX_PER_USER = 100;

    /** What a change leaves behind: the new state, and what its caller wants to know. */
    record Changed<T>(String state, T result) {}

    /**
     * Runs {@code change} on the account's state (empty: a new account) and stores what it returns,
     * all in one transaction: concurrent changes of one account, on any replica, happen one after
     * the other. {@code change} may be run again when the database asks for it, so it must have no
     * other effect; what it throws undoes the change and is passed on. Fails with {@link
     * cc.profitmaker.application.Unavailable}.
     *
     * @param opener the user under whose limit a new account counts
     */
    <T> T change(
            Fingerprint account,
            UserId opener,
            Instant now,
            Function<Optional<String>, Changed<T>> change);
}

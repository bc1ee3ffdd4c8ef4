package cc.profitmaker.application.session;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.NewPassword;

import java.time.Duration;
import java.util.Optional;

/**
 * Slow hashing of passwords. At most a few run at once, so that a storm of sign-ins does not starve
 * the rest; callers wait their turn in a bounded queue, and past its end are told {@code Busy}
 * without any work done. Blocks the calling thread; safe for any number of them.
 */
public interface PasswordHash {

    /** A stored hash, in the algorithm's own text form. Not a secret to us, but never shown. */
    record Hash(String value) {
        @Override
        public String toString() {
            return "Hash[redacted]";
        }
    }

    sealed interface Hashed {
        record Done(Hash hash) implements Hashed {}

        record Busy(Duration retryAfter) implements Hashed {}
    }

    enum Verdict {
        MATCHES,
        DIFFERS,
        BUSY
    }

    /** Where a caller waits. */
    enum Place {
        IN_LINE,
        /** Before all that wait in line, in a shorter queue of its own. */
        AHEAD
    }

    Hashed hash(NewPassword password);

    /**
     * Does the same work for every input: with an empty {@code hash}, or for a password that cannot
     * have been anyone's, it compares with a hash of nobody's password and the verdict is DIFFERS.
     */
    Verdict verify(Secret attempt, Optional<Hash> hash, Place place);
}

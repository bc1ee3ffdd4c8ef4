package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.identity.NewPassword;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Quick instead of slow; counts its work, so that equal work can be asserted. */
public final class PlainPasswordHash implements PasswordHash {
    private final AtomicInteger work = new AtomicInteger();
    private volatile boolean busy;

    public static Hash hashOf(String password) {
        return new Hash(Sha256.hex(password));
    }

    public void beBusy() {
        busy = true;
    }

    /** How many hashes were computed. */
    public int work() {
        return work.get();
    }

    @Override
    public Hashed hash(NewPassword password) {
        if (busy) {
            return new Hashed.Busy(Duration.ofSeconds(1));
        }
        work.incrementAndGet();
        return new Hashed.Done(hashOf(password.secret().reveal()));
    }

    @Override
    public Verdict verify(Secret attempt, Optional<Hash> hash, Place place) {
        if (busy && place == Place.IN_LINE) {
            return Verdict.BUSY;
        }
        work.incrementAndGet();
        return hash.filter(hashOf(attempt.reveal())::equals).isPresent()
                ? Verdict.MATCHES
                : Verdict.DIFFERS;
    }
}

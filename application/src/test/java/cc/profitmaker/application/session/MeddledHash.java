package cc.profitmaker.application.session;

import cc.profitmaker.application.testing.PlainPasswordHash;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.NewPassword;

import java.util.Optional;

/** Lets something happen while a password is being hashed, as it does in the quarter second. */
final class MeddledHash implements PasswordHash {
    private final PlainPasswordHash hashing;
    private Runnable meanwhile = () -> {};

    MeddledHash(PlainPasswordHash hashing) {
        this.hashing = hashing;
    }

    void meanwhile(Runnable what) {
        meanwhile = what;
    }

    @Override
    public Hashed hash(NewPassword password) {
        Hashed hashed = hashing.hash(password);
        meanwhile.run();
        return hashed;
    }

    @Override
    public Verdict verify(Secret attempt, Optional<Hash> hash, Place place) {
        Verdict verdict = hashing.verify(attempt, hash, place);
        meanwhile.run();
        return verdict;
    }
}

package cc.profitmaker.adapter.auth;

import cc.profitmaker.application.vault.GuessLimit;
import cc.profitmaker.domain.identity.UserId;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A token bucket for each user who gives grants. */
public final class GranteeLimit implements GuessLimit {
    /** A person mistypes; a program that searches gets one guess each half minute. */
    static final Rate GUESSES = new Rate(10, Duration.ofSeconds(30));

    private static final int ENTRIES = 10_000;

    private final Buckets<UserId> users;

    public GranteeLimit() {
        this(System::nanoTime);
    }

    /** {@code nanoTime} as {@link System#nanoTime}: never steps back. */
    GranteeLimit(LongSupplier nanoTime) {
        users = new Buckets<>(GUESSES, nanoTime, ENTRIES);
    }

    @Override
    public Optional<Duration> attempt(UserId by) {
        return users.take(by);
    }

    @Override
    public void succeeded(UserId by) {
        users.giveBack(by);
    }
}

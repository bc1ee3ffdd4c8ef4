package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.AttemptLimit;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.session.ClientAddress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets a number of unsuccessful attempts pass, whoever makes them; known addresses always. */
public final class CountingAttemptLimit implements AttemptLimit {
    public static final Duration WAIT = Duration.ofSeconds(30);

    private final int attempts;
    private final AtomicInteger left;

    public CountingAttemptLimit(int attempts) {
        this.attempts = attempts;
        left = new AtomicInteger(attempts);
    }

    public static CountingAttemptLimit unlimited() {
        return new CountingAttemptLimit(Integer.MAX_VALUE);
    }

    @Override
    public Optional<Duration> attempt(
            ClientAddress address, Email account, Supplier<Familiarity> familiarity) {
        boolean fits = left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        return fits || familiarity.get() == Familiarity.KNOWN
                ? Optional.empty()
                : Optional.of(WAIT);
    }

    @Override
    public void succeeded(ClientAddress address, Email account) {
        left.getAndUpdate(n -> Math.min(attempts, n + 1));
    }
}

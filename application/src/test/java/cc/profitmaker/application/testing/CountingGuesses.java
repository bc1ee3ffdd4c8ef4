package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.GuessLimit;
import cc.profitmaker.domain.identity.UserId;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** So many guesses each, and a minute to wait from then on. */
public final class CountingGuesses implements GuessLimit {
    public static final Duration WAIT = Duration.ofMinutes(1);

    private final int most;
    private final Map<UserId, Integer> guesses = new ConcurrentHashMap<>();

    public CountingGuesses(int most) {
        this.most = most;
    }

    @Override
    public Optional<Duration> attempt(UserId by) {
        return guesses.merge(by, 1, Integer::sum) > most ? Optional.of(WAIT) : Optional.empty();
    }

    @Override
    public void succeeded(UserId by) {
        guesses.computeIfPresent(by, (_, count) -> count - 1);
    }
}

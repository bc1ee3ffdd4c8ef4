package cc.profitmaker.adapter.auth;

import cc.profitmaker.application.session.AttemptLimit;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.session.ClientAddress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Token buckets for each address and each account; IPv6 counts by its /64. The numbers and their
 * reasons are in RATIONALE.md.
 */
public final class GuessingLimit implements AttemptLimit {
    static final Rate ADDRESS = new Rate(10, Duration.ofSeconds(30));
    static final Rate ACCOUNT = new Rate(60, Duration.ofSeconds(10));
    static final Duration STRANGER = Duration.ofMinutes(1);
    static final int ENTRIES = 50_000;

    private record Pair(ClientAddress address, Email account) {}

    private final Buckets<Network> addresses;
    private final Buckets<Email> accounts;
    private final Cache<Pair, Familiarity> strangers;

    public GuessingLimit() {
        this(System::nanoTime, ENTRIES);
    }

    /**
     * With its own time and size.
     *
     * @param nanoTime as {@link System#nanoTime}: never steps back
     * @param entries how many addresses, accounts and strangers are remembered, of each
     */
    GuessingLimit(LongSupplier nanoTime, int entries) {
        addresses = new Buckets<>(ADDRESS, nanoTime, entries);
        accounts = new Buckets<>(ACCOUNT, nanoTime, entries);
        strangers =
                Caffeine.newBuilder()
                        .maximumSize(entries)
                        .expireAfterWrite(STRANGER)
                        .ticker(nanoTime::getAsLong)
                        .build();
    }

    @Override
    public Optional<Duration> attempt(
            ClientAddress address, Email account, Supplier<Familiarity> familiarity) {
        return take(Network.of(address), account)
                .filter(_ -> isStranger(new Pair(address, account), familiarity));
    }

    /**
     * The address first: one that has none left must not use up the account's, which the owner may
     * need at a new place.
     */
    private Optional<Duration> take(Network network, Email account) {
        Optional<Duration> wait = addresses.take(network);
        if (wait.isPresent()) {
            return wait;
        }
        Optional<Duration> accountsWait = accounts.take(account);
        if (accountsWait.isPresent()) {
            addresses.giveBack(network);
        }
        return accountsWait;
    }

    private boolean isStranger(Pair pair, Supplier<Familiarity> familiarity) {
        if (strangers.getIfPresent(pair) != null) {
            return true;
        }
        return switch (familiarity.get()) {
            case KNOWN -> false;
            case IRRELEVANT -> true;
            case UNKNOWN -> {
                strangers.put(pair, Familiarity.UNKNOWN);
                yield true;
            }
        };
    }

    @Override
    public void succeeded(ClientAddress address, Email account) {
        addresses.giveBack(Network.of(address));
        accounts.giveBack(account);
        strangers.invalidate(new Pair(address, account));
    }

    /** Approximately; for tests of the bound. */
    long remembered() {
        strangers.cleanUp();
        return Math.max(
                strangers.estimatedSize(), Math.max(addresses.remembered(), accounts.remembered()));
    }
}

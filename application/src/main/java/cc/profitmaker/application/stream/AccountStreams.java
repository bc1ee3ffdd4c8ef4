package cc.profitmaker.application.stream;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.AccountTick;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What accounts tell the people who may read them. One runtime per user, account, venue and market
 * reads the account in the user's own right, which is decided on anew at every read; no key and no
 * permit is kept in between. A runtime ends with its last reader, or when its user may not read the
 * account any more: at once when the change was made through one of our replicas, at its next read
 * otherwise. Safe for any number of threads.
 */
public final class AccountStreams implements AccessChanges, AutoCloseable {
    private final ExchangeGateway exchanges;
    private final Gatekeeper gatekeeper;
    private final InstantSource clock;
    private final Rhythm rhythm;
    private final Belfry belfry;
    private final Map<Subject, AccountRuntime> running = new ConcurrentHashMap<>();

    /**
     * How often.
     *
     * @param read an account is read while somebody listens
     * @param heard the same while its exchange tells by itself when there is something to read; not
     *     longer than a right that ended elsewhere may be used
     * @param beat everybody who listens is told that the stream is alive
     */
    public record Rhythm(Duration read, Duration heard, Duration beat) {
        public static final Rhythm USUAL =
                new Rhythm(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(5));

        public Rhythm {
            if (!read.isPositive() || !heard.isPositive() || !beat.isPositive()) {
                throw new IllegalArgumentException("a rhythm is positive");
            }
        }
    }

    /**
     * What is listened to.
     *
     * @param symbol empty: the balance alone
     */
    public record Subject(
            Asker.Away user, AccountId account, Venue venue, Optional<Symbol> symbol) {}

    /** What a subject can tell of. */
    public enum Part {
        ORDERS,
        MY_TRADES,
        POSITIONS,
        BALANCE
    }

    /**
     * Who listens. Called on the runtime's thread, one call at a time; must return quickly, must
     * not block and must not throw.
     */
    public interface Reader {
        /** What is told first is what there is already. */
        void told(AccountTick tick, Instant at);

        /** Reading fails since now; it goes on being tried. Told once per failure. */
        void failing(ExchangeFault why, Duration next);

        void alive(Optional<Instant> lastTold, Instant now);

        /** The user may not read the account any more; nothing comes after it. */
        void ended(Decision.Reason why);
    }

    /** A reader's place. */
    public interface Subscription extends AutoCloseable {
        Set<Part> parts();

        /** Grows with every runtime of a subject, also over restarts. */
        long generation();

        /** From now on the reader is told. To be called once. */
        void start();

        /** Later calls do nothing. */
        @Override
        void close();
    }

    public sealed interface Opened {
        record In(Subscription subscription) implements Opened {}

        record Refused(Decision.Reason why) implements Opened {}

        record Failed(ExchangeFault why) implements Opened {}
    }

    public AccountStreams(
            ExchangeGateway exchanges,
            AccountBells bells,
            Gatekeeper gatekeeper,
            InstantSource clock,
            Rhythm rhythm) {
        this.exchanges = exchanges;
        this.gatekeeper = gatekeeper;
        this.clock = clock;
        this.rhythm = rhythm;
        this.belfry = new Belfry(bells, gatekeeper);
    }

    /** What there is to tell of a subject, and of which market. */
    private record Offer(Set<Part> parts, Optional<Market> market) {}

    /**
     * Decides on access before anything is read; refusals are audited. Fails with {@link
     * cc.profitmaker.application.Unavailable} when a vault cannot be asked.
     */
    public Opened subscribe(Subject subject, Reader reader) {
        return switch (offer(subject)) {
            case Reply.Failed<Offer>(var why) -> new Opened.Failed(why);
            case Reply.Answered<Offer>(var offer) ->
                    switch (reading(subject, offer).admit(offer.parts().iterator().next())) {
                        case Gatekeeper.Admitted.Refused(var why) -> new Opened.Refused(why);
                        case Gatekeeper.Admitted.Granted _ ->
                                new Opened.In(join(subject, offer, reader));
                    };
        };
    }

    private AccountReading reading(Subject subject, Offer offer) {
        return new AccountReading(subject, offer.parts(), offer.market(), exchanges, gatekeeper);
    }

    private Reply<Offer> offer(Subject subject) {
        return exchanges
                .capabilities(subject.venue())
                .map(capabilities -> parts(subject, capabilities))
                .flatMap(
                        parts ->
                                parts.isEmpty()
                                        ? Reply.failed(ExchangeFault.Kind.NOT_OFFERED)
                                        : subject.symbol()
                                                .map(s -> exchanges.market(subject.venue(), s))
                                                .map(found -> found.map(Optional::of))
                                                .orElse(Reply.answered(Optional.empty()))
                                                .map(market -> new Offer(parts, market)));
    }

    private static Set<Part> parts(Subject subject, Capabilities capabilities) {
        var parts = EnumSet.noneOf(Part.class);
        if (subject.symbol().isEmpty()) {
            if (capabilities.offers(Capability.FETCH_BALANCE)) {
                parts.add(Part.BALANCE);
            }
            return parts;
        }
        if (capabilities.offers(Capability.FETCH_ORDERS)) {
            parts.add(Part.ORDERS);
        }
        if (capabilities.offers(Capability.FETCH_MY_TRADES)) {
            parts.add(Part.MY_TRADES);
        }
        if (subject.venue().market() != MarketType.SPOT
                && capabilities.offers(Capability.FETCH_POSITIONS)) {
            parts.add(Part.POSITIONS);
        }
        return parts;
    }

    private Subscription join(Subject subject, Offer offer, Reader reader) {
        while (true) {
            AccountRuntime runtime =
                    running.computeIfAbsent(
                            subject,
                            absent ->
                                    new AccountRuntime(
                                            reading(absent, offer),
                                            belfry,
                                            rhythm,
                                            clock,
                                            gone -> running.remove(absent, gone)));
            Optional<Subscription> joined = runtime.join(reader);
            if (joined.isPresent()) {
                return joined.get();
            }
            // Its last reader left in this very moment; the next runtime is a new one.
            Thread.onSpinWait();
        }
    }

    @Override
    public void changed(AccountId account) {
        running.forEach(
                (subject, runtime) -> {
                    if (subject.account().equals(account)) {
                        runtime.askAgain();
                    }
                });
    }

    @Override
    public void anyMayHaveChanged() {
        running.values().forEach(AccountRuntime::askAgain);
    }

    /** How many accounts are read now. */
    public int running() {
        return running.size();
    }

    /** How many bells are hung for them. */
    public int bells() {
        return belfry.hung();
    }

    /** Ends all runtimes; their readers are told nothing. */
    @Override
    public void close() {
        running.values().forEach(AccountRuntime::stop);
        belfry.close(clock);
    }
}

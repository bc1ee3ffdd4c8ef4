package cc.profitmaker.application.stream;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper.Admitted;
import cc.profitmaker.application.stream.AccountBells.Ear;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.application.stream.AccountStreams.Health;
import cc.profitmaker.application.stream.AccountStreams.Part;
import cc.profitmaker.application.stream.AccountStreams.Reader;
import cc.profitmaker.application.stream.AccountStreams.Rhythm;
import cc.profitmaker.application.stream.AccountStreams.Subscription;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.AccountTick;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads one account for one user for as long as somebody listens, and tells what has changed. Its
 * thread starts with the first reader and ends with the last.
 */
final class AccountRuntime implements Ear {
    private final AccountReading reading;
    private final Belfry belfry;
    private final Rhythm rhythm;
    private final InstantSource clock;
    private final Consumer<AccountRuntime> whenOver;
    private final long generation;
    private final Pace pace;
    private final Semaphore wanted = new Semaphore(0);

    private final List<Place> places = new ArrayList<>();
    private Optional<Rope> rope = Optional.empty();
    private int members;
    private boolean over;

    private final AccountNews news = new AccountNews();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<Decision.Reason> refused = Optional.empty();
    private Optional<Instant> lastTold = Optional.empty();
    private Optional<ExchangeFault> failing = Optional.empty();
    private Optional<Instant> lastWell = Optional.empty();
    private Health health = Health.UNREAD;

    AccountRuntime(
            AccountReading reading,
            Belfry belfry,
            Rhythm rhythm,
            InstantSource clock,
            Consumer<AccountRuntime> whenOver) {
        this.reading = reading;
        this.belfry = belfry;
        this.rhythm = rhythm;
        this.clock = clock;
        this.whenOver = whenOver;
        this.generation = clock.millis();
        this.pace = new Pace(rhythm, clock.instant());
    }

    /** Empty when it is over. */
    synchronized Optional<Subscription> join(Reader reader) {
        if (over) {
            return Optional.empty();
        }
        members++;
        if (members == 1) {
            rope = belfry.join(reading.place(), this);
            var _ = Thread.ofVirtual().name("account stream").start(this::run);
            var _ = Thread.ofVirtual().name("account beat").start(this::beat);
        }
        return Optional.of(new Place(reader));
    }

    private final class Place implements Subscription {
        private final Reader reader;
        private boolean left;

        Place(Reader reader) {
            this.reader = reader;
        }

        @Override
        public Set<Part> parts() {
            return reading.parts();
        }

        @Override
        public long generation() {
            return generation;
        }

        @Override
        public void start() {
            synchronized (AccountRuntime.this) {
                if (left) {
                    return;
                }
                if (over) {
                    // It ended after they came and before they listened.
                    refused.ifPresent(reader::ended);
                    return;
                }
                places.add(this);
                Instant now = clock.instant();
                Instant known = failing.isPresent() ? lastWell.orElse(now) : now;
                news.known().forEach(tick -> reader.told(tick, known));
                failing.ifPresent(why -> reader.failing(why, pace.pause()));
                if (health == Health.WELL) {
                    reader.alive(health, lastTold, now);
                }
            }
            wanted.release();
        }

        @Override
        public void close() {
            synchronized (AccountRuntime.this) {
                if (left) {
                    return;
                }
                left = true;
                places.remove(this);
                members--;
                if (members > 0) {
                    return;
                }
            }
            stop();
        }
    }

    @Override
    public void rung(Ring ring) {
        if (reading.concerns(ring)) {
            wanted.release();
        }
    }

    /**
     * Somebody else's change may have ended the right to read: that is looked at now, whatever
     * exchange is being waited for.
     */
    void askAgain() {
        var _ =
                Thread.ofVirtual()
                        .name("account access")
                        .start(
                                () -> {
                                    try {
                                        if (reading.admit(reading.first())
                                                instanceof Admitted.Refused(var why)) {
                                            end(why);
                                        }
                                    } catch (Unavailable _) {
                                        // The next reading asks again, and tells of it.
                                    }
                                    wanted.release();
                                });
    }

    void stop() {
        if (finish()) {
            leave();
        }
    }

    /** False: it was over already. */
    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        ended.countDown();
        return first;
    }

    private void leave() {
        belfry.leave(reading.place(), this);
        whenOver.accept(this);
        wanted.release();
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void run() {
        while (!isOver()) {
            boolean rung = await(Duration.between(clock.instant(), pace.next()));
            Instant now = clock.instant();
            if (rung) {
                pace.rung(now);
            }
            if (pace.isTime(now) && !isOver()) {
                pace.begin(now);
                read();
                pace.over(clock.instant(), isHeard());
                tendBell();
            }
        }
    }

    /** On a thread of its own: an exchange that does not answer must not make us look dead. */
    private void beat() {
        try {
            while (!ended.await(rhythm.beat().toMillis(), TimeUnit.MILLISECONDS)) {
                tell(place -> place.reader.alive(health, lastTold, clock.instant()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private synchronized Optional<Rope> rope() {
        return rope;
    }

    private boolean isHeard() {
        return rope().filter(Rope::isHeard).isPresent();
    }

    private synchronized boolean isReadable() {
        return failing.isEmpty();
    }

    /** Not with keys that do not even read. */
    private void tendBell() {
        if (isReadable() && !isOver()) {
            rope().ifPresent(Rope::tend);
        }
    }

    private boolean await(Duration time) {
        try {
            boolean rung = wanted.tryAcquire(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
            wanted.drainPermits();
            return rung;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stop();
            return false;
        }
    }

    private void read() {
        try {
            var _ =
                    Share.of(
                            reading.subject().user().user(),
                            () -> {
                                readAll();
                                return reading;
                            });
        } catch (Unavailable _) {
            fail(ExchangeFault.of(Kind.UNREACHABLE));
        }
    }

    private void readAll() {
        Optional<ExchangeFault> failed = Optional.empty();
        for (Part part : reading.parts()) {
            if (isOver()) {
                return;
            }
            switch (reading.admit(part)) {
                case Admitted.Refused(var why) -> {
                    end(why);
                    return;
                }
                case Admitted.Granted(var decision, var credential) -> {
                    rope().ifPresent(known -> known.keysAre(credential.fingerprint()));
                    Optional<ExchangeFault> fault = read(part, decision.permit(), credential);
                    failed = failed.isPresent() ? failed : fault;
                }
            }
        }
        failed.ifPresentOrElse(this::fail, this::recover);
    }

    /** Empty when it could be read. */
    private Optional<ExchangeFault> read(Part part, Permit permit, ApiCredential credential) {
        var snapshot = new AccountSnapshot(reading.exchanges(), reading.subject());
        return switch (part) {
            case ORDERS -> taken(snapshot.orders(permit, credential), news::orders);
            case MY_TRADES -> taken(snapshot.myTrades(permit, credential), news::myTrades);
            case POSITIONS -> taken(snapshot.positions(permit, credential), news::positions);
            case BALANCE -> taken(snapshot.balance(permit, credential), news::balance);
        };
    }

    private <T> Optional<ExchangeFault> taken(
            Reply<T> reply, Function<T, Optional<AccountTick>> changed) {
        return switch (reply) {
            case Reply.Failed<T>(var why) -> Optional.of(why);
            case Reply.Answered<T>(var value) -> {
                tellOf(value, changed);
                yield Optional.empty();
            }
        };
    }

    /** Who joins meanwhile is told either by us or from what is known by then, never by neither. */
    private synchronized <T> void tellOf(T value, Function<T, Optional<AccountTick>> changed) {
        Instant now = clock.instant();
        changed.apply(value)
                .ifPresent(
                        tick -> {
                            lastTold = Optional.of(now);
                            tell(place -> place.reader.told(tick, now));
                        });
    }

    private synchronized void tell(Consumer<Place> what) {
        if (!over) {
            List.copyOf(places).forEach(what);
        }
    }

    private synchronized void fail(ExchangeFault why) {
        pace.failed();
        health = Health.FAILING;
        if (!failing.map(ExchangeFault::kind).equals(Optional.of(why.kind()))) {
            failing = Optional.of(why);
            tell(place -> place.reader.failing(why, pace.pause()));
        }
    }

    private synchronized void recover() {
        pace.succeeded();
        boolean again = failing.isPresent();
        failing = Optional.empty();
        Instant now = clock.instant();
        lastWell = Optional.of(now);
        if (again && reading.subject().symbol().isEmpty()) {
            // Unchanged, a balance would not be told, and there is no other sign that it is well.
            news.known().forEach(tick -> tell(place -> place.reader.told(tick, now)));
        }
        if (health != Health.WELL) {
            health = Health.WELL;
            tell(place -> place.reader.alive(Health.WELL, lastTold, now));
        }
    }

    /** Whoever hears of the end finds that nothing runs any more. */
    private void end(Decision.Reason why) {
        List<Place> listening;
        synchronized (this) {
            listening = List.copyOf(places);
            refused = Optional.of(why);
            if (!finish()) {
                return;
            }
        }
        leave();
        listening.forEach(place -> place.reader.ended(why));
    }
}

package cc.profitmaker.application.stream;

import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Tick;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One topic's upstream and all who read it. Joining and leaving take turns, so that an upstream is
 * never closed while another of the same topic opens; news passes without that lock.
 */
final class Channel implements MarketFeed.Listener {
    private final DataType.Keeping keeping;
    private final InstantSource clock;
    private final Function<MarketFeed.Listener, Reply<MarketFeed.Upstream>> opening;
    private final Consumer<Channel> whenOver;

    private final ReentrantLock turn = new ReentrantLock();
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private Optional<MarketFeed.Upstream> upstream = Optional.empty();
    private int members;
    private boolean over;

    private volatile News news = new News.Nothing(0);

    /** What a newcomer is told at once. */
    enum Greeting {
        WITH_THE_NEWEST,
        NONE
    }

    sealed interface Joined {
        record In(Streams.Subscription subscription) implements Joined {}

        record Refused(ExchangeFault why) implements Joined {}

        /** Too late: the channel has closed. */
        record Over() implements Joined {}
    }

    /** The latest there is to say, numbered so that nobody hears an older one after it. */
    private sealed interface News {
        long sequence();

        record Nothing(long sequence) implements News {}

        record Fresh(Update update) implements News {
            @Override
            public long sequence() {
                return update.sequence();
            }
        }

        record Interrupted(long sequence, ExchangeFault why) implements News {}
    }

    Channel(
            DataType.Keeping keeping,
            InstantSource clock,
            Function<MarketFeed.Listener, Reply<MarketFeed.Upstream>> opening,
            Consumer<Channel> whenOver) {
        this.keeping = keeping;
        this.clock = clock;
        this.opening = opening;
        this.whenOver = whenOver;
    }

    Joined join(Streams.Reader reader, Greeting greeting) {
        turn.lock();
        try {
            if (over) {
                return new Joined.Over();
            }
            if (upstream.isEmpty()) {
                switch (opening.apply(this)) {
                    case Reply.Failed<MarketFeed.Upstream>(var why) -> {
                        end();
                        return new Joined.Refused(why);
                    }
                    case Reply.Answered<MarketFeed.Upstream>(var opened) ->
                            upstream = Optional.of(opened);
                }
            }
            members++;
            return new Joined.In(new Membership(new Seat(reader), greeting));
        } finally {
            turn.unlock();
        }
    }

    /** From joining to leaving; hears from its start on. */
    private final class Membership implements Streams.Subscription {
        private final Seat seat;
        private final Greeting greeting;
        private final AtomicBoolean left = new AtomicBoolean();

        Membership(Seat seat, Greeting greeting) {
            this.seat = seat;
            this.greeting = greeting;
        }

        @Override
        public void start() {
            seats.add(seat);
            if (left.get()) {
                seats.remove(seat);
            } else if (greeting == Greeting.WITH_THE_NEWEST) {
                greet(seat);
            }
        }

        @Override
        public void close() {
            if (!left.getAndSet(true)) {
                seats.remove(seat);
                leave();
            }
        }
    }

    private void greet(Seat seat) {
        switch (news) {
            case News.Nothing _ -> {}
            case News.Interrupted interrupted -> seat.tell(interrupted);
            case News.Fresh fresh -> {
                // Old trades are no news to somebody who has just come.
                if (keeping == DataType.Keeping.NEWEST || isCandle(fresh)) {
                    seat.tell(fresh);
                }
            }
        }
    }

    private static boolean isCandle(News.Fresh fresh) {
        return fresh.update().tick() instanceof Tick.Candles;
    }

    private void leave() {
        turn.lock();
        try {
            members--;
            if (members == 0) {
                upstream.ifPresent(MarketFeed.Upstream::close);
                end();
            }
        } finally {
            turn.unlock();
        }
    }

    private void end() {
        over = true;
        whenOver.accept(this);
    }

    @Override
    public void arrived(Tick tick) {
        var fresh = new News.Fresh(new Update(tick, clock.instant(), news.sequence() + 1));
        news = fresh;
        for (Seat seat : seats) {
            seat.tell(fresh);
        }
    }

    @Override
    public void interrupted(ExchangeFault why) {
        var interrupted = new News.Interrupted(news.sequence() + 1, why);
        news = interrupted;
        for (Seat seat : seats) {
            seat.tell(interrupted);
        }
    }

    /** Tells its reader one thing at a time, and never an older one after a newer one. */
    private static final class Seat {
        private final Streams.Reader reader;
        private long heard = -1;

        Seat(Streams.Reader reader) {
            this.reader = reader;
        }

        synchronized void tell(News news) {
            if (news.sequence() <= heard) {
                return;
            }
            heard = news.sequence();
            switch (news) {
                case News.Nothing _ -> {}
                case News.Fresh(var update) -> reader.update(update);
                case News.Interrupted(_, var why) -> reader.interrupted(why);
            }
        }
    }
}

package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.stream.Tick;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps an order book of numbered changes: they are held until a snapshot is read that is no older
 * than the first of them; from there on each must follow on the one before.
 */
public final class Depth implements Translation {
    private static final int SNAPSHOT = 1000;
    private static final int MOST_SNAPSHOTS = 5;

    /** So long at first, and twice as long each time, for the exchange's copies to catch up. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Reads reads;
    private final Symbol symbol;
    private final Manner manner;
    private final Function<JsonFields, Change> reader;
    private final Deque<Change> held = new ArrayDeque<>();
    private final KnownSide bids = new KnownSide(Ladder.ofBids());
    private final KnownSide asks = new KnownSide(Ladder.ofAsks());
    private boolean begun;
    private boolean joined;
    private int snapshots;
    private long last;
    private Optional<OrderBook> told = Optional.empty();

    /** How an exchange says that nothing is missing between two changes. */
    public enum Numbering {
        /** The first number of one is the next after the last of the other. */
        CONSECUTIVE,
        /** Each names the last number of the one before. */
        CHAINED
    }

    /**
     * How an exchange tells changes.
     *
     * @param mostHeld more than come while a snapshot is read
     */
    public record Manner(Numbering numbering, int mostHeld) {}

    /**
     * What changed from one number to another.
     *
     * @param before the last number of the change before, where it is told
     */
    public record Change(
            long first,
            long last,
            Optional<Long> before,
            Optional<Instant> at,
            List<OrderBook.Level> bids,
            List<OrderBook.Level> asks) {}

    public Depth(Reads reads, Symbol symbol, Manner manner, Function<JsonFields, Change> reader) {
        this.reads = reads;
        this.symbol = symbol;
        this.manner = manner;
        this.reader = reader;
    }

    @Override
    public List<Tick> read(JsonFields content) {
        Change change = reader.apply(content);
        if (!begun) {
            if (held.size() == manner.mostHeld()) {
                throw new Nonsense("no snapshot comes");
            }
            held.add(change);
            return List.of();
        }
        apply(change);
        return tell(change.at());
    }

    @Override
    public Optional<Errand> wanted() {
        if (begun) {
            return Optional.empty();
        }
        Duration pause = snapshots == 0 ? Duration.ZERO : PAUSE.multipliedBy(1L << (snapshots - 1));
        return Optional.of(() -> snapshot(pause));
    }

    private Reply<Sequel> snapshot(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Reply.failed(Kind.TIMED_OUT);
        }
        return reads.book(SNAPSHOT).map(book -> () -> begin(book));
    }

    private List<Tick> begin(OrderBook snapshot) {
        last = snapshot.nonce().orElseThrow(() -> new Nonsense("a version is missing"));
        Change first = held.peekFirst();
        if (first != null && !isOld(first) && !follows(first)) {
            snapshots++;
            if (snapshots == MOST_SNAPSHOTS) {
                throw new Nonsense("no snapshot is new enough");
            }
            return List.of();
        }
        begun = true;
        bids.begin(snapshot.bids(), SNAPSHOT);
        asks.begin(snapshot.asks(), SNAPSHOT);
        Optional<Instant> at = snapshot.timestamp();
        for (Change change : held) {
            apply(change);
            at = change.at();
        }
        held.clear();
        return tell(at);
    }

    private void apply(Change change) {
        if (isOld(change)) {
            return;
        }
        if (!follows(change)) {
            throw new Nonsense("a gap in the sequence");
        }
        joined = true;
        change.bids().forEach(bids::put);
        change.asks().forEach(asks::put);
        last = change.last();
    }

    /** The snapshot has it already. */
    private boolean isOld(Change change) {
        return switch (manner.numbering()) {
            case CONSECUTIVE -> change.last() <= last;
            case CHAINED -> !joined && change.last() < last;
        };
    }

    private boolean follows(Change change) {
        return switch (manner.numbering()) {
            case CONSECUTIVE -> change.first() <= last + 1;
            case CHAINED ->
                    change.before().filter(before -> before == last).isPresent()
                            || (!joined && change.first() <= last);
        };
    }

    /** A book whose best levels are the same is no news. */
    private List<Tick> tell(Optional<Instant> at) {
        var book = new OrderBook(symbol, at, Optional.of(last), bids.best(), asks.best());
        boolean same =
                told.filter(
                                before ->
                                        before.bids().equals(book.bids())
                                                && before.asks().equals(book.asks()))
                        .isPresent();
        told = Optional.of(book);
        return same ? List.of() : List.of(new Tick.Book(book));
    }
}

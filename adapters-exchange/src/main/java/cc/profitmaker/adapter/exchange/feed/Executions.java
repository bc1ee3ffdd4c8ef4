package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.stream.Tick;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trades, each told once. Of those that are read at the beginning none is news; after a loss those
 * are that were not told, as far back as one read goes, and they are told before what comes next.
 * Only for exchanges whose reads and feed give a trade the same id, or another name in common. A
 * read that fails is done without.
 */
public final class Executions implements Translation {
    private static final int READ = 500;
    private static final int MOST_HELD = 5_000;

    private final Reads reads;
    private final Told told;
    private final Function<Trade, Optional<String>> name;
    private final Function<JsonFields, List<Trade>> reader;
    private final List<Trade> held = new ArrayList<>();
    private boolean begun;

    /**
     * Of one subscription.
     *
     * @param reader empty for a message that tells of none
     */
    public Executions(Reads reads, Told told, Function<JsonFields, List<Trade>> reader) {
        this(reads, told, Trade::id, reader);
    }

    /**
     * The same where it is not the id that reads and feed have in common.
     *
     * @param name what both call a trade; empty: nothing
     */
    public Executions(
            Reads reads,
            Told told,
            Function<Trade, Optional<String>> name,
            Function<JsonFields, List<Trade>> reader) {
        this.reads = reads;
        this.told = told;
        this.name = name;
        this.reader = reader;
    }

    @Override
    public List<Tick> read(JsonFields content) {
        List<Trade> trades = reader.apply(content);
        if (begun || !told.hasBegun()) {
            return news(trades);
        }
        if (held.size() + trades.size() > MOST_HELD) {
            throw new Nonsense("no read comes");
        }
        held.addAll(trades);
        return List.of();
    }

    private List<Tick> news(List<Trade> trades) {
        List<Trade> fresh = trades.stream().filter(trade -> told.add(name.apply(trade))).toList();
        if (fresh.isEmpty()) {
            return List.of();
        }
        var _ = told.resume();
        return List.of(new Tick.Traded(fresh));
    }

    @Override
    public Optional<Errand> wanted() {
        return begun
                ? Optional.empty()
                : Optional.of(
                        () ->
                                switch (reads.trades(READ)) {
                                    case Reply.Answered<List<Trade>>(var read) ->
                                            Reply.answered(() -> begin(Optional.of(read)));
                                    case Reply.Failed<List<Trade>> _ ->
                                            Reply.answered(() -> begin(Optional.empty()));
                                });
    }

    /** That an interruption is over is news, even if nothing was traded meanwhile. */
    private List<Tick> begin(Optional<List<Trade>> read) {
        begun = true;
        List<Tick> news = told.hasBegun() ? missed(read) : List.of();
        if (!told.hasBegun()) {
            read.ifPresent(
                    before -> told.begin(before.stream().map(name).flatMap(Optional::stream)));
        }
        return told.resume() ? List.of(new Tick.Traded(List.of())) : news;
    }

    private List<Tick> missed(Optional<List<Trade>> read) {
        var missed =
                new ArrayList<>(
                        read.orElse(List.of()).stream()
                                .filter(trade -> told.lacks(name.apply(trade)))
                                .toList());
        missed.addAll(held);
        held.clear();
        return news(missed);
    }
}

package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.Tick;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Messages that each say all. Before them comes what a read says, so that a quiet market is not a
 * mute one; a read that fails is done without.
 */
public final class PlainTranslation implements Translation {
    private final Function<JsonFields, List<Tick>> reader;
    private final Supplier<Reply<List<Tick>>> opening;
    private final Manners manners;
    private final List<Tick> held = new ArrayList<>();
    private boolean begun;

    /** What happens to messages that come before the read. */
    public enum Manners {
        /** They say all there is, so the read has lost its use. */
        OVERTAKE,
        /** They are told after what the read says. */
        WAIT
    }

    private PlainTranslation(
            Function<JsonFields, List<Tick>> reader,
            Supplier<Reply<List<Tick>>> opening,
            Manners manners) {
        this.reader = reader;
        this.opening = opening;
        this.manners = manners;
    }

    public static PlainTranslation opened(
            Supplier<Reply<List<Tick>>> opening,
            Manners manners,
            Function<JsonFields, List<Tick>> reader) {
        return new PlainTranslation(reader, opening, manners);
    }

    /** No read comes before. */
    public static PlainTranslation of(Function<JsonFields, List<Tick>> reader) {
        var plain = new PlainTranslation(reader, () -> Reply.answered(List.of()), Manners.WAIT);
        plain.begun = true;
        return plain;
    }

    @Override
    public List<Tick> read(JsonFields content) {
        List<Tick> news = reader.apply(content);
        if (!begun && manners == Manners.WAIT) {
            held.addAll(news);
            return List.of();
        }
        begun = begun || !news.isEmpty();
        return news;
    }

    @Override
    public Optional<Errand> wanted() {
        return begun
                ? Optional.empty()
                : Optional.of(
                        () ->
                                switch (opening.get()) {
                                    case Reply.Answered<List<Tick>>(var ticks) ->
                                            Reply.answered(() -> begin(ticks));
                                    case Reply.Failed<List<Tick>> _ ->
                                            Reply.answered(() -> begin(List.of()));
                                });
    }

    private List<Tick> begin(List<Tick> opened) {
        if (begun) {
            return List.of();
        }
        begun = true;
        var all = new ArrayList<>(opened);
        all.addAll(held);
        held.clear();
        return all;
    }
}

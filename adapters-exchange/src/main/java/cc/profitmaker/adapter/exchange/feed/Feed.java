package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.stream.Tick;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The public feed of one host of an exchange: as few connections as carry what is listened to, none
 * when nothing is. Safe for any number of threads.
 */
public final class Feed implements AutoCloseable {
    private final Trunk trunk;
    private final List<Cable> cables = new CopyOnWriteArrayList<>();

    /** Connects to nothing yet. */
    public Feed(Language language, FeedClient client, Tempo tempo) {
        trunk = new Trunk(language, client, tempo);
    }

    /**
     * Listens, for as long as it takes or until it is refused, and as {@link MarketFeed} promises.
     *
     * @param reads of the subject's market
     */
    public MarketFeed.Upstream open(Subject subject, Reads reads, Ear ear) {
        var told = new Told();
        var strand =
                new Strand(
                        subject,
                        new Noting(ear, told),
                        () -> trunk.language().translate(subject, reads, told),
                        trunk.pauses());
        Cable cable = place(strand);
        return () -> remove(cable, strand);
    }

    /** Notes what its listener was told of losses. */
    private record Noting(Ear ear, Told told) implements Ear {
        @Override
        public void arrived(Tick tick) {
            ear.arrived(tick);
        }

        @Override
        public void interrupted(ExchangeFault why) {
            told.interrupt();
            ear.interrupted(why);
        }

        @Override
        public void refused(ExchangeFault why) {
            ear.refused(why);
        }
    }

    /** One after the other, or two would open a connection each. */
    private synchronized Cable place(Strand strand) {
        for (Cable cable : cables) {
            if (cable.add(strand)) {
                return cable;
            }
        }
        var cable = new Cable(trunk);
        cables.add(cable);
        var _ = cable.add(strand);
        return cable;
    }

    /** Not one after the other: it may be called by whom a cable tells something. */
    private void remove(Cable cable, Strand strand) {
        if (cable.remove(strand)) {
            cables.remove(cable);
        }
    }

    /** How many connections are kept up. */
    public int connections() {
        return cables.size();
    }

    @Override
    public void close() {
        cables.forEach(Cable::close);
        cables.clear();
    }
}

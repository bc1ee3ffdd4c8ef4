package cc.profitmaker.application.stream;

import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

/**
 * What exchanges tell of their markets without being asked each time.
 *
 * <p>A stream that was opened lives until it is closed: what interrupts it (the connection, a gap
 * in the sequence, silence for longer than the exchange should be silent) is mended behind this
 * port, with growing, jittered pauses and without end. The listener is told of it once per
 * interruption, and then of a fresh beginning: nothing that was told before the interruption is
 * needed to understand what comes after it.
 */
public interface MarketFeed {
    /**
     * Starts listening. May block while the market list is fetched; does not wait for the first
     * tick. Fails, as {@code ExchangeGateway} does, for what is not offered or not listed; an
     * exchange that is not reached just now is an interruption and no failure.
     *
     * @param topic not opened yet by the same reader of this port: opening one twice at a time is a
     *     mistake of the caller's
     */
    Reply<Upstream> open(Topic topic, Listener listener);

    /** A stream that runs. */
    interface Upstream extends AutoCloseable {
        /**
         * Ends it; later calls do nothing. When it returns, the exchange has been told or will be,
         * and the listener is told at most what was already on its way.
         */
        @Override
        void close();
    }

    /**
     * Who is told. One call at a time and in order for one stream; must return quickly, must not
     * block and must not throw. It may be called before {@link #open} has returned.
     */
    interface Listener {
        void arrived(Tick tick);

        /** What was told until now may be out of date from here until the next tick. */
        void interrupted(ExchangeFault why);
    }
}

package cc.profitmaker.application.stream;

import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.market.Venue;

import java.util.Optional;

/**
 * What exchanges tell of an account at once. A bell says that something happened, never what: who
 * hears it reads the account. So there is one source of what clients are told, and a message that
 * was missed, or understood wrongly, costs time and never truth.
 */
public interface AccountBells {
    /**
     * A bell that is silent until it is tended. Asks nobody and does not block.
     *
     * @param ear is told of everything, on the bell's threads
     * @return empty: nothing rings at that venue
     */
    Optional<Bell> at(Venue venue, Ear ear);

    /** Nothing rings anywhere. */
    static AccountBells none() {
        return (_, _) -> Optional.empty();
    }

    /**
     * One account's bell, for one user. It holds no key: it says when it needs them, and uses those
     * it is tended with for that one call. Safe for any number of threads.
     */
    interface Bell extends AutoCloseable {
        /**
         * Whether all that happens in the account rings. Whenever this changes the ear hears {@link
         * Ring.Anything}: what happened shortly before may not have rung.
         */
        boolean isHeard();

        /**
         * It needs the keys now: to listen, to listen anew after a loss and a pause, or to be let
         * listen on. A key its exchange does not take is not needed again for a long while.
         */
        boolean isDue();

        /** With which keys the account is read now; with others it begins anew. */
        void keysAre(Fingerprint keys);

        /**
         * Does what is due, if anything is. Blocks for as long as the exchange takes to answer, and
         * fails silently: reading the account goes on, and says what is wrong.
         */
        void tend(Permit permit, ApiCredential credential);

        /** Nothing rings from here on, and the connection ends. Later calls do nothing. */
        @Override
        void close();

        /** Whether the exchange keeps something for this bell until it is told of the end. */
        boolean owesFarewell();

        /** Tells it. After {@link #close}; blocks, and fails silently. */
        void bidFarewell(Permit permit, ApiCredential credential);
    }

    /** Must return quickly, must not block and must not throw. */
    interface Ear {
        void rung(Ring ring);
    }

    /** What may have changed. */
    sealed interface Ring {
        /**
         * An order, a trade or a position, and the balance with it.
         *
         * @param name the exchange's own of the market, or its symbol
         */
        record InMarket(String name) implements Ring {}

        /** The balance. */
        record Funds() implements Ring {}

        record Anything() implements Ring {}
    }
}

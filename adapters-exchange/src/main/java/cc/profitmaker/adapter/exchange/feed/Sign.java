package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.util.List;

/** What one message of a private stream means to who waits for changes. */
public sealed interface Sign {
    /** Something changed. */
    record Changed(List<Ring> where) implements Sign {
        public static Changed in(Ring... where) {
            return new Changed(List.of(where));
        }
    }

    /** It listens to us now. */
    record Welcome() implements Sign {}

    /** One of our words is done. */
    record Confirmed() implements Sign {}

    /** One is not. */
    record Refused(Kind why) implements Sign {}

    /** The exchange ends the stream as it said it would: the next one may begin. */
    record Ended() implements Sign {}

    /** Nothing but that the exchange is still there. */
    record Alive() implements Sign {}

    /** Nothing we know; it counts as silence. */
    record Unknown() implements Sign {}
}

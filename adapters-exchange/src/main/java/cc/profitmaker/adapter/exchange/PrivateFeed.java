package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.PrivateCable.Prolonged;
import cc.profitmaker.adapter.exchange.feed.PrivateLanguage;
import cc.profitmaker.domain.market.Reply;

/** One venue's private stream: how one is let in, and what is said there. */
public interface PrivateFeed extends PrivateLanguage {
    /** Asks for what one connection needs; each has its own. */
    Reply<Entry> enter(KeyHolder keys);

    /** Asks for more time, where the {@link Entry} said it will be needed. */
    default Reply<Prolonged> prolong(KeyHolder keys) {
        return Reply.answered(Prolonged.GOES_ON);
    }

    /** Whether the exchange keeps something open until it is told of the end. */
    default boolean owesFarewell() {
        return false;
    }

    default void bidFarewell(KeyHolder keys) {}
}

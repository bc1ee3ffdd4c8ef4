package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.Tick;

import java.util.List;
import java.util.Optional;

/**
 * Makes news of one subject's messages. It is made anew each time the subject is subscribed to, so
 * nothing of what was before a loss survives it. One thread at a time. Whatever makes no sense, a
 * gap in a sequence included, is {@link Nonsense}: all begins anew then.
 */
public interface Translation {
    List<Tick> read(JsonFields content);

    /**
     * What must be read, with a call of its own, before there can be news; asked again and again.
     */
    default Optional<Errand> wanted() {
        return Optional.empty();
    }

    /** A read on another thread; what came of it is carried on where messages are read. */
    interface Errand {
        Reply<Sequel> run();
    }

    interface Sequel {
        List<Tick> ticks();
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.stream.Tick;
import cc.profitmaker.domain.stream.Topic;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A feed whose news a test makes up, for the symbols it was told of. */
public final class HandFedMarket implements MarketFeed {
    private final Set<Symbol> listed;
    private final Map<Topic, Listener> open = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();

    public HandFedMarket(Set<Symbol> listed) {
        this.listed = Set.copyOf(listed);
    }

    @Override
    public Reply<Upstream> open(Topic topic, Listener listener) {
        if (!listed.contains(topic.symbol())) {
            return Reply.failed(Kind.UNKNOWN_SYMBOL);
        }
        if (open.putIfAbsent(topic, listener) != null) {
            throw new IllegalStateException("opened twice: " + topic);
        }
        opened.incrementAndGet();
        return Reply.answered(() -> open.remove(topic, listener));
    }

    public void tell(Topic topic, Tick tick) {
        open.get(topic).arrived(tick);
    }

    public void interrupt(Topic topic, Kind why) {
        open.get(topic).interrupted(ExchangeFault.of(why));
    }

    /** What is listened to now. */
    public Set<Topic> open() {
        return Set.copyOf(open.keySet());
    }

    /** How often a topic was opened, all of them together. */
    public int timesOpened() {
        return opened.get();
    }
}

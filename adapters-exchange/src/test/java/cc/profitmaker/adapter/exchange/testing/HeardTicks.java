package cc.profitmaker.adapter.exchange.testing;

import cc.profitmaker.adapter.exchange.feed.Ear;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.stream.Tick;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that remembers: ticks, and the kinds of interruptions. */
public final class HeardTicks implements Ear {
    private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

    @Override
    public void arrived(Tick tick) {
        all.add(tick);
    }

    @Override
    public void interrupted(ExchangeFault why) {
        all.add(why.kind());
    }

    /** What is heard when it is over. */
    public enum End {
        REFUSED
    }

    @Override
    public void refused(ExchangeFault why) {
        all.add(End.REFUSED);
    }

    /** What was heard next, a {@link Tick}, a kind of fault or the end. */
    public Object next() throws InterruptedException {
        Object next = all.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was heard within 60 s");
        }
        return next;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }
}

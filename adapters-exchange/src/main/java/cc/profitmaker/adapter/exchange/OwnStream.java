package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Ear;
import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.stream.Tick;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A stream of the exchange's own; if it is refused, what takes its place goes on from there. */
final class OwnStream implements Ear, MarketFeed.Upstream {
    private final MarketFeed.Listener listener;
    private final Supplier<MarketFeed.Upstream> substitute;
    private final AtomicReference<MarketFeed.Upstream> source =
            new AtomicReference<>(Source.NOT_YET);

    private enum Source implements MarketFeed.Upstream {
        NOT_YET,
        CLOSED;

        @Override
        public void close() {}
    }

    OwnStream(MarketFeed.Listener listener, Supplier<MarketFeed.Upstream> substitute) {
        this.listener = listener;
        this.substitute = substitute;
    }

    /** It may have been refused before. */
    MarketFeed.Upstream opened(MarketFeed.Upstream own) {
        if (!source.compareAndSet(Source.NOT_YET, own)) {
            own.close();
        }
        return this;
    }

    @Override
    public void arrived(Tick tick) {
        listener.arrived(tick);
    }

    @Override
    public void interrupted(ExchangeFault why) {
        listener.interrupted(why);
    }

    @Override
    public void refused(ExchangeFault why) {
        MarketFeed.Upstream next = substitute.get();
        MarketFeed.Upstream before =
                source.getAndUpdate(there -> there == Source.CLOSED ? there : next);
        (before == Source.CLOSED ? next : before).close();
    }

    @Override
    public void close() {
        source.getAndSet(Source.CLOSED).close();
    }
}

package cc.profitmaker.adapter.exchange;

import cc.profitmaker.application.stream.MarketFeed;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.Tick;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A stream made of reads: one after the other, with pauses that grow while reading fails. They are
 * the share of whoever it was made for.
 */
final class PolledStream {
    private static final Logger LOG = LoggerFactory.getLogger(PolledStream.class);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final PublicNews news;
    private final MarketFeed.Listener listener;
    private final Duration period;
    private final Optional<UserId> opener = Share.current();
    private final CountDownLatch closed = new CountDownLatch(1);

    PolledStream(PublicNews news, MarketFeed.Listener listener, Duration period) {
        this.news = news;
        this.listener = listener;
        this.period = period;
    }

    void start() {
        var _ = Thread.ofVirtual().name("polled stream").start(() -> Share.as(opener, this::run));
    }

    private void run() {
        Duration pause = period;
        boolean failing = false;
        do {
            Optional<ExchangeFault> wrong = told();
            if (wrong.isEmpty()) {
                pause = period;
                failing = false;
            } else {
                pause = longer(pause, wrong.get());
                if (!failing && !isClosed()) {
                    failing = true;
                    news.forget();
                    listener.interrupted(wrong.get());
                }
            }
        } while (!waited(jittered(pause)));
    }

    /** What went wrong; empty: nothing. The next read may go better, so nothing ends a stream. */
    private Optional<ExchangeFault> told() {
        try {
            return switch (news.read()) {
                case Reply.Answered<Optional<Tick>>(var tick) -> {
                    tick.filter(_ -> !isClosed()).ifPresent(this::tell);
                    yield Optional.empty();
                }
                case Reply.Failed<Optional<Tick>>(var why) -> Optional.of(why);
            };
        } catch (RuntimeException e) {
            LOG.warn("A read for a stream failed", e);
            return Optional.of(ExchangeFault.of(ExchangeFault.Kind.NONSENSE));
        }
    }

    private void tell(Tick tick) {
        if (news.hasMissed()) {
            listener.interrupted(ExchangeFault.of(ExchangeFault.Kind.NONSENSE));
        }
        listener.arrived(tick);
    }

    private static Duration longer(Duration pause, ExchangeFault why) {
        Duration doubled = pause.multipliedBy(2);
        Duration bounded = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return why.retryAfter().filter(asked -> asked.compareTo(bounded) > 0).orElse(bounded);
    }

    /** So that many streams that failed together do not come back together. */
    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(
                (long) (pause.toMillis() * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble())));
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** True when it was closed meanwhile. */
    private boolean waited(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void close() {
        closed.countDown();
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.stream.AccountStreams;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.stream.AccountTick;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what a reader of an account was told. */
public final class HeardAccount implements AccountStreams.Reader {
    public final BlockingQueue<AccountTick> ticks = new LinkedBlockingQueue<>();
    public final BlockingQueue<Instant> times = new LinkedBlockingQueue<>();
    public final BlockingQueue<ExchangeFault> faults = new LinkedBlockingQueue<>();
    public final BlockingQueue<AccountStreams.Health> beats = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void told(AccountTick tick, Instant at) {
        times.add(at);
        ticks.add(tick);
    }

    @Override
    public void failing(ExchangeFault why, Duration next) {
        faults.add(why);
    }

    @Override
    public void alive(AccountStreams.Health health, Optional<Instant> lastTold, Instant now) {
        beats.add(health);
    }

    @Override
    public void ended(Decision.Reason why) {
        ended.countDown();
    }

    /** The next thing told, waited for. */
    public AccountTick next() throws InterruptedException {
        AccountTick next = ticks.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told within 20 s");
        }
        return next;
    }

    /** Whether it ends in that time. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}

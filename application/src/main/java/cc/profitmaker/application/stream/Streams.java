package cc.profitmaker.application.stream;

import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.Topic;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The hub: one upstream per topic, however many read it. The first reader opens it, the last one
 * closes it. Safe for any number of threads.
 */
public final class Streams {
    private final MarketFeed feed;
    private final InstantSource clock;
    private final Map<Topic, Channel> open = new ConcurrentHashMap<>();

    public Streams(MarketFeed feed, InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /**
     * Who reads a topic. Called on the feed's threads, one call at a time and in order; must return
     * quickly, must not block, must not close a subscription there and must not throw.
     */
    public interface Reader {
        void update(Update update);

        /** What came until now may be out of date from here until the next update. */
        void interrupted(ExchangeFault why);
    }

    /** A reader's place. */
    public interface Subscription extends AutoCloseable {
        /**
         * From now on the reader is told what comes, and first, at once, what is known already: the
         * newest update, or that the stream is interrupted. A reader that is new to trades starts
         * with the next ones. To be called once.
         */
        void start();

        /** Later calls do nothing. The reader is told at most what was already on its way. */
        @Override
        void close();
    }

    /**
     * A place for the reader, who hears nothing before it is {@linkplain Subscription#start
     * started}. May block while the stream is opened.
     */
    public Reply<Subscription> subscribe(Topic topic, Reader reader) {
        return join(topic, reader, Channel.Greeting.WITH_THE_NEWEST);
    }

    /**
     * The next update of a topic, waited for.
     *
     * @param patience how long; {@code TIMED_OUT} when nothing came
     */
    public Reply<Update> next(Topic topic, Duration patience) {
        var first = new CompletableFuture<Reply<Update>>();
        return join(topic, new First(first), Channel.Greeting.NONE)
                .flatMap(
                        subscription -> {
                            try (subscription) {
                                subscription.start();
                                return first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                            } catch (TimeoutException _) {
                                return Reply.failed(Kind.TIMED_OUT);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                                return Reply.failed(Kind.TIMED_OUT);
                            } catch (ExecutionException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }

    private record First(CompletableFuture<Reply<Update>> update) implements Reader {
        @Override
        public void update(Update arrived) {
            update.complete(Reply.answered(arrived));
        }

        @Override
        public void interrupted(ExchangeFault why) {
            update.complete(Reply.failed(why));
        }
    }

    private Reply<Subscription> join(Topic topic, Reader reader, Channel.Greeting greeting) {
        while (true) {
            Channel channel =
                    open.computeIfAbsent(
                            topic,
                            absent ->
                                    new Channel(
                                            absent.type().keeping(),
                                            clock,
                                            listener -> feed.open(absent, listener),
                                            gone -> open.remove(absent, gone)));
            Channel.Joined joined = channel.join(reader, greeting);
            switch (joined) {
                case Channel.Joined.In(var subscription) -> {
                    return Reply.answered(subscription);
                }
                case Channel.Joined.Refused(var why) -> {
                    return Reply.failed(why);
                }
                // The last reader left in this very moment; the next channel is a new one.
                case Channel.Joined.Over() -> Thread.onSpinWait();
            }
        }
    }

    /** The topics that have an upstream now. */
    public int upstreams() {
        return open.size();
    }

    /** How many of them are at that exchange. */
    public int upstreams(ExchangeId exchange) {
        return (int)
                open.keySet().stream()
                        .filter(topic -> topic.venue().exchange().equals(exchange))
                        .count();
    }
}

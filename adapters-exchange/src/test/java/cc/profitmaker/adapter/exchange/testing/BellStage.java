package cc.profitmaker.adapter.exchange.testing;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import cc.profitmaker.adapter.exchange.ClientCache;
import cc.profitmaker.adapter.exchange.Connector;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.FeedClient;
import cc.profitmaker.adapter.exchange.feed.PrivateCable;
import cc.profitmaker.adapter.exchange.feed.PrivateTrunk;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;
import cc.profitmaker.adapter.exchange.wire.RestClient;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Reply;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** One account's bell, the exchange it hangs at, and what it rang; with time that can be moved. */
public final class BellStage implements AutoCloseable {
    public static final ApiCredential KEYS =
            new ApiCredential(
                    Secret.of("canary-\"key"),
                    Secret.of("Y2FuYXJ5LXNlY3JldA=="),
                    Secret.of("canary-passphrase"));

    public final FakeFeed exchange = new FakeFeed();
    public final AtomicReference<String> reply = new AtomicReference<>("");
    public final MisbehavingServer rest =
            new MisbehavingServer((_, out) -> out.write(this.reply.get().getBytes(ISO_8859_1)));
    public final BlockingQueue<Ring> rings = new LinkedBlockingQueue<>();
    public final PrivateFeed feed;
    public final PrivateCable cable;
    private final AtomicLong ahead = new AtomicLong();
    private final FeedClient client = new FeedClient(Duration.ofSeconds(10));
    private final RestClient http;
    private final ClientCache clients;
    private final UserId user = new UserId(UUID.randomUUID());

    /** Streams come from the fake feed, whatever the exchange says. */
    public BellStage(Function<Upstream, Connector> open, Tempo tempo) {
        var clock = InstantSource.system();
        http = new RestClient(Duration.ofSeconds(5), Duration.ofSeconds(20), clock);
        clients = new ClientCache(clock);
        feed =
                open.apply(
                                new Upstream(
                                        http,
                                        clients,
                                        new Hosts(
                                                Optional.of(rest.url()),
                                                Optional.of(exchange.url()),
                                                Optional.empty()),
                                        clock))
                        .privateFeed()
                        .orElseThrow();
        // It must not refer to this stage, which knows the keys.
        AtomicLong moved = ahead;
        cable =
                new PrivateCable(
                        feed,
                        new PrivateTrunk(client, tempo, () -> System.nanoTime() + moved.get()),
                        rings::add);
    }

    public BellStage(Function<Upstream, Connector> open) {
        this(open, FeedStage.BRISK);
    }

    /** What the exchange answers to every call from now on. */
    public void replies(int status, String body) {
        reply.set(answer(status + " Said", "Content-Type: application/json\r\n", body));
    }

    public KeyHolder holder(ApiCredential keys) {
        return new KeyHolder(user, keys, Optional.empty());
    }

    public void tend(ApiCredential credential) {
        KeyHolder keys = holder(credential);
        cable.keysAre(credential.fingerprint());
        cable.tend(
                new PrivateCable.Keyed() {
                    @Override
                    public Reply<Entry> enter() {
                        return feed.enter(keys);
                    }

                    @Override
                    public Reply<PrivateCable.Prolonged> prolong() {
                        return feed.prolong(keys);
                    }
                });
    }

    public void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /** The connection that comes of tending it as soon as it is due. */
    public Peer connected() throws InterruptedException {
        FeedStage.eventually(cable::isDue);
        tend(KEYS);
        return exchange.next();
    }

    public Ring nextRing() throws InterruptedException {
        Ring next = rings.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("nothing rang within 20 s").isNotNull();
        return next;
    }

    /** Heard, and its ring for what was before is taken. */
    public void awaitHeard() throws InterruptedException {
        FeedStage.eventually(cable::isHeard);
        assertThat(nextRing()).isEqualTo(new Ring.Anything());
    }

    /** In this order; nothing rings before. */
    public void rang(Ring... expected) throws InterruptedException {
        for (Ring ring : expected) {
            assertThat(nextRing()).isEqualTo(ring);
        }
    }

    /** What was asked of the exchange, without its headers. */
    public List<String> calls() {
        return rest.requests().stream().map(text -> text.lines().findFirst().orElse("")).toList();
    }

    @Override
    public void close() {
        cable.close();
        client.close();
        clients.close();
        http.close();
        rest.close();
        exchange.close();
    }
}

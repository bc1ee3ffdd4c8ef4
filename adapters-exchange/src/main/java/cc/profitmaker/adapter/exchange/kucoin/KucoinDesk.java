package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.HeaderSignature;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.LookUp.Absence;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.Sought;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Signs the private calls of one venue of KuCoin, and reads what comes of them. */
final class KucoinDesk {
    static final Answers ANSWERS = new Answers("kucoin", new KucoinRefusals());

    /**
     * KuCoin refuses a request whose time is more than 5 s off; as much again is for clocks and for
     * an answer that is read from a copy. It forgets an order that came to nothing two days after
     * it was placed; here a day earlier.
     */
    private static final Absence ABSENCE = new Absence(Duration.ofSeconds(10), Duration.ofDays(1));

    private final Venue venue;
    private final Upstream upstream;
    private final URI origin;
    private final InstantSource clock;

    KucoinDesk(Venue venue, URI origin, Upstream upstream) {
        this.venue = venue;
        this.upstream = upstream;
        this.origin = origin;
        this.clock = upstream.http().clock(origin);
    }

    interface Signed {
        HttpOutcome send(HeaderSignature signature);
    }

    /** Only here is a key used. */
    HttpOutcome signed(KeyHolder keys, Signed call) {
        return signed(keys, clock.instant(), call);
    }

    /** The same for an order: whatever keeps it back, KuCoin refuses it when it is late. */
    HttpOutcome signed(KeyHolder keys, Dispatch order, Signed call) {
        return signed(keys, upstream.http().theirs(origin, order.at()), call);
    }

    private HttpOutcome signed(KeyHolder keys, Instant at, Signed call) {
        return upstream.clients()
                .with(
                        keys,
                        venue,
                        KucoinClient.class,
                        () -> new KucoinClient(keys.credential(), upstream.broker()),
                        client -> call.send(client.signature(at.toEpochMilli())));
    }

    <T> Reply<T> ask(KeyHolder keys, Signed call, Function<HttpOutcome.Body, T> read) {
        return ANSWERS.reply(signed(keys, call), keys.credential(), read);
    }

    /**
     * One order, if KuCoin knows it: it answers with null, with an empty list, or with a code. An
     * answer without data is none.
     */
    Reply<Optional<Order>> find(
            KeyHolder keys, Sought sought, Signed call, Function<JsonFields, Order> read) {
        Reply<Optional<Order>> reply =
                ask(
                        keys,
                        call,
                        body ->
                                KucoinData.oneOrNone(body)
                                        .map(read)
                                        .map(order -> Answers.named(order, sought.id().value())));
        return reply instanceof Reply.Failed<Optional<Order>>(var fault)
                        && fault.kind() == Kind.ORDER_NOT_FOUND
                ? Reply.answered(Optional.empty())
                : reply;
    }

    /**
     * That KuCoin does not know an order proves nothing of one that waited for its trigger: it
     * forgets those as soon as they are cancelled.
     */
    static LookUp told(Sought sought, Optional<Order> found) {
        return new LookUp(found, Optional.of(ABSENCE).filter(_ -> !sought.mayWait()));
    }
}

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
import cc.profitmaker.domain.order.Order;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Signs the private calls of one venue of KuCoin, and reads what comes of them. */
final class KucoinDesk {
    static final Answers ANSWERS = new Answers("kucoin", new KucoinRefusals());

    /**
     * KuCoin refuses a request whose time is more than 5 s off; as much again is for clocks and for
     * an answer that is read from a copy.
     */
    static final Optional<Duration> VALID = Optional.of(Duration.ofSeconds(10));

    private final Venue venue;
    private final Upstream upstream;
    private final InstantSource clock;

    KucoinDesk(Venue venue, URI origin, Upstream upstream) {
        this.venue = venue;
        this.upstream = upstream;
        this.clock = upstream.http().clock(origin);
    }

    interface Signed {
        HttpOutcome send(HeaderSignature signature);
    }

    /** Only here is a key used. */
    HttpOutcome signed(KeyHolder keys, Signed call) {
        return upstream.clients()
                .with(
                        keys,
                        venue,
                        KucoinClient.class,
                        () -> new KucoinClient(keys.credential(), upstream.broker()),
                        client -> call.send(client.signature(clock.millis())));
    }

    <T> Reply<T> ask(KeyHolder keys, Signed call, Function<HttpOutcome.Body, T> read) {
        return ANSWERS.reply(signed(keys, call), keys.credential(), read);
    }

    /**
     * One order, if KuCoin knows it: it answers with nothing, with an empty list, or with a code.
     */
    Reply<Optional<Order>> find(KeyHolder keys, Signed call, Function<JsonFields, Order> read) {
        Reply<Optional<Order>> reply =
                ask(
                        keys,
                        call,
                        body ->
                                KucoinData.maybe(body)
                                        .flatMap(
                                                data ->
                                                        data.isArray()
                                                                ? data.elements().stream()
                                                                        .findFirst()
                                                                : Optional.of(data))
                                        .map(read));
        return reply instanceof Reply.Failed<Optional<Order>>(var fault)
                        && fault.kind() == Kind.ORDER_NOT_FOUND
                ? Reply.answered(Optional.empty())
                : reply;
    }
}

package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.Answers;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.Sought;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Signs the private calls of USDⓈ-M futures, and reads what comes of them. */
final class UsdmDesk {
    /** Binance refuses a request that arrives later than this after its timestamp. */
    static final long VALID_MILLIS = 5000;

    static final Answers ANSWERS = new Answers("binance", new BinanceRefusals(UsdmErrors::kind));

    private final Venue venue;
    private final URI origin;
    private final Upstream upstream;
    private final InstantSource clock;

    UsdmDesk(Venue venue, URI origin, Upstream upstream) {
        this.venue = venue;
        this.origin = origin;
        this.upstream = upstream;
        this.clock = upstream.http().clock(origin);
    }

    interface Signed {
        HttpOutcome send(BinanceClient.Keys keys, long timestamp);
    }

    /** Only here is a key used. */
    HttpOutcome signed(KeyHolder keys, Signed call) {
        return signed(keys, clock.instant(), call);
    }

    /** The same for an order: whatever keeps it back, Binance refuses it when it is late. */
    HttpOutcome signed(KeyHolder keys, Dispatch order, Signed call) {
        return signed(keys, upstream.http().theirs(origin, order.at()), call);
    }

    private HttpOutcome signed(KeyHolder keys, Instant at, Signed call) {
        return upstream.clients()
                .with(
                        keys,
                        venue,
                        BinanceClient.class,
                        () -> new BinanceClient(keys.credential()),
                        client -> call.send(client.keys(), at.toEpochMilli()));
    }

    <T> Reply<T> ask(KeyHolder keys, Signed call, Function<HttpOutcome.Body, T> read) {
        return ANSWERS.reply(signed(keys, call), keys.credential(), read);
    }

    /** One order, if Binance knows it under our name. */
    Reply<Optional<Order>> find(
            KeyHolder keys, Sought sought, Signed call, Function<JsonFields, Order> read) {
        Reply<Optional<Order>> reply =
                ask(
                        keys,
                        call,
                        body ->
                                Optional.of(
                                        Answers.named(
                                                read.apply(JsonFields.read(body)),
                                                sought.id().value())));
        return reply instanceof Reply.Failed<Optional<Order>>(var fault)
                        && fault.kind() == Kind.ORDER_NOT_FOUND
                ? Reply.answered(Optional.empty())
                : reply;
    }
}

package cc.profitmaker.adapter.exchange.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.ExchangesConfig;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Compares one venue with CCXT: the same payloads, the same answers and the same requests. It runs
 * the whole of {@code Exchanges} against a {@link FakeExchange} that serves what CCXT was served.
 */
public final class ConnectorDifferential implements AutoCloseable {
    /** When the calls are made, and what the fake exchange's payloads are about. */
    public static final Instant NOW = Instant.parse("2025-11-24T16:00:00Z");

    public static final User ANN = Fixtures.user("ann@example.org");
    public static final ClientOrderId OURS = new ClientOrderId("pm-our-own-id_1");

    /**
     * Constants of CCXT's market structure, and {@code marginModes}, which it asks for by signed
     * calls.
     */
    private static final List<String> CONSTANTS =
            List.of(
                    "spot",
                    "swap",
                    "future",
                    "option",
                    "index",
                    "stock",
                    "contract",
                    "tierBased",
                    "percentage",
                    "feeSide",
                    "marginModes");

    /**
     * What is particular to one exchange.
     *
     * @param folder of the payloads and recordings under {@code ccxt/}
     * @param incidental parameters that mean nothing: time, nonce, signature, client order id
     * @param warmUp the requests that are not the call's own, such as the market list's
     * @param isSigned fails unless a private request is signed as the exchange wants it and a
     *     public one carries no key
     */
    public record Particulars(
            Venue venue,
            String folder,
            ApiCredential keys,
            Set<String> incidental,
            Predicate<FakeExchange.Received> warmUp,
            Consumer<FakeExchange.Received> isSigned) {}

    private final Particulars particulars;
    private final Proofs proofs;
    private final FakeExchange fake;
    private final Exchanges exchanges;

    /**
     * Serves the payloads.
     *
     * @param proofs of the test class, for all its tests
     */
    public ConnectorDifferential(Particulars particulars, Proofs proofs) {
        this.particulars = particulars;
        this.proofs = proofs;
        fake = FakeExchange.serving(particulars.folder());
        exchanges =
                new Exchanges(
                        new ExchangesConfig(
                                Map.of(
                                        particulars.venue().exchange(),
                                        new Hosts(
                                                Optional.of(fake.url()),
                                                Optional.empty(),
                                                Optional.empty())),
                                ExchangesConfig.Plaintext.LOOPBACK_ONLY,
                                ExchangesConfig.Patience.DEFAULT),
                        Map.of(),
                        InstantSource.fixed(NOW));
    }

    public Exchanges exchanges() {
        return exchanges;
    }

    public FakeExchange fake() {
        return fake;
    }

    /** Every market CCXT lists, and no other; by the requests CCXT makes. */
    public void sameMarkets(String name) {
        Recording recording = recording(name);
        Map<String, Object> theirs = new TreeMap<>();
        recording
                .answer()
                .properties()
                .forEach(
                        market -> {
                            var fields =
                                    new TreeMap<>((Map<?, ?>) Recording.plain(market.getValue()));
                            fields.keySet().removeAll(CONSTANTS);
                            theirs.put(market.getKey(), fields);
                        });
        Map<String, Object> ours = new TreeMap<>();
        answered(exchanges.markets(particulars.venue()))
                .forEach((Market market) -> ours.put(market.symbol().value(), CcxtView.of(market)));

        assertThat(ours).isEqualTo(theirs);
        assertThat(fake.received().stream().map(this::sent).toList())
                .isEqualTo(recording.requests());
        proofs.proves(recording.method());
    }

    /** The recorded answer, by the recorded requests. */
    public <T> void same(String name, Reply<T> ours, Function<T, Object> view) {
        Recording recording = recording(name);
        assertThat(view.apply(answered(ours))).isEqualTo(Recording.plain(recording.answer()));
        var requests = fake.received().stream().filter(particulars.warmUp().negate()).toList();
        assertThat(requests.stream().map(this::sent).toList()).isEqualTo(recording.requests());
        requests.forEach(particulars.isSigned());
        proofs.proves(recording.method());
    }

    /** An order of ours, and the order CCXT made of the same. */
    public void samePlaced(
            String name, Symbol symbol, Side side, Pricing pricing, String amount, Terms terms) {
        same(name, Reply.answered(placed(symbol, side, pricing, amount, terms)), CcxtView::of);
    }

    /** An order of ours that was accepted. */
    public Order placed(Symbol symbol, Side side, Pricing pricing, String amount, Terms terms) {
        return switch (exchanges.place(
                particulars.venue(),
                permit(Operation.CREATE_ORDER),
                particulars.keys(),
                new Dispatch(
                        new OrderTicket(OURS, symbol, side, pricing, Quantity.of(amount), terms),
                        NOW))) {
            case Placed.Accepted(var order) -> order;
            case Placed other -> throw new AssertionError("not accepted: " + other);
        };
    }

    private Recording recording(String name) {
        return Recording.of(particulars.folder(), name, particulars.incidental());
    }

    private Recording.Sent sent(FakeExchange.Received request) {
        return Recording.Sent.of(request, particulars.incidental());
    }

    public static Permit permit(Operation operation) {
        return Permits.of(ANN, operation);
    }

    public static Page page(long since, int limit) {
        return new Page(Optional.of(Instant.ofEpochMilli(since)), Optional.of(limit));
    }

    public static Pricing at(String price) {
        return new Pricing.AtLimit(Price.of(price));
    }

    public static Terms in(TimeInForce timeInForce) {
        return new Terms(Optional.of(timeInForce), false, Optional.empty());
    }

    public static Terms at(Trigger.Kind kind, String price) {
        return new Terms(Optional.empty(), false, Optional.of(new Trigger(kind, Price.of(price))));
    }

    public static <T> Function<List<T>, Object> each(Function<T, Object> view) {
        UnaryOperator<Object> same = rows -> rows;
        return rows -> same.apply(rows.stream().map(view).toList());
    }

    public static <T> T answered(Reply<T> reply) {
        return switch (reply) {
            case Reply.Answered<T>(var value) -> value;
            case Reply.Failed<T>(var fault) -> throw new AssertionError("failed: " + fault);
        };
    }

    @Override
    public void close() {
        exchanges.close();
        fake.close();
    }
}

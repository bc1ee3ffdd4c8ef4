package cc.profitmaker.application.trading;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderDigest;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.OrderRule;
import cc.profitmaker.domain.order.OrderRules;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Rounding;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.session.Caller;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Placing and cancelling orders. An order is sent once, or not at all; never twice. */
public final class Trading {
    private final ExchangeGateway exchanges;
    private final OrderWorth worth;
    private final Gatekeeper gatekeeper;
    private final Records records;
    private final Sources sources;
    private final Sending sending;
    private final Repeats repeats;

    /** Where what happens is written down. */
    public record Records(OrderJournal journal, AuditTrail audit) {}

    /**
     * Time, chance and names.
     *
     * @param chance a cryptographic source: client order ids must not be guessable
     * @param pause lets so much time pass
     */
    public record Sources(
            InstantSource clock,
            RandomGenerator chance,
            ClientOrderIds ids,
            Consumer<Duration> pause) {}

    public Trading(
            ExchangeGateway exchanges, Gatekeeper gatekeeper, Records records, Sources sources) {
        this.exchanges = exchanges;
        this.worth = new OrderWorth(exchanges, sources.clock());
        this.gatekeeper = gatekeeper;
        this.records = records;
        this.sources = sources;
        this.sending = new Sending(exchanges, records, sources.clock());
        this.repeats = new Repeats(exchanges, gatekeeper, records, sources);
    }

    /**
     * An order on its way through the checks.
     *
     * @param again the entry it has already, when it is to be sent once more
     */
    record Ordered(
            Venue venue,
            Wish wish,
            ClientOrderId id,
            Optional<OrderJournal.Claim> claim,
            Optional<OrderJournal.EntryId> again) {
        Ordered again(OrderJournal.EntryId entry) {
            return new Ordered(venue, wish, id, claim, Optional.of(entry));
        }
    }

    /**
     * An order as its user wants it; {@code params} are the entries they used, for the allow-list.
     */
    public record Wish(
            Symbol symbol,
            Side side,
            Pricing pricing,
            Quantity amount,
            Terms terms,
            Set<OrderParam> params) {
        public Wish {
            params = Set.copyOf(params);
        }

        private Rounding rounding() {
            return params.contains(OrderParam.ROUND) ? Rounding.DOWN : Rounding.REFUSE;
        }
    }

    public sealed interface Placement {
        record Sent(Placed placed) implements Placement {}

        record Refused(Decision.Reason reason) implements Placement {}

        /** Nothing was sent: the order does not fit the market. */
        record Breaks(OrderRule rule, List<BigDecimal> nearest) implements Placement {}

        /** Nothing was sent: this exchange's orders have no such parameter. */
        record ParamNotAllowed(OrderParam param) implements Placement {}

        /**
         * Nothing was sent: no such venue or market, or it takes no orders, or its rules could not
         * be had.
         */
        record Failed(ExchangeFault fault) implements Placement {}

        /** Nothing was sent: the user called another order by that name. */
        record Conflict() implements Placement {}

        /** Nothing was sent: the first of that name has not ended yet. */
        record InProgress() implements Placement {}

        /** Nothing was sent: trading is halted. */
        record Halted() implements Placement {}
    }

    /** One order, like no other. */
    public Placement place(Caller caller, Keys keys, Venue venue, Wish wish) {
        return place(caller, keys, venue, wish, Optional.empty());
    }

    /**
     * One order, however often it is asked for under the same name by the same user: whoever asks
     * again is told what the first one came to, after access was decided on anew.
     *
     * @param name empty: it is like no other
     */
    public Placement place(
            Caller caller, Keys keys, Venue venue, Wish wish, Optional<IdempotencyKey> name) {
        return switch (gatekeeper.admit(caller, Operation.CREATE_ORDER, keys, venue.exchange())) {
            case Gatekeeper.Admitted.Refused(var reason) -> new Placement.Refused(reason);
            case Gatekeeper.Admitted.Granted(var decision, var credential) -> {
                var ordered =
                        new Ordered(
                                venue,
                                wish,
                                name.map(n -> sources.ids().derive(caller.id(), n))
                                        .orElseGet(() -> ClientOrderId.random(sources.chance())),
                                name.map(n -> new OrderJournal.Claim(n, digest(keys, venue, wish))),
                                Optional.empty());
                Placement placement = named(caller, keys, ordered, decision, credential);
                record(decision.permit(), venue, wish.symbol(), placement);
                yield placement;
            }
        };
    }

    private Placement named(
            Caller caller,
            Keys keys,
            Ordered ordered,
            Decision.Allowed decision,
            ApiCredential credential) {
        return switch (repeats.answer(caller, keys, ordered)) {
            case Repeats.Answer.Known(var known) -> known;
            case Repeats.Answer.SendAgain(var entry) ->
                    place(decision.permit(), credential, ordered.again(entry));
            case Repeats.Answer.First _ -> {
                Placement first = place(decision.permit(), credential, ordered);
                // Another call was faster by a hair: then its end is waited for.
                yield first instanceof Placement.InProgress
                        ? overtaken(caller, keys, ordered, decision, credential)
                        : first;
            }
        };
    }

    private Placement overtaken(
            Caller caller,
            Keys keys,
            Ordered ordered,
            Decision.Allowed decision,
            ApiCredential credential) {
        return switch (repeats.answer(caller, keys, ordered)) {
            case Repeats.Answer.Known(var known) -> known;
            case Repeats.Answer.SendAgain(var entry) ->
                    place(decision.permit(), credential, ordered.again(entry));
            case Repeats.Answer.First _ -> new Placement.InProgress();
        };
    }

    /** As parsed: {@code 1.0} and {@code 1} are the same amount. */
    private static OrderDigest digest(Keys keys, Venue venue, Wish wish) {
        String whose =
                switch (keys) {
                    case Keys.Account(var id, _) -> "account " + id;
                    case Keys.Inline(var credential) -> "key " + credential.fingerprint().value();
                };
        return OrderDigest.of(
                List.of(
                        venue.exchange().value(),
                        venue.market().name(),
                        venue.environment().name(),
                        whose,
                        wish.symbol().value(),
                        wish.side().name(),
                        wish.pricing()
                                .limit()
                                .map(price -> "limit " + plain(price.value()))
                                .orElse("market"),
                        plain(wish.amount().value()),
                        wish.terms().timeInForce().map(Enum::name).orElse(""),
                        Boolean.toString(wish.terms().reduceOnly()),
                        wish.terms()
                                .trigger()
                                .map(t -> t.kind() + " " + plain(t.price().value()))
                                .orElse(""),
                        wish.rounding().name()));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** What was not sent is told as well; what was, is in the journal's own rows. */
    private void record(Permit permit, Venue venue, Symbol symbol, Placement placement) {
        switch (placement) {
            case Placement.Sent _, Placement.Conflict _, Placement.InProgress _ -> {}
            case Placement.Refused(var reason) -> gatekeeper.record(permit, reason);
            case Placement.Breaks(var rule, _) -> recordUnsent(permit, venue, symbol, rule.name());
            case Placement.ParamNotAllowed(var param) ->
                    recordUnsent(permit, venue, symbol, param.name());
            case Placement.Failed(var fault) ->
                    recordUnsent(permit, venue, symbol, fault.kind().name());
            case Placement.Halted _ -> recordUnsent(permit, venue, symbol, "HALTED");
        }
    }

    private void recordUnsent(Permit permit, Venue venue, Symbol symbol, String why) {
        records.audit()
                .recordLater(
                        new AuditEvent.Traded(
                                permit.holder(),
                                permit.account(),
                                venue,
                                Operation.CREATE_ORDER,
                                symbol,
                                "not sent " + why),
                        sources.clock().instant());
    }

    private Placement place(Permit permit, ApiCredential credential, Ordered ordered) {
        Optional<Decision.Reason> refusal = AccessRules.refuse(permit, ordered.wish().symbol());
        if (refusal.isPresent()) {
            return new Placement.Refused(refusal.get());
        }
        return switch (exchanges.capabilities(ordered.venue())) {
            case Reply.Failed<Capabilities>(var fault) -> new Placement.Failed(fault);
            case Reply.Answered<Capabilities>(var offered) ->
                    place(permit, credential, ordered, offered);
        };
    }

    private Placement place(
            Permit permit, ApiCredential credential, Ordered ordered, Capabilities offered) {
        if (!offered.offers(Capability.CREATE_ORDER)) {
            return new Placement.Failed(ExchangeFault.of(ExchangeFault.Kind.NOT_OFFERED));
        }
        // In the order of the enum: of two wrong ones the same one is named every time.
        for (OrderParam param : OrderParam.values()) {
            if (ordered.wish().params().contains(param) && !offered.orderParams().contains(param)) {
                return new Placement.ParamNotAllowed(param);
            }
        }
        return switch (exchanges.market(ordered.venue(), ordered.wish().symbol())) {
            case Reply.Failed<Market>(var fault) -> new Placement.Failed(fault);
            case Reply.Answered<Market>(var market) ->
                    switch (fit(market, ordered)) {
                        case Reply.Failed<OrderRules.Fitted>(var fault) ->
                                new Placement.Failed(fault);
                        case Reply.Answered<OrderRules.Fitted>(
                                        OrderRules.Fitted.Breaks(var rule, var nearest)) ->
                                new Placement.Breaks(rule, nearest);
                        case Reply.Answered<OrderRules.Fitted>(
                                        OrderRules.Fitted.Fits(var ticket)) ->
                                ordered.again()
                                        .<Placement>map(
                                                entry ->
                                                        new Placement.Sent(
                                                                sending.now(
                                                                        entry,
                                                                        permit,
                                                                        credential,
                                                                        ordered,
                                                                        ticket)))
                                        .orElseGet(
                                                () ->
                                                        reserve(
                                                                permit,
                                                                credential,
                                                                ordered,
                                                                market,
                                                                ticket));
                    };
        };
    }

    /** What a grant with limits on notionals lets through, goes on to be sent. */
    private Placement reserve(
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            Market market,
            OrderTicket ticket) {
        Optional<Grant> limited = permit.grant().filter(grant -> grant.limits().bindNotional());
        if (limited.isEmpty()) {
            return send(permit, credential, ordered, ticket, Optional.empty());
        }
        return switch (worth.of(ordered.venue(), market, ticket)) {
            case Reply.Failed<Notional>(var fault) -> new Placement.Failed(fault);
            case Reply.Answered<Notional>(var notional) ->
                    limited.get()
                            .limits()
                            .refuse(notional)
                            .<Placement>map(Placement.Refused::new)
                            .orElseGet(
                                    () ->
                                            send(
                                                    permit,
                                                    credential,
                                                    ordered,
                                                    ticket,
                                                    Optional.of(
                                                            new OrderJournal.Reserved(
                                                                    limited.get(), notional))));
        };
    }

    private Reply<OrderRules.Fitted> fit(Market market, Ordered ordered) {
        Wish wish = ordered.wish();
        var ticket =
                new OrderTicket(
                        ordered.id(),
                        wish.symbol(),
                        wish.side(),
                        wish.pricing(),
                        wish.amount(),
                        wish.terms());
        return referencePrice(ordered.venue(), market, wish)
                .map(reference -> OrderRules.fit(market, ticket, wish.rounding(), reference));
    }

    /** What a market order would trade at, asked for only when a notional rule needs it. */
    private Reply<Optional<Price>> referencePrice(Venue venue, Market market, Wish wish) {
        boolean costMatters =
                market.limits().cost().min().isPresent()
                        || market.limits().cost().max().isPresent();
        if (!costMatters || !(wish.pricing() instanceof Pricing.AtMarket)) {
            return Reply.answered(Optional.empty());
        }
        if (wish.terms().trigger().isPresent()) {
            return Reply.answered(wish.terms().trigger().map(trigger -> trigger.price()));
        }
        return exchanges.ticker(venue, wish.symbol()).map(ticker -> expected(ticker, wish.side()));
    }

    private static Optional<Price> expected(Ticker ticker, Side side) {
        var quote = ticker.quote();
        return (side == Side.BUY ? quote.ask() : quote.bid()).or(() -> ticker.range().last());
    }

    private Placement send(
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            OrderTicket ticket,
            Optional<OrderJournal.Reserved> reserved) {
        Venue venue = ordered.venue();
        var entry = new OrderJournal.EntryId(newUuid());
        var intent =
                new OrderJournal.Intent(
                        entry,
                        permit.holder(),
                        venue,
                        ticket.symbol(),
                        ticket.id(),
                        permit.account(),
                        reserved,
                        ordered.claim());
        var requested =
                new AuditEvent.OrderRequested(
                        permit.holder(), permit.account(), venue, ticket.symbol(), ticket.id());
        // No row, no order: this throws when the database is away.
        return switch (records.journal().intend(intent, requested, sources.clock().instant())) {
            case OrderJournal.Intended.DayOverLimit _ ->
                    new Placement.Refused(Decision.Reason.DAY_OVER_LIMIT);
            case OrderJournal.Intended.GrantChanged _ ->
                    new Placement.Refused(Decision.Reason.NO_SUCH_ACCOUNT);
            case OrderJournal.Intended.Claimed _ -> new Placement.InProgress();
            case OrderJournal.Intended.Halted _ -> new Placement.Halted();
            case OrderJournal.Intended.Written _ ->
                    sending.first(entry, permit, credential, ordered, ticket)
                            .<Placement>map(Placement.Sent::new)
                            .orElseGet(Placement.Halted::new);
        };
    }

    private UUID newUuid() {
        return new UUID(sources.chance().nextLong(), sources.chance().nextLong());
    }

    public Asked<Order> cancel(
            Caller caller, Keys keys, Venue venue, OrderId order, Symbol symbol) {
        return switch (gatekeeper.admit(caller, Operation.CANCEL_ORDER, keys, venue.exchange())) {
            case Gatekeeper.Admitted.Refused(var reason) -> new Asked.Refused<>(reason);
            case Gatekeeper.Admitted.Granted(var decision, var credential) ->
                    AccessRules.refuse(decision.permit(), symbol)
                            .<Asked<Order>>map(
                                    reason -> {
                                        gatekeeper.record(decision.permit(), reason);
                                        return new Asked.Refused<>(reason);
                                    })
                            .orElseGet(
                                    () ->
                                            new Asked.Replied<>(
                                                    cancel(
                                                            decision.permit(),
                                                            credential,
                                                            venue,
                                                            order,
                                                            symbol)));
        };
    }

    private Reply<Order> cancel(
            Permit permit, ApiCredential credential, Venue venue, OrderId order, Symbol symbol) {
        Reply<Order> reply = exchanges.cancel(venue, permit, credential, order, symbol);
        // A cancel proceeds even when nothing can be written just now.
        records.audit()
                .recordLater(
                        new AuditEvent.Traded(
                                permit.holder(),
                                permit.account(),
                                venue,
                                Operation.CANCEL_ORDER,
                                symbol,
                                outcome(order, reply)),
                        sources.clock().instant());
        return reply;
    }

    static String outcome(OrderId order, Reply<Order> reply) {
        return switch (reply) {
            case Reply.Answered<Order> _ -> "canceled " + order;
            case Reply.Failed<Order>(var fault) -> "failed " + fault.kind() + " " + order;
        };
    }
}

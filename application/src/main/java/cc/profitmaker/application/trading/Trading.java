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
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.session.Caller;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
    private final OrderChecks checks;

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
        this.checks = new OrderChecks(exchanges);
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
                                name.map(n -> new OrderJournal.Claim(n, wish.digest(keys, venue))));
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
            case Repeats.Answer.Again(var entry) -> anew(caller, keys, ordered, Optional.of(entry));
            case Repeats.Answer.First(var waited) when waited ->
                    anew(caller, keys, ordered, Optional.empty());
            case Repeats.Answer.First _ -> {
                Placement first = place(decision.permit(), credential, ordered, Optional.empty());
                // Another call was faster by a hair: then its end is waited for.
                yield first instanceof Placement.InProgress
                        ? overtaken(caller, keys, ordered)
                        : first;
            }
        };
    }

    private Placement overtaken(Caller caller, Keys keys, Ordered ordered) {
        return switch (repeats.answer(caller, keys, ordered)) {
            case Repeats.Answer.Known(var known) -> known;
            case Repeats.Answer.Again(var entry) -> anew(caller, keys, ordered, Optional.of(entry));
            case Repeats.Answer.First _ -> new Placement.InProgress();
        };
    }

    /** As if it were asked for now: time went by, and access may have changed meanwhile. */
    private Placement anew(
            Caller caller, Keys keys, Ordered ordered, Optional<OrderJournal.Entry> entry) {
        return switch (gatekeeper.admit(
                caller, Operation.CREATE_ORDER, keys, ordered.venue().exchange())) {
            case Gatekeeper.Admitted.Refused(var reason) -> new Placement.Refused(reason);
            case Gatekeeper.Admitted.Granted(var decision, var credential) ->
                    place(decision.permit(), credential, ordered, entry);
        };
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

    /**
     * Checks the order, and sends it.
     *
     * @param entry the one it has in the journal already, when it is to be sent once more: what it
     *     takes from a day's sum is taken
     */
    private Placement place(
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            Optional<OrderJournal.Entry> entry) {
        return switch (check(permit, ordered)) {
            case Sized.Fails(var why) -> why;
            case Sized.Fits(var ticket, var reserved) ->
                    entry.map(again -> sending.again(again, permit, credential, ordered, ticket))
                            .orElseGet(() -> send(permit, credential, ordered, ticket, reserved));
        };
    }

    private sealed interface Sized {
        record Fits(OrderTicket ticket, Optional<OrderJournal.Reserved> reserved)
                implements Sized {}

        record Fails(Placement why) implements Sized {}
    }

    private Sized check(Permit permit, Ordered ordered) {
        Optional<Decision.Reason> refusal = AccessRules.refuse(permit, ordered.wish().symbol());
        if (refusal.isPresent()) {
            return new Sized.Fails(new Placement.Refused(refusal.get()));
        }
        return switch (checks.check(ordered)) {
            case OrderChecks.Checked.Fails(var why) -> new Sized.Fails(why);
            case OrderChecks.Checked.Fits(var market, var ticket) ->
                    limit(permit, ordered.venue(), market, ticket);
        };
    }

    /** What a grant with limits on notionals lets through is reserved from its day. */
    private Sized limit(Permit permit, Venue venue, Market market, OrderTicket ticket) {
        Optional<Grant> limited = permit.grant().filter(grant -> grant.limits().bindNotional());
        if (limited.isEmpty()) {
            return new Sized.Fits(ticket, Optional.empty());
        }
        return switch (worth.of(venue, market, ticket)) {
            case Reply.Failed<Notional>(var fault) -> new Sized.Fails(new Placement.Failed(fault));
            case Reply.Answered<Notional>(var notional) ->
                    limited.get()
                            .limits()
                            .refuse(notional)
                            .<Sized>map(reason -> new Sized.Fails(new Placement.Refused(reason)))
                            .orElseGet(
                                    () ->
                                            new Sized.Fits(
                                                    ticket,
                                                    Optional.of(
                                                            new OrderJournal.Reserved(
                                                                    limited.get(), notional))));
        };
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
                        new Sought(ticket.id(), ticket.terms().trigger().isPresent()),
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
                    sending.first(entry, permit, credential, ordered, ticket);
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

package cc.profitmaker.application.trading;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.trading.OrderJournal.Claim;
import cc.profitmaker.application.trading.OrderJournal.Entry;
import cc.profitmaker.application.trading.Trading.Records;
import cc.profitmaker.application.trading.Trading.Sources;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.session.Caller;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers an order that was asked for before, under the name its user gave it: with what the first
 * one came to, and never with a second order.
 */
final class Repeats {
    /** How long a repeat waits for the first to end. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** More than an exchange's clock and ours ever do. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final ExchangeGateway exchanges;
    private final Gatekeeper gatekeeper;
    private final Records records;
    private final Sources sources;

    Repeats(ExchangeGateway exchanges, Gatekeeper gatekeeper, Records records, Sources sources) {
        this.exchanges = exchanges;
        this.gatekeeper = gatekeeper;
        this.records = records;
        this.sources = sources;
    }

    sealed interface Answer {
        record Known(Placement placement) implements Answer {}

        /**
         * Nobody asked for it before, or what was asked for was never sent.
         *
         * @param waited whether that took a while to be seen
         */
        record First(boolean waited) implements Answer {}

        /** It is certain that the exchange never had it: it may be sent, under the same id. */
        record Again(Entry entry) implements Answer {}
    }

    Answer answer(Caller caller, Keys keys, Ordered ordered) {
        return ordered.claim()
                .map(claim -> answer(caller, keys, ordered, claim))
                .orElseGet(() -> new Answer.First(false));
    }

    private Answer answer(Caller caller, Keys keys, Ordered ordered, Claim claim) {
        Duration waited = Duration.ZERO;
        while (true) {
            Optional<Entry> found = records.journal().find(caller.id(), claim.key());
            if (found.isEmpty()) {
                return new Answer.First(!waited.isZero());
            }
            Entry entry = found.get();
            if (!entry.wish().equals(claim.wish())) {
                return new Answer.Known(new Placement.Conflict());
            }
            if (!isRunning(entry)) {
                return settled(caller, keys, ordered, entry);
            }
            if (waited.compareTo(PATIENCE) >= 0) {
                return new Answer.Known(new Placement.InProgress());
            }
            sources.pause().accept(LOOK_AGAIN);
            waited = waited.plus(LOOK_AGAIN);
        }
    }

    /**
     * Whether somebody may be about to send it, or waits for its answer. That the server of one is
     * gone is only what the database believes: one that is not sent yet is left to it for as long
     * as it may still send it.
     */
    private boolean isRunning(Entry entry) {
        Duration age = Duration.between(entry.since(), sources.clock().instant());
        return switch (entry.state()) {
            case INTENDED ->
                    isAtMost(age, OrderJournal.SENT_WITHIN)
                            || (entry.tended() && isAtMost(age, OrderJournal.OVER_AFTER));
            case SENT -> entry.tended() && isAtMost(age, OrderJournal.OVER_AFTER);
            case ACCEPTED, NOT_PLACED, UNKNOWN -> false;
        };
    }

    private static boolean isAtMost(Duration age, Duration most) {
        return age.compareTo(most) <= 0;
    }

    private Answer settled(Caller caller, Keys keys, Ordered ordered, Entry entry) {
        return switch (entry.state()) {
            case ACCEPTED, NOT_PLACED ->
                    entry.outcome()
                            .<Answer>map(placed -> new Answer.Known(new Placement.Sent(placed)))
                            .orElseGet(() -> lookUp(caller, keys, ordered, entry));
            // Whoever wrote it is gone, and nothing is sent so long after.
            case INTENDED -> new Answer.Again(entry);
            case SENT, UNKNOWN -> lookUp(caller, keys, ordered, entry);
        };
    }

    private Answer lookUp(Caller caller, Keys keys, Ordered ordered, Entry entry) {
        return switch (gatekeeper.admit(
                caller, Operation.FETCH_ORDERS, keys, ordered.venue().exchange())) {
            case Gatekeeper.Admitted.Refused(var reason) ->
                    new Answer.Known(new Placement.Refused(reason));
            case Gatekeeper.Admitted.Granted(var decision, var credential) ->
                    switch (exchanges.lookUp(
                            ordered.venue(),
                            decision.permit(),
                            credential,
                            ordered.wish().symbol(),
                            new Sought(
                                    entry.order(), ordered.wish().terms().trigger().isPresent()))) {
                        case Reply.Failed<LookUp>(var fault) -> unknown(entry, fault);
                        case Reply.Answered<LookUp>(var told) ->
                                decide(caller.id(), ordered, entry, told);
                    };
        };
    }

    private Answer decide(UserId user, Ordered ordered, Entry entry, LookUp told) {
        Instant now = sources.clock().instant();
        if (told.order().isPresent()) {
            var order = told.order().get();
            return isOlder(order, entry.written())
                    ? unknown(entry, Optional.empty())
                    : found(user, ordered, entry, order);
        }
        if (entry.state() == OrderJournal.State.ACCEPTED) {
            return unknown(entry, Optional.empty());
        }
        return switch (told.proof(entry.written(), entry.since(), now)) {
            case LookUp.Proof.Given _ -> new Answer.Again(entry);
            case LookUp.Proof.NotYet(var left) -> unknown(entry, Optional.of(left));
            case LookUp.Proof.Never _ -> unknown(entry, Optional.empty());
        };
    }

    /** Of the same name, and from before: the name of an order is forgotten here after a while. */
    static boolean isOlder(Order order, Instant written) {
        return order.times()
                .placed()
                .filter(placed -> placed.isBefore(written.minus(CLOCKS_DIFFER)))
                .isPresent();
    }

    private Answer found(UserId user, Ordered ordered, Entry entry, Order order) {
        Placed standing =
                records.journal()
                        .found(
                                entry.id(),
                                order,
                                new AuditEvent.OrderSettled(
                                        user,
                                        ordered.venue(),
                                        entry.order(),
                                        "found " + order.id()),
                                sources.clock().instant());
        return new Answer.Known(new Placement.Sent(standing));
    }

    private static Answer unknown(Entry entry, Optional<Duration> left) {
        return unknown(
                entry, new ExchangeFault(ExchangeFault.Kind.TIMED_OUT, Optional.empty(), left));
    }

    private static Answer unknown(Entry entry, ExchangeFault fault) {
        return new Answer.Known(new Placement.Sent(new Placed.Unconfirmed(entry.order(), fault)));
    }
}

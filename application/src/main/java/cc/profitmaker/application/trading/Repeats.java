package cc.profitmaker.application.trading;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.trading.OrderJournal.Claim;
import cc.profitmaker.application.trading.OrderJournal.Entry;
import cc.profitmaker.application.trading.Trading.Ordered;
import cc.profitmaker.application.trading.Trading.Placement;
import cc.profitmaker.application.trading.Trading.Records;
import cc.profitmaker.application.trading.Trading.Sources;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Placed;
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

        /** Nobody asked for it before, or what was asked for was never sent. */
        record First() implements Answer {}

        /** It is certain that the exchange never had it: it is ours to send, under the same id. */
        record SendAgain(OrderJournal.EntryId entry) implements Answer {}
    }

    Answer answer(Caller caller, Keys keys, Ordered ordered) {
        return ordered.claim()
                .map(claim -> answer(caller, keys, ordered, claim))
                .orElseGet(Answer.First::new);
    }

    private Answer answer(Caller caller, Keys keys, Ordered ordered, Claim claim) {
        Duration waited = Duration.ZERO;
        while (true) {
            Optional<Entry> found = records.journal().find(caller.id(), claim.key());
            if (found.isEmpty()) {
                return new Answer.First();
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

    private boolean isRunning(Entry entry) {
        return switch (entry.state()) {
            case INTENDED, SENT ->
                    entry.tended()
                            && sources.clock()
                                    .instant()
                                    .isBefore(entry.since().plus(OrderJournal.OVER_AFTER));
            case ACCEPTED, NOT_PLACED, UNKNOWN -> false;
        };
    }

    private Answer settled(Caller caller, Keys keys, Ordered ordered, Entry entry) {
        return switch (entry.state()) {
            case ACCEPTED, NOT_PLACED ->
                    entry.outcome()
                            .<Answer>map(placed -> new Answer.Known(new Placement.Sent(placed)))
                            .orElseGet(() -> lookUp(caller, keys, ordered, entry));
            // Whoever wrote it is gone, and nothing is sent so long after.
            case INTENDED -> again(entry);
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
                            entry.order())) {
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
                                    now);
            return new Answer.Known(new Placement.Sent(standing));
        }
        if (told.valid().isEmpty() || entry.state() == OrderJournal.State.ACCEPTED) {
            return unknown(entry, ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT));
        }
        Duration left = Duration.between(now, entry.since().plus(told.valid().get()));
        return left.isPositive()
                ? unknown(
                        entry,
                        new ExchangeFault(
                                ExchangeFault.Kind.TIMED_OUT, Optional.empty(), Optional.of(left)))
                : again(entry);
    }

    /** Of several that come to this, one sends. */
    private Answer again(Entry entry) {
        return switch (records.journal().sendingAgain(entry, sources.clock().instant())) {
            case GO -> new Answer.SendAgain(entry.id());
            case LOST -> new Answer.Known(new Placement.InProgress());
            case HALTED -> new Answer.Known(new Placement.Halted());
        };
    }

    private static Answer unknown(Entry entry, ExchangeFault fault) {
        return new Answer.Known(new Placement.Sent(new Placed.Unconfirmed(entry.order(), fault)));
    }
}

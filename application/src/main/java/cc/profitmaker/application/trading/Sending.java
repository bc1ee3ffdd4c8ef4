package cc.profitmaker.application.trading;

import cc.profitmaker.application.trading.OrderJournal.Clearance;
import cc.profitmaker.application.trading.OrderJournal.Entry;
import cc.profitmaker.application.trading.OrderJournal.EntryId;
import cc.profitmaker.application.trading.OrderJournal.Fate;
import cc.profitmaker.application.trading.OrderJournal.Settled;
import cc.profitmaker.application.trading.OrderJournal.Turn;
import cc.profitmaker.application.trading.Trading.Records;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;

import java.time.Instant;
import java.time.InstantSource;

/** Sends what is in the journal, once for each time the journal says so, and settles it. */
final class Sending {
    private static final Placed TOO_LATE =
            new Placed.Rejected(ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT));

    private final ExchangeGateway exchanges;
    private final Records records;
    private final InstantSource clock;

    Sending(ExchangeGateway exchanges, Records records, InstantSource clock) {
        this.exchanges = exchanges;
        this.records = records;
        this.clock = clock;
    }

    /** An order that was written just now. */
    Placement first(
            EntryId entry,
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            OrderTicket ticket) {
        Instant at = clock.instant();
        return switch (records.journal().sending(entry, at)) {
            case Clearance.Go(var turn) ->
                    sent(turn, permit, credential, ordered, new Dispatch(ticket, at));
            // Nobody waits for it any more, or somebody else sends it.
            case Clearance.Lost _ ->
                    withdraw(entry, permit, ordered, ticket)
                            ? new Placement.Sent(TOO_LATE)
                            : new Placement.InProgress();
            case Clearance.Halted _ ->
                    withdraw(entry, permit, ordered, ticket)
                            ? new Placement.Halted()
                            : new Placement.InProgress();
        };
    }

    /** One that is in the journal and certainly nowhere else. Of several that come, one sends. */
    Placement again(
            Entry entry,
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            OrderTicket ticket) {
        Instant at = clock.instant();
        return switch (records.journal().sendingAgain(entry, at)) {
            case Clearance.Go(var turn) ->
                    sent(turn, permit, credential, ordered, new Dispatch(ticket, at));
            case Clearance.Lost _ -> new Placement.InProgress();
            case Clearance.Halted _ -> new Placement.Halted();
        };
    }

    private boolean withdraw(EntryId entry, Permit permit, Ordered ordered, OrderTicket ticket) {
        return records.journal()
                .withdraw(entry, event(permit, ordered, ticket, TOO_LATE), clock.instant());
    }

    private Placement sent(
            Turn turn,
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            Dispatch dispatch) {
        Placed placed = exchanges.place(ordered.venue(), permit, credential, dispatch);
        var settled = new Settled(fate(placed), placed);
        AuditEvent event = event(permit, ordered, dispatch.ticket(), placed);
        if (ordered.claim().isPresent()) {
            return new Placement.Sent(
                    records.journal().settleDurably(turn, settled, event, clock.instant()));
        }
        records.journal().settle(turn, settled, event, clock.instant());
        return new Placement.Sent(placed);
    }

    private static AuditEvent event(
            Permit permit, Ordered ordered, OrderTicket ticket, Placed placed) {
        return new AuditEvent.OrderSettled(
                permit.holder(), ordered.venue(), ticket.id(), outcome(placed));
    }

    private static Fate fate(Placed placed) {
        return switch (placed) {
            case Placed.Accepted _ -> Fate.ACCEPTED;
            case Placed.Rejected(var fault) -> isJudgement(fault) ? Fate.NOT_PLACED : Fate.NOT_SENT;
            case Placed.Unconfirmed _ -> Fate.UNKNOWN;
        };
    }

    /**
     * Whether the exchange looked at the order and said no; all else is about the way to it, and so
     * is whatever passes with time.
     */
    private static boolean isJudgement(ExchangeFault fault) {
        if (fault.retryAfter().isPresent()) {
            return false;
        }
        return switch (fault.kind()) {
            case BAD_KEY,
                    PERMISSION,
                    ADDRESS_NOT_ALLOWED,
                    INSUFFICIENT_FUNDS,
                    BELOW_MINIMUM,
                    ORDER_NOT_FOUND,
                    MARKET_CLOSED,
                    REFUSED ->
                    true;
            case NOT_OFFERED,
                    UNKNOWN_EXCHANGE,
                    NO_SUCH_MARKET_TYPE,
                    NO_SANDBOX,
                    UNKNOWN_SYMBOL,
                    SYMBOL_NEEDED,
                    RATE_LIMITED,
                    MAINTENANCE,
                    CLOCK,
                    TIMED_OUT,
                    UNREACHABLE,
                    NONSENSE ->
                    false;
        };
    }

    static String outcome(Placed placed) {
        return switch (placed) {
            case Placed.Accepted(var order) -> "accepted " + order.id();
            case Placed.Rejected(var fault) -> "rejected " + fault.kind();
            case Placed.Unconfirmed(_, var fault) -> "unknown " + fault.kind();
        };
    }
}

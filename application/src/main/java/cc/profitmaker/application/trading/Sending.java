package cc.profitmaker.application.trading;

import cc.profitmaker.application.trading.OrderJournal.EntryId;
import cc.profitmaker.application.trading.OrderJournal.Fate;
import cc.profitmaker.application.trading.OrderJournal.Settled;
import cc.profitmaker.application.trading.Trading.Ordered;
import cc.profitmaker.application.trading.Trading.Records;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;

import java.time.InstantSource;
import java.util.Optional;

/** Sends what is in the journal, once for each time the journal says so, and settles it. */
final class Sending {
    private final ExchangeGateway exchanges;
    private final Records records;
    private final InstantSource clock;

    Sending(ExchangeGateway exchanges, Records records, InstantSource clock) {
        this.exchanges = exchanges;
        this.records = records;
        this.clock = clock;
    }

    /** What came of it; empty: trading was halted at the last moment, and nothing was sent. */
    Optional<Placed> first(
            EntryId entry,
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            OrderTicket ticket) {
        return switch (records.journal().sending(entry, clock.instant())) {
            case GO -> Optional.of(now(entry, permit, credential, ordered, ticket));
            case LOST -> {
                // This process stood still for so long that nobody waits for the order any more.
                var tooLate = new Placed.Rejected(ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT));
                yield Optional.of(settle(entry, permit, ordered, ticket, tooLate));
            }
            case HALTED -> {
                var halted = new Placed.Rejected(ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT));
                settle(entry, permit, ordered, ticket, halted);
                yield Optional.empty();
            }
        };
    }

    /** The journal was told before. */
    Placed now(
            EntryId entry,
            Permit permit,
            ApiCredential credential,
            Ordered ordered,
            OrderTicket ticket) {
        Placed placed = exchanges.place(ordered.venue(), permit, credential, ticket);
        return settle(entry, permit, ordered, ticket, placed);
    }

    private Placed settle(
            EntryId entry, Permit permit, Ordered ordered, OrderTicket ticket, Placed placed) {
        var settled = new Settled(fate(placed), placed);
        var event =
                new AuditEvent.OrderSettled(
                        permit.holder(), ordered.venue(), ticket.id(), outcome(placed));
        if (ordered.claim().isPresent()) {
            return records.journal().settleDurably(entry, settled, event, clock.instant());
        }
        records.journal().settle(entry, settled, event, clock.instant());
        return placed;
    }

    private static Fate fate(Placed placed) {
        return switch (placed) {
            case Placed.Accepted _ -> Fate.ACCEPTED;
            case Placed.Rejected(var fault) -> isJudgement(fault) ? Fate.NOT_PLACED : Fate.NOT_SENT;
            case Placed.Unconfirmed _ -> Fate.UNKNOWN;
        };
    }

    /** Whether the exchange looked at the order and said no; all else is about the way to it. */
    private static boolean isJudgement(ExchangeFault fault) {
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

package cc.profitmaker.application.trading;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.trading.OrderJournal.Unsettled;
import cc.profitmaker.application.trading.Trading.Records;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.LookUp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Finds out what became of orders under vault accounts when nobody is there to ask: after a crash,
 * or when an answer was lost and no repeat came. It reads, and never sends an order; orders under
 * keys that were brought along stay as they are until somebody brings the keys again.
 */
public final class Settlement {
    private static final int MOST = 200;

    /** Past that, an order that cannot be found is looked for when the server starts only. */
    private static final Duration KEEN = Duration.ofHours(1);

    private final OrderJournal journal;
    private final ExchangeGateway exchanges;
    private final Gatekeeper gatekeeper;
    private final InstantSource clock;

    public Settlement(
            Records records,
            ExchangeGateway exchanges,
            Gatekeeper gatekeeper,
            InstantSource clock) {
        this.journal = records.journal();
        this.exchanges = exchanges;
        this.gatekeeper = gatekeeper;
        this.clock = clock;
    }

    /** At the start: all there are. Tells how many were settled. */
    public int settleAll() {
        return settle(clock.instant().minus(OrderJournal.ENTRIES_KEPT));
    }

    /** Now and then: those of late. Tells how many were settled. */
    public int settleRecent() {
        return settle(clock.instant().minus(KEEN));
    }

    private int settle(Instant since) {
        int settled = 0;
        for (Unsettled order : journal.unsettled(since, MOST, clock.instant())) {
            if (isSettled(order)) {
                settled++;
            }
        }
        return settled;
    }

    private boolean isSettled(Unsettled order) {
        if (order.state() == OrderJournal.State.INTENDED) {
            // Whoever wrote it is gone and did not send it; nobody does so long after.
            lapse(order);
            return true;
        }
        try {
            var user = new Asker.Away(order.user(), order.subject());
            return switch (gatekeeper.admitToSettle(
                    user, order.account(), order.venue().exchange())) {
                case Gatekeeper.Admitted.Refused _ -> false;
                case Gatekeeper.Admitted.Granted(var decision, var credential) ->
                        exchanges.lookUp(
                                                order.venue(),
                                                decision.permit(),
                                                credential,
                                                order.symbol(),
                                                order.order())
                                        instanceof Reply.Answered<LookUp>(var told)
                                && isSettled(order, told);
            };
        } catch (Unavailable _) {
            // A vault that is away tells later.
            return false;
        }
    }

    private boolean isSettled(Unsettled order, LookUp told) {
        Instant now = clock.instant();
        if (told.order().isPresent()) {
            var found = told.order().get();
            var _ = journal.found(order.id(), found, event(order, "found " + found.id()), now);
            return true;
        }
        boolean over =
                told.valid().filter(valid -> !now.isBefore(order.since().plus(valid))).isPresent();
        if (over) {
            lapse(order);
        }
        return over;
    }

    private void lapse(Unsettled order) {
        journal.lapsed(order, event(order, "not placed"), clock.instant());
    }

    private static AuditEvent event(Unsettled order, String outcome) {
        return new AuditEvent.OrderSettled(order.user(), order.venue(), order.order(), outcome);
    }
}

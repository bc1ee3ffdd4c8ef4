package cc.profitmaker.application.trading;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.trading.OrderJournal.EntryId;
import cc.profitmaker.application.trading.OrderJournal.Unsettled;
import cc.profitmaker.application.trading.Trading.Records;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.LookUp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what became of orders under vault accounts when nobody is there to ask: after a crash,
 * or when an answer was lost and no repeat came. It reads, and never sends an order; orders under
 * keys that were brought along stay as they are until somebody brings the keys again.
 */
public final class Settlement {
    private static final int PAGE = 200;

    /** How many orders one round asks exchanges for. */
    private static final int MOST = 200;

    /** An order is asked for again when it is older by one part in so many. */
    private static final int PARTS = 8;

    private final OrderJournal journal;
    private final ExchangeGateway exchanges;
    private final Gatekeeper gatekeeper;
    private final InstantSource clock;
    private final Map<EntryId, Instant> asked = new HashMap<>();

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

    /**
     * One round, to be made now and then: of all orders there are, those not asked for yet, and
     * those not asked for in a while, which is the longer the older they are. Tells how many were
     * settled.
     */
    public synchronized int settle() {
        int settled = 0;
        int looked = 0;
        Set<EntryId> seen = new HashSet<>();
        Optional<Unsettled> last = Optional.empty();
        List<Unsettled> page;
        do {
            page = journal.unsettled(last, PAGE, clock.instant());
            for (Unsettled order : page) {
                seen.add(order.id());
                if (looked < MOST && isDue(order)) {
                    looked++;
                    asked.put(order.id(), clock.instant());
                    settled += isSettled(order) ? 1 : 0;
                }
            }
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == PAGE);
        asked.keySet().retainAll(seen);
        return settled;
    }

    private boolean isDue(Unsettled order) {
        Instant now = clock.instant();
        Duration pause = Duration.between(order.since(), now).dividedBy(PARTS);
        Instant before = asked.get(order.id());
        return before == null || !now.isBefore(before.plus(pause));
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
            if (Repeats.isOlder(found, order.written())) {
                return false;
            }
            var _ = journal.found(order.id(), found, event(order, "found " + found.id()), now);
            return true;
        }
        boolean absent =
                told.proof(order.written(), order.since(), now) instanceof LookUp.Proof.Given;
        if (absent) {
            lapse(order);
        }
        return absent;
    }

    private void lapse(Unsettled order) {
        journal.lapsed(order, event(order, "not placed"), clock.instant());
    }

    private static AuditEvent event(Unsettled order, String outcome) {
        return new AuditEvent.OrderSettled(
                order.user(), order.venue(), order.order().id(), outcome);
    }
}

package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.order.OrderState;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * Lets an account live through the time it has not been looked at: orders are triggered and filled
 * and positions liquidated as the prices passed, in the order of time; within a second orders in
 * the order they were placed, then the liquidation. Settling up to one second and then to another
 * is the same as settling up to the other, so it does not matter who looks when.
 */
final class Settlement {
    private final Listings listings;
    private final Matching matching;

    Settlement(Listings listings, Matching matching) {
        this.listings = listings;
        this.matching = matching;
    }

    private record Due(long second, long order) {
        static final Comparator<Due> IN_ORDER =
                Comparator.comparingLong(Due::second).thenComparingLong(Due::order);
    }

    /** Up to a second, included; nothing when that is in the account's past. */
    void settle(Account account, long to) {
        if (to > account.settled()) {
            new Run(account, to).run();
            account.settledUntil(to);
        }
    }

    private final class Run {
        private final Account account;
        private final long to;
        private final PriorityQueue<Due> dues = new PriorityQueue<>(Due.IN_ORDER);

        Run(Account account, long to) {
            this.account = account;
            this.to = to;
        }

        void run() {
            long lived = account.settled();
            account.open().forEach(order -> expect(order, account.settled() + 1));
            while (lived < to) {
                long next = dues.isEmpty() ? to : dues.peek().second();
                OptionalLong ruin = Ruin.first(listings, account, lived + 1, next);
                // Orders of the same second come first and may yet save the account.
                if (ruin.isPresent() && (dues.isEmpty() || ruin.getAsLong() < next)) {
                    lived = ruin.getAsLong();
                    matching.liquidate(account, Moment.ofSecond(lived));
                } else {
                    lived = next;
                    workThrough(lived);
                }
            }
        }

        private void workThrough(long second) {
            var at = Moment.ofSecond(second);
            boolean worked = false;
            while (!dues.isEmpty() && dues.peek().second() == second) {
                account.openOrder(dues.remove().order()).ifPresent(order -> work(order, at));
                worked = true;
            }
            if (worked && !Margin.of(listings, account, second).isSolvent()) {
                matching.liquidate(account, at);
            }
        }

        private void work(PaperOrder order, Moment at) {
            PaperOrder awake = order.waiting() ? order.awakened(at.millis()) : order;
            Matching.Matched matched =
                    order.waiting()
                            ? matching.take(account, awake, at)
                            : matching.make(account, awake, at);
            switch (matched) {
                case Matching.Matched.Kept(var kept) -> {
                    if (kept.isOpen()) {
                        expect(kept, at.second() + 1);
                    }
                }
                case Matching.Matched.Refused(var fault) ->
                        account.end(
                                awake,
                                OrderState.EXPIRED,
                                Optional.of(fault.said().orElseThrow().code()),
                                at.millis());
            }
        }

        private void expect(PaperOrder order, long from) {
            Crossing.awaitedBy(order, matching.listing(order))
                    .first(from, to)
                    .ifPresent(second -> dues.add(new Due(second, order.id())));
        }
    }
}

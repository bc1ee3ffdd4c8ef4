package cc.profitmaker.application.trading;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Admitted;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.access.Stopping;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.HaltScope;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.session.Caller;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Cancels what is open when trading is halted: at the venues where orders were sent through this
 * server with accounts of a vault while the journal remembers them. What was sent with keys that
 * were brought along cannot be cancelled without them.
 */
public final class OpenOrders {
    private final OrderJournal journal;
    private final ExchangeGateway exchanges;
    private final Gatekeeper gatekeeper;
    private final AuditTrail audit;
    private final InstantSource clock;

    public OpenOrders(
            Trading.Records records,
            ExchangeGateway exchanges,
            Gatekeeper gatekeeper,
            InstantSource clock) {
        this.journal = records.journal();
        this.audit = records.audit();
        this.exchanges = exchanges;
        this.gatekeeper = gatekeeper;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param orders how many were cancelled
     * @param failures where some may still be open
     */
    public record Cancelled(int orders, List<Failure> failures) {
        public Cancelled {
            failures = List.copyOf(failures);
        }
    }

    /** Why some orders of an account at a venue may still be open. */
    public record Failure(AccountId account, Venue venue, Why why) {
        public sealed interface Why {
            /** Its keys are not to be had just now, or not for this. */
            record NoKeys() implements Why {}

            record Failed(ExchangeFault fault) implements Why {}
        }
    }

    private record Place(Asker.Away user, AccountId account, Venue venue) {}

    /** Takes as long as the exchanges do. */
    Cancelled cancel(Caller caller, HaltScope scope) {
        Optional<UserId> whose =
                scope == HaltScope.ALL ? Optional.empty() : Optional.of(caller.id());
        Map<Place, SequencedSet<Symbol>> places = new LinkedHashMap<>();
        for (OrderJournal.Used used : journal.used(whose)) {
            var place =
                    new Place(
                            new Asker.Away(used.user(), used.subject()),
                            used.account(),
                            used.venue());
            places.computeIfAbsent(place, _ -> new LinkedHashSet<>()).add(used.symbol());
        }
        var tally = new Tally();
        places.forEach((place, symbols) -> cancel(caller, scope, place, symbols, tally));
        return new Cancelled(tally.cancelled, tally.failures);
    }

    private static final class Tally {
        private final List<Failure> failures = new ArrayList<>();
        private int cancelled;

        void fail(Place place, Failure.Why why) {
            var failure = new Failure(place.account(), place.venue(), why);
            if (!failures.contains(failure)) {
                failures.add(failure);
            }
        }
    }

    private Admitted admit(Caller caller, HaltScope scope, Place place, Stopping operation) {
        return switch (scope) {
            case ALL ->
                    gatekeeper.admitToStop(
                            caller,
                            operation,
                            place.user(),
                            place.account(),
                            place.venue().exchange());
            case OWN ->
                    gatekeeper.admit(
                            caller,
                            operation == Stopping.LIST
                                    ? Operation.FETCH_OPEN_ORDERS
                                    : Operation.CANCEL_ORDER,
                            new Keys.Account(place.account(), Optional.empty()),
                            place.venue().exchange());
        };
    }

    private void cancel(
            Caller caller,
            HaltScope scope,
            Place place,
            SequencedSet<Symbol> symbols,
            Tally tally) {
        try {
            switch (admit(caller, scope, place, Stopping.LIST)) {
                case Admitted.Refused _ -> tally.fail(place, new Failure.Why.NoKeys());
                case Admitted.Granted(var decision, var credential) -> {
                    for (var open : listed(place, symbols, decision.permit(), credential)) {
                        cancel(caller, scope, place, open, tally);
                    }
                }
            }
        } catch (Unavailable _) {
            tally.fail(place, new Failure.Why.NoKeys());
        }
    }

    /** In one answer, or in one for each symbol where the exchange wants it so. */
    private List<Reply<List<Order>>> listed(
            Place place, SequencedSet<Symbol> symbols, Permit permit, ApiCredential credential) {
        Reply<List<Order>> all =
                exchanges.openOrders(
                        place.venue(), permit, credential, Optional.empty(), Page.DEFAULT);
        return all instanceof Reply.Failed<List<Order>>(var fault)
                        && fault.kind() == ExchangeFault.Kind.SYMBOL_NEEDED
                ? symbols.stream()
                        .map(
                                symbol ->
                                        exchanges.openOrders(
                                                place.venue(),
                                                permit,
                                                credential,
                                                Optional.of(symbol),
                                                Page.DEFAULT))
                        .toList()
                : List.of(all);
    }

    private void cancel(
            Caller caller, HaltScope scope, Place place, Reply<List<Order>> open, Tally tally) {
        switch (open) {
            case Reply.Failed<List<Order>>(var fault) ->
                    tally.fail(place, new Failure.Why.Failed(fault));
            case Reply.Answered<List<Order>>(var orders) ->
                    orders.forEach(order -> cancel(caller, scope, place, order, tally));
        }
    }

    private void cancel(Caller caller, HaltScope scope, Place place, Order order, Tally tally) {
        switch (admit(caller, scope, place, Stopping.CANCEL)) {
            case Admitted.Refused _ -> tally.fail(place, new Failure.Why.NoKeys());
            case Admitted.Granted(var decision, var credential) -> {
                Reply<Order> reply =
                        exchanges.cancel(
                                place.venue(),
                                decision.permit(),
                                credential,
                                order.id(),
                                order.symbol());
                audit.recordLater(
                        new AuditEvent.Traded(
                                caller.id(),
                                Optional.of(place.account()),
                                place.venue(),
                                Operation.CANCEL_ORDER,
                                order.symbol(),
                                Trading.outcome(order.id(), reply)),
                        clock.instant());
                switch (reply) {
                    case Reply.Answered<Order> _ -> tally.cancelled++;
                    case Reply.Failed<Order>(var fault)
                            when fault.kind() == ExchangeFault.Kind.ORDER_NOT_FOUND -> {
                        // It ended by itself while we were at it.
                    }
                    case Reply.Failed<Order>(var fault) ->
                            tally.fail(place, new Failure.Why.Failed(fault));
                }
            }
        }
    }
}

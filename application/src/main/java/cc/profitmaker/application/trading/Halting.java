package cc.profitmaker.application.trading;

import cc.profitmaker.application.trading.HaltStore.Halts;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.order.HaltScope;
import cc.profitmaker.domain.session.Caller;

import java.time.InstantSource;
import java.util.Optional;

/**
 * The kill switch: an operator's for everybody, a user's for their own. From the moment it answers
 * no new order is sent, on any replica; cancels pass. One that was on its way may still arrive.
 */
public final class Halting {
    private final HaltStore halts;
    private final OpenOrders open;
    private final InstantSource clock;

    public Halting(HaltStore halts, OpenOrders open, InstantSource clock) {
        this.halts = halts;
        this.open = open;
        this.clock = clock;
    }

    /** What to do with the orders that are open. */
    public enum Leftovers {
        LEAVE,
        CANCEL
    }

    public sealed interface Outcome {
        /**
         * Done.
         *
         * @param cancelled empty unless that was asked for
         */
        record Done(Halts halts, Optional<OpenOrders.Cancelled> cancelled) implements Outcome {}

        record Refused(Decision.Reason reason) implements Outcome {}
    }

    public Halts of(Caller caller) {
        return halts.of(caller.id());
    }

    public Outcome halt(Caller caller, HaltScope scope, Leftovers leftovers) {
        if (isRefused(caller, scope)) {
            return new Outcome.Refused(Decision.Reason.OPERATOR_ONLY);
        }
        halts.halt(whose(caller, scope), event(caller, scope, true), clock.instant());
        Optional<OpenOrders.Cancelled> cancelled =
                switch (leftovers) {
                    case LEAVE -> Optional.empty();
                    case CANCEL -> Optional.of(open.cancel(caller, scope));
                };
        return new Outcome.Done(halts.of(caller.id()), cancelled);
    }

    public Outcome resume(Caller caller, HaltScope scope) {
        if (isRefused(caller, scope)) {
            return new Outcome.Refused(Decision.Reason.OPERATOR_ONLY);
        }
        halts.resume(whose(caller, scope), event(caller, scope, false), clock.instant());
        return new Outcome.Done(halts.of(caller.id()), Optional.empty());
    }

    private static boolean isRefused(Caller caller, HaltScope scope) {
        return scope == HaltScope.ALL && !caller.isOperator();
    }

    private static Optional<UserId> whose(Caller caller, HaltScope scope) {
        return switch (scope) {
            case ALL -> Optional.empty();
            case OWN -> Optional.of(caller.id());
        };
    }

    private static AuditEvent event(Caller caller, HaltScope scope, boolean active) {
        return new AuditEvent.TradingHalted(caller.id(), scope, active);
    }
}

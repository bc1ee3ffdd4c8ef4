package cc.profitmaker.domain.audit;

import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.session.ClientAddress;

/** One record per thing worth answering for. None can hold a secret: no component is one. */
public sealed interface AuditEvent {
    record Registered(UserId user, Role role, ClientAddress from) implements AuditEvent {}

    record SignedIn(UserId user, ClientAddress from) implements AuditEvent {}

    /** A wrong password for a known user, or a refusal because of too many of them. */
    record SignInRefused(UserId user, ClientAddress from, String reason) implements AuditEvent {}

    record SignedOut(UserId user) implements AuditEvent {}

    record SessionsEnded(UserId user, UserId by) implements AuditEvent {}

    record PasswordChanged(UserId user, UserId by) implements AuditEvent {}

    record UserAdded(UserId user, Role role) implements AuditEvent {}

    record UserDisabled(UserId user) implements AuditEvent {}

    record UserEnabled(UserId user) implements AuditEvent {}

    record RoleChanged(UserId user, Role role) implements AuditEvent {}

    /** Written before an order is sent: no row, no order. */
    record OrderRequested(UserId user, Venue venue, Symbol symbol, ClientOrderId order)
            implements AuditEvent {}

    /**
     * How it ended: {@code accepted}, {@code rejected} with the fault's kind, or {@code unknown}.
     */
    record OrderSettled(UserId user, Venue venue, ClientOrderId order, String outcome)
            implements AuditEvent {}

    /** A cancel or a change of leverage, with its outcome. */
    record Traded(UserId user, Venue venue, Operation operation, Symbol symbol, String outcome)
            implements AuditEvent {}
}

package cc.profitmaker.domain.audit;

import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.session.ClientAddress;

import java.util.List;

/** One record per thing worth answering for. None can hold a secret: no component is one. */
public sealed interface AuditEvent {
    record Registered(UserId user, Role role, ClientAddress from) implements AuditEvent {}

    record SignedIn(UserId user, ClientAddress from) implements AuditEvent {}

    /**
     * Wrong passwords, and refusals because of too many of them, from one address within one
     * minute: counted, since a row for each would let a flood of guesses fill the database.
     *
     * @param users those of the users guessed at whose names still fitted in, oldest first
     */
    record SignInsRefused(ClientAddress from, List<UserId> users, long count)
            implements AuditEvent {
        public SignInsRefused {
            users = List.copyOf(users);
        }
    }

    /** The same, from all the addresses past those that get a row of their own in that minute. */
    record SignInsRefusedElsewhere(List<UserId> users, long count) implements AuditEvent {
        public SignInsRefusedElsewhere {
            users = List.copyOf(users);
        }
    }

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

    /**
     * Bearer tokens that were refused, from one address within one minute: counted as refused
     * sign-ins are.
     */
    record TokensRefused(ClientAddress from, long count) implements AuditEvent {}

    /** The same, from all the addresses past those that get a row of their own in that minute. */
    record TokensRefusedElsewhere(long count) implements AuditEvent {}

    /** A copy of the trail was written to a file with that SHA-256; its rows stay. */
    record AuditExported(long rows, Digest file) implements AuditEvent {}

    /** Rows were written to a file, so that they can go. */
    record AuditRetired(Retirement retirement) implements AuditEvent {}
}

package cc.profitmaker.domain.audit;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.HaltScope;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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

    /** An operator ended one session of somebody's. */
    record SessionEnded(UserId user, UserId by) implements AuditEvent {}

    /**
     * A user was made.
     *
     * @param by the operator who did; empty for the server itself and its command line, the same
     *     for the next three
     */
    record UserAdded(UserId user, Role role, Optional<UserId> by) implements AuditEvent {
        public UserAdded(UserId user, Role role) {
            this(user, role, Optional.empty());
        }
    }

    record UserDisabled(UserId user, Optional<UserId> by) implements AuditEvent {
        public UserDisabled(UserId user) {
            this(user, Optional.empty());
        }
    }

    record UserEnabled(UserId user, Optional<UserId> by) implements AuditEvent {
        public UserEnabled(UserId user) {
            this(user, Optional.empty());
        }
    }

    record RoleChanged(UserId user, Role role, Optional<UserId> by) implements AuditEvent {
        public RoleChanged(UserId user, Role role) {
            this(user, role, Optional.empty());
        }
    }

    /**
     * A user with a password became one of single sign-on: their password and sessions are gone.
     *
     * @param subject the auth service's name for them, no secret; the same for the next two
     */
    record UserAdopted(UserId user, String subject) implements AuditEvent {}

    /** A user was made for a single sign-on identity nobody knew. */
    record UserProvisioned(UserId user, String subject) implements AuditEvent {}

    /** An operator let a single sign-on identity speak for the user. */
    record UserBound(UserId user, String subject) implements AuditEvent {}

    /** Written before an order is sent: no row, no order. */
    record OrderRequested(
            UserId user,
            Optional<AccountId> account,
            Venue venue,
            Symbol symbol,
            ClientOrderId order)
            implements AuditEvent {}

    /**
     * How it ended: {@code accepted}, {@code rejected} with the fault's kind, or {@code unknown}.
     */
    record OrderSettled(UserId user, Venue venue, ClientOrderId order, String outcome)
            implements AuditEvent {}

    /** A cancel, a change of leverage or an order that was not sent, with its outcome. */
    record Traded(
            UserId user,
            Optional<AccountId> account,
            Venue venue,
            Operation operation,
            Symbol symbol,
            String outcome)
            implements AuditEvent {}

    /** A call with an account of a vault that was refused, and why. */
    record AccessRefused(
            UserId user, AccountId account, Operation operation, Decision.Reason reason)
            implements AuditEvent {}

    /**
     * Keys were stored; the report tells whether they can take funds out, which was insisted on.
     */
    record AccountAdded(UserId user, AccountId account, ExchangeId exchange, KeyReport report)
            implements AuditEvent {}

    /** The account's metadata or keys were changed; {@code slots} of the keys that are new. */
    record AccountChanged(
            UserId user, AccountId account, Set<KeySlot> slots, Ceilings ceilings, KeyReport report)
            implements AuditEvent {
        public AccountChanged {
            slots = Set.copyOf(slots);
        }

        /** What anybody could do with the account at most, and can now. */
        public record Ceilings(AccessLevel before, AccessLevel after) {}
    }

    record AccountRemoved(UserId user, AccountId account) implements AuditEvent {}

    record GrantGiven(UserId user, Grant grant) implements AuditEvent {}

    record GrantRevoked(UserId user, AccountId account, GrantId grant) implements AuditEvent {}

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

    /** Before the auth service is asked to change an account it keeps; empty for a new one. */
    record CentralChangeAsked(UserId user, CentralChange change, Optional<AccountId> account)
            implements AuditEvent {}

    /** With the status of its answer; without one when none came, and the change may have. */
    record CentralChangeAnswered(
            UserId user, CentralChange change, Optional<AccountId> account, OptionalInt status)
            implements AuditEvent {}

    /**
     * Somebody at this server's command line sealed the vault's data keys under that master key.
     *
     * @param resealed how many of them
     */
    record MasterKeyRotated(MasterKeyId current, long resealed) implements AuditEvent {}

    /** Somebody at this server's command line took that master key off the list. */
    record MasterKeyRetired(MasterKeyId key) implements AuditEvent {}

    /** Somebody stopped, or let go on, all trading or that of their own. */
    record TradingHalted(UserId user, HaltScope scope, boolean active) implements AuditEvent {}
}

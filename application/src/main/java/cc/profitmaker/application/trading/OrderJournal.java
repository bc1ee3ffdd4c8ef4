package cc.profitmaker.application.trading;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderDigest;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Every order, written before it is sent. Each method is one transaction with its audit event;
 * {@link #intend} fails with {@link cc.profitmaker.application.Unavailable}, and then the order
 * must not be sent.
 */
public interface OrderJournal {
    /** How long an entry is kept. */
    Duration ENTRIES_KEPT = Duration.ofDays(7);

    /** An order that was not sent so soon after its intent was written is not sent at all. */
    Duration SENT_WITHIN = Duration.ofSeconds(5);

    /** How long an outcome is waited for to be durable before its user is told. */
    Duration DURABLE_WITHIN = Duration.ofSeconds(5);

    /** By then a call that sends an order has ended, whatever came of it. */
    Duration OVER_AFTER = Duration.ofSeconds(60);

    /** A day's sum is kept until its day is longer ago than that. */
    Duration SUMS_KEPT = Duration.ofDays(2);

    /** Names one entry. */
    record EntryId(UUID value) {
        public EntryId {
            requireNonNull(value);
        }
    }

    /**
     * An order about to be sent.
     *
     * @param account whose keys it uses; empty for keys brought along
     * @param reserved what it takes from the grant it rests on; empty without such limits
     * @param claim what its user calls it; empty: it is like no other
     */
    record Intent(
            EntryId id,
            UserId user,
            Venue venue,
            Symbol symbol,
            Sought order,
            Optional<AccountId> account,
            Optional<Reserved> reserved,
            Optional<Claim> claim) {
        public Intent {
            requireNonNull(id);
            requireNonNull(user);
            requireNonNull(venue);
            requireNonNull(symbol);
            requireNonNull(order);
            requireNonNull(account);
            requireNonNull(reserved);
            requireNonNull(claim);
            if (reserved.isPresent() && !isOfGrant(reserved.get(), user, account)) {
                throw new IllegalArgumentException("another's grant, or to another account");
            }
        }

        private static boolean isOfGrant(
                Reserved reserved, UserId user, Optional<AccountId> account) {
            return reserved.grant().grantee().equals(user)
                    && account.equals(Optional.of(reserved.grant().account()));
        }
    }

    record Reserved(Grant grant, Notional notional) {
        public Reserved {
            requireNonNull(grant);
            requireNonNull(notional);
        }
    }

    /** A user's name for an order, and all that the order is. */
    record Claim(IdempotencyKey key, OrderDigest wish) {
        public Claim {
            requireNonNull(key);
            requireNonNull(wish);
        }
    }

    /** How far an order has come. */
    enum State {
        /** Written, not sent: whoever wrote it may be about to. */
        INTENDED,
        /** It may have been sent; nothing came back yet, or whoever sent it is gone. */
        SENT,
        ACCEPTED,
        NOT_PLACED,
        UNKNOWN
    }

    /**
     * An order that its user has a name for.
     *
     * @param written when it was written, before it was sent for the first time
     * @param since when its state began, but for {@code UNKNOWN}: when it was sent
     * @param tended whether the server that wrote it is still there, as far as the database can
     *     tell; without it nobody waits for an answer any more
     * @param outcome what it came to, as far as that is known and can be read
     */
    record Entry(
            EntryId id,
            ClientOrderId order,
            OrderDigest wish,
            State state,
            Instant written,
            Instant since,
            boolean tended,
            Optional<Placed> outcome) {
        public Entry {
            requireNonNull(id);
            requireNonNull(order);
            requireNonNull(wish);
            requireNonNull(state);
            requireNonNull(written);
            requireNonNull(since);
            requireNonNull(outcome);
        }
    }

    sealed interface Intended {
        record Written() implements Intended {}

        /** Nothing was written: the user has an order of that name already. */
        record Claimed() implements Intended {}

        /** Nothing was written: the UTC day's orders would be worth more than the grant allows. */
        record DayOverLimit() implements Intended {}

        /**
         * Nothing was written: the grantee has no such grant any more. One that was given anew
         * meanwhile, at the same level and with the same limits, does as well.
         */
        record GrantChanged() implements Intended {}

        /** Nothing was written: trading is halted for the user or for the account's owner. */
        record Halted() implements Intended {}
    }

    /** Whether an order that was written may be sent now. */
    sealed interface Clearance {
        record Go(Turn turn) implements Clearance {}

        /** It was settled meanwhile, is another's to send, or it is too late. */
        record Lost() implements Clearance {}

        /** Trading was halted meanwhile. */
        record Halted() implements Clearance {}
    }

    /**
     * One sending of an order, of which there may be several one after another. Whoever has it says
     * what came of it; once another has the next, nothing that is said of this one counts.
     */
    record Turn(EntryId entry, Instant sent) {
        public Turn {
            requireNonNull(entry);
            requireNonNull(sent);
        }
    }

    /**
     * An order under a vault's account whose fate nobody knows and nobody is finding out.
     *
     * @param subject what the auth service calls the user, if it does
     */
    record Unsettled(
            EntryId id,
            UserId user,
            Optional<String> subject,
            AccountId account,
            Venue venue,
            Symbol symbol,
            Sought order,
            State state,
            Instant written,
            Instant since) {
        public Unsettled {
            requireNonNull(id);
            requireNonNull(user);
            requireNonNull(subject);
            requireNonNull(account);
            requireNonNull(venue);
            requireNonNull(symbol);
            requireNonNull(order);
            requireNonNull(state);
            requireNonNull(written);
            requireNonNull(since);
        }
    }

    /** Where a user has sent an order with an account; see {@link #used}. */
    record Used(
            UserId user, Optional<String> subject, AccountId account, Venue venue, Symbol symbol) {
        public Used {
            requireNonNull(user);
            requireNonNull(subject);
            requireNonNull(account);
            requireNonNull(venue);
            requireNonNull(symbol);
        }
    }

    /** What became of an order, for its reservation. */
    enum Fate {
        ACCEPTED,
        /** The exchange certainly does not have it: its reservation is given back. */
        NOT_PLACED,
        /** As {@code NOT_PLACED}, and nobody judged it: its user may ask again under its name. */
        NOT_SENT,
        UNKNOWN
    }

    /**
     * Writes the intent and reserves its notional from what the grantee may still use of the
     * account on that UTC day; the sum is exact under any number of concurrent calls on any number
     * of replicas. A grant given anew, or revoked and given again, goes on with the day's sum.
     */
    Intended intend(Intent intent, AuditEvent event, Instant now);

    /** The order that a user gave that name; what was settled a moment ago may not show yet. */
    Optional<Entry> find(UserId user, IdempotencyKey key);

    /**
     * Durably takes note that the order is on its way; {@code Lost} also when {@link #SENT_WITHIN}
     * is over.
     */
    Clearance sending(EntryId entry, Instant now);

    /**
     * The same for one whose fate is unknown and that is to be sent again: of several that ask, one
     * is told to go.
     */
    Clearance sendingAgain(Entry entry, Instant now);

    /**
     * Durably gives up an order that was not sent, as {@link #settle} does with {@code NOT_SENT};
     * false, and nothing is written, when somebody else was told to send it.
     */
    boolean giveUp(EntryId entry, AuditEvent event, Instant now);

    /**
     * Returns at once and writes soon, in order, retrying while the database is away; lost in a
     * crash, which leaves the order's fate unknown and its reservation taken. The first fate of a
     * turn stays, and that of an earlier turn is not heard; what is given back goes to the day it
     * was taken from, once.
     */
    void settle(Turn turn, Settled settled, AuditEvent event, Instant now);

    /**
     * The same, for an order whose user may ask again: returns when it is durable, or after {@link
     * #DURABLE_WITHIN} without the database. What it returns is to be told to the user: the outcome
     * that stands, which is another when somebody settled the order before.
     */
    Placed settleDurably(Turn turn, Settled settled, AuditEvent event, Instant now);

    /** What became of an order. */
    record Settled(Fate fate, Placed outcome) {
        public Settled {
            requireNonNull(fate);
            requireNonNull(outcome);
        }
    }

    /** An order of unknown fate turned out to be there; as {@link #settleDurably} otherwise. */
    Placed found(EntryId entry, Order order, AuditEvent event, Instant now);

    /**
     * As {@link #settle} with {@code NOT_SENT}, for an order of unknown fate that certainly is not
     * there and never will be, if it is still as it was seen.
     */
    void lapsed(Unsettled seen, AuditEvent event, Instant now);

    /**
     * Orders under accounts of a vault whose fate is unknown, or whose server is gone; in the order
     * in which they were written, at most {@code most}.
     *
     * @param after the one before the first; empty: from the oldest on
     */
    List<Unsettled> unsettled(Optional<Unsettled> after, int most, Instant now);

    /**
     * Where orders were sent with vault accounts in the time that entries are kept, each once.
     *
     * @param user whose orders, or whose accounts; empty: everybody's
     */
    List<Used> used(Optional<UserId> user);

    /** Forgets what was kept long enough; tells how many entries that were. */
    int sweep(Instant now);
}

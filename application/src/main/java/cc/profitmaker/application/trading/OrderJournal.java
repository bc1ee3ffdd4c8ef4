package cc.profitmaker.application.trading;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;

import java.time.Duration;
import java.time.Instant;
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
     */
    record Intent(
            EntryId id,
            UserId user,
            Venue venue,
            ClientOrderId order,
            Optional<AccountId> account,
            Optional<Reserved> reserved) {
        public Intent {
            requireNonNull(id);
            requireNonNull(user);
            requireNonNull(venue);
            requireNonNull(order);
            requireNonNull(account);
            requireNonNull(reserved);
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

    sealed interface Intended {
        record Written() implements Intended {}

        /** Nothing was written: the UTC day's orders would be worth more than the grant allows. */
        record DayOverLimit() implements Intended {}

        /**
         * Nothing was written: the grantee has no such grant any more. One that was given anew
         * meanwhile, at the same level and with the same limits, does as well.
         */
        record GrantChanged() implements Intended {}
    }

    /** What became of an order, for its reservation. */
    enum Fate {
        ACCEPTED,
        /** The exchange certainly does not have it: its reservation is given back. */
        NOT_PLACED,
        UNKNOWN
    }

    /**
     * Writes the intent and reserves its notional from what the grantee may still use of the
     * account on that UTC day; the sum is exact under any number of concurrent calls on any number
     * of replicas. A grant given anew, or revoked and given again, goes on with the day's sum.
     */
    Intended intend(Intent intent, AuditEvent event, Instant now);

    /**
     * Returns at once and writes soon, in order, retrying while the database is away; lost in a
     * crash, which leaves the order's fate unknown and its reservation taken. The first fate stays;
     * what is given back goes to the day it was taken from, once.
     */
    void settle(EntryId entry, Fate fate, AuditEvent event, Instant now);

    /** Forgets what was kept long enough; tells how many entries that were. */
    int sweep(Instant now);
}

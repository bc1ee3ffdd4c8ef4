package cc.profitmaker.application.session;

import static java.time.temporal.ChronoUnit.MINUTES;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.ClientAddress;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refusals of one kind, recorded as one event per address and minute. However many addresses take
 * part, a minute costs at most {@link #ADDRESSES} events and one more for all the rest. What a
 * crash catches in its minute is lost. Thread-safe, never blocks on the database.
 */
final class CountedRefusals {
    static final int ADDRESSES = 64;
    static final int USERS = 8;

    private static final class Tally {
        private final Set<UserId> users = new LinkedHashSet<>();
        private long count;
        private Instant last = Instant.MIN;

        private void add(Optional<UserId> aimedAt, Instant now) {
            aimedAt.filter(_ -> users.size() < USERS).ifPresent(users::add);
            count++;
            last = now;
        }

        private List<UserId> users() {
            return List.copyOf(users);
        }
    }

    /** What is recorded of them. */
    private interface Kind {
        AuditEvent from(ClientAddress address, List<UserId> aimedAt, long count);

        AuditEvent elsewhere(List<UserId> aimedAt, long count);
    }

    private record SignIns() implements Kind {
        @Override
        public AuditEvent from(ClientAddress address, List<UserId> aimedAt, long count) {
            return new AuditEvent.SignInsRefused(address, aimedAt, count);
        }

        @Override
        public AuditEvent elsewhere(List<UserId> aimedAt, long count) {
            return new AuditEvent.SignInsRefusedElsewhere(aimedAt, count);
        }
    }

    /** A token that is refused says nothing about who it was aimed at. */
    private record Tokens() implements Kind {
        @Override
        public AuditEvent from(ClientAddress address, List<UserId> aimedAt, long count) {
            return new AuditEvent.TokensRefused(address, count);
        }

        @Override
        public AuditEvent elsewhere(List<UserId> aimedAt, long count) {
            return new AuditEvent.TokensRefusedElsewhere(count);
        }
    }

    private final AuditTrail audit;
    private final Kind kind;
    private final Map<ClientAddress, Tally> tallies = new LinkedHashMap<>();
    private Optional<Tally> elsewhere = Optional.empty();
    private Instant minute = Instant.MIN;

    private CountedRefusals(AuditTrail audit, Kind kind) {
        this.audit = audit;
        this.kind = kind;
    }

    static CountedRefusals ofSignIns(AuditTrail audit) {
        return new CountedRefusals(audit, new SignIns());
    }

    static CountedRefusals ofTokens(AuditTrail audit) {
        return new CountedRefusals(audit, new Tokens());
    }

    synchronized void count(ClientAddress from, Optional<UserId> aimedAt, Instant now) {
        recordEnded(now);
        minute = now.truncatedTo(MINUTES);
        tally(from).add(aimedAt, now);
    }

    private Tally tally(ClientAddress from) {
        if (tallies.size() < ADDRESSES || tallies.containsKey(from)) {
            return tallies.computeIfAbsent(from, _ -> new Tally());
        }
        Tally rest = elsewhere.orElseGet(Tally::new);
        elsewhere = Optional.of(rest);
        return rest;
    }

    /** Records what was counted, unless {@code now} is in the very minute it was counted in. */
    synchronized void recordEnded(Instant now) {
        if (!now.truncatedTo(MINUTES).equals(minute)) {
            recordAll();
        }
    }

    synchronized void recordAll() {
        tallies.forEach(
                (from, tally) ->
                        audit.recordLater(kind.from(from, tally.users(), tally.count), tally.last));
        tallies.clear();
        elsewhere.ifPresent(
                tally -> audit.recordLater(kind.elsewhere(tally.users(), tally.count), tally.last));
        elsewhere = Optional.empty();
    }
}

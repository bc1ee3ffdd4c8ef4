package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Currency;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Remembers intents and a day's sums. */
public final class InMemoryOrderJournal implements OrderJournal {
    private final AuditTrail audit;
    private final Function<Grant, Optional<Grant>> reread;
    private final Object grants;
    private final Map<EntryId, Entry> entries = new HashMap<>();
    private final Map<Spending, BigDecimal> spent = new HashMap<>();

    private record Entry(
            Intent intent, Instant writtenAt, Optional<Spending> spending, Optional<Fate> fate) {}

    private record Spending(AccountId account, UserId grantee, LocalDate day, Currency currency) {}

    /** For tests without a vault: grants are what the intents say they are. */
    public InMemoryOrderJournal(AuditTrail audit) {
        this(audit, Optional::of, new Object());
    }

    public InMemoryOrderJournal(AuditTrail audit, AccountStore accounts) {
        this(audit, claimed -> current(accounts, claimed), accounts);
    }

    /** Under {@code grants}' lock no grant changes between its reading and the entry. */
    private InMemoryOrderJournal(
            AuditTrail audit, Function<Grant, Optional<Grant>> reread, Object grants) {
        this.audit = audit;
        this.reread = reread;
        this.grants = grants;
    }

    private static Optional<Grant> current(AccountStore accounts, Grant claimed) {
        return accounts.see(claimed.account(), claimed.grantee())
                .map(AccountStore.Seen::standing)
                .flatMap(
                        standing ->
                                standing instanceof Standing.Grantee(var grant)
                                        ? Optional.of(grant)
                                        : Optional.empty());
    }

    @Override
    public Intended intend(Intent intent, AuditEvent event, Instant now) {
        synchronized (grants) {
            return write(intent, event, now);
        }
    }

    private synchronized Intended write(Intent intent, AuditEvent event, Instant now) {
        Optional<Spending> spending = intent.reserved().map(reserved -> spending(reserved, now));
        Optional<BigDecimal> sum = Optional.empty();
        if (intent.reserved().isPresent()) {
            var reserved = intent.reserved().get();
            if (!stands(reserved.grant(), now)) {
                return new Intended.GrantChanged();
            }
            BigDecimal before = spent.getOrDefault(spending.get(), BigDecimal.ZERO);
            sum = Optional.of(before.add(reserved.notional().amount()));
            BigDecimal most =
                    reserved.grant().limits().dailyNotional().get(reserved.notional().currency());
            if (most != null && sum.get().compareTo(most) > 0) {
                return new Intended.DayOverLimit();
            }
        }
        audit.record(event, now);
        sum.ifPresent(reserved -> spent.put(spending.get(), reserved));
        entries.put(intent.id(), new Entry(intent, now, spending, Optional.empty()));
        return new Intended.Written();
    }

    private boolean stands(Grant claimed, Instant now) {
        return reread.apply(claimed)
                .filter(grant -> grant.isLive(now))
                .filter(grant -> grant.level() == claimed.level())
                .filter(grant -> grant.limits().equals(claimed.limits()))
                .isPresent();
    }

    private static Spending spending(Reserved reserved, Instant now) {
        return new Spending(
                reserved.grant().account(),
                reserved.grant().grantee(),
                day(now),
                reserved.notional().currency());
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    @Override
    public synchronized void settle(EntryId id, Fate fate, AuditEvent event, Instant now) {
        Entry entry = entries.get(id);
        if (entry != null && entry.fate().isEmpty()) {
            entries.put(
                    id,
                    new Entry(
                            entry.intent(),
                            entry.writtenAt(),
                            entry.spending(),
                            Optional.of(fate)));
            if (fate == Fate.NOT_PLACED && entry.spending().isPresent()) {
                BigDecimal back = entry.intent().reserved().orElseThrow().notional().amount();
                spent.computeIfPresent(entry.spending().get(), (_, sum) -> sum.subtract(back));
            }
        }
        audit.recordLater(event, now);
    }

    @Override
    public synchronized int sweep(Instant now) {
        LocalDate first = day(now.minus(SUMS_KEPT));
        spent.keySet().removeIf(spending -> spending.day().isBefore(first));
        int before = entries.size();
        entries.values().removeIf(entry -> !now.isBefore(entry.writtenAt().plus(ENTRIES_KEPT)));
        return before - entries.size();
    }
}

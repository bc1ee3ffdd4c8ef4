package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.domain.access.AccountId;
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

/** Remembers intents and a day's sums; grants are what the intents say they are. */
public final class InMemoryOrderJournal implements OrderJournal {
    private final AuditTrail audit;
    private final Map<EntryId, Entry> entries = new HashMap<>();
    private final Map<Spending, BigDecimal> spent = new HashMap<>();

    private record Entry(Intent intent, Optional<Spending> spending, Optional<Fate> fate) {}

    private record Spending(AccountId account, UserId grantee, LocalDate day, Currency currency) {}

    public InMemoryOrderJournal(AuditTrail audit) {
        this.audit = audit;
    }

    @Override
    public synchronized Intended intend(Intent intent, AuditEvent event, Instant now) {
        Optional<Spending> spending = intent.reserved().map(reserved -> spending(reserved, now));
        if (spending.isPresent()) {
            var reserved = intent.reserved().get();
            BigDecimal sum =
                    spent.getOrDefault(spending.get(), BigDecimal.ZERO)
                            .add(reserved.notional().amount());
            BigDecimal most =
                    reserved.grant().limits().dailyNotional().get(reserved.notional().currency());
            if (most != null && sum.compareTo(most) > 0) {
                return new Intended.DayOverLimit();
            }
            spent.put(spending.get(), sum);
        }
        audit.record(event, now);
        entries.put(intent.id(), new Entry(intent, spending, Optional.empty()));
        return new Intended.Written();
    }

    private static Spending spending(Reserved reserved, Instant now) {
        return new Spending(
                reserved.grant().account(),
                reserved.grant().grantee(),
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                reserved.notional().currency());
    }

    @Override
    public synchronized void settle(EntryId id, Fate fate, AuditEvent event, Instant now) {
        Entry entry = entries.get(id);
        if (entry != null && entry.fate().isEmpty()) {
            entries.put(id, new Entry(entry.intent(), entry.spending(), Optional.of(fate)));
            if (fate == Fate.NOT_PLACED && entry.spending().isPresent()) {
                spent.computeIfPresent(
                        entry.spending().get(),
                        (_, sum) ->
                                sum.subtract(
                                        entry.intent()
                                                .reserved()
                                                .orElseThrow()
                                                .notional()
                                                .amount()));
            }
        }
        audit.recordLater(event, now);
    }
}

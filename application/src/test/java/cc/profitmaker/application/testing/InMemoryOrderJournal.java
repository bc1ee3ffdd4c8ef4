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
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.Placed;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Remembers intents and a day's sums. */
public final class InMemoryOrderJournal implements OrderJournal {
    private static final Placed UNSENT =
            new Placed.Rejected(ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT));

    private final AuditTrail audit;
    private final Function<Grant, Optional<Grant>> reread;
    private final Object grants;
    private final InMemoryHaltStore halts;
    private final Accounts accounts;
    private final Map<EntryId, Kept> entries = new HashMap<>();
    private final Map<Spending, BigDecimal> spent = new HashMap<>();
    private final Set<EntryId> abandoned = new HashSet<>();

    private record Kept(
            Intent intent,
            Instant writtenAt,
            Optional<Spending> spending,
            State state,
            Instant since,
            Optional<Placed> outcome,
            Optional<Claim> claim) {
        boolean isOpen() {
            return state == State.INTENDED || state == State.SENT;
        }

        Kept sent(Instant at) {
            return new Kept(intent, writtenAt, spending, State.SENT, at, Optional.empty(), claim);
        }

        Kept settled(State to, Placed placed, Instant at, Optional<Claim> kept) {
            boolean sentAt = to == State.UNKNOWN && state == State.SENT;
            return new Kept(
                    intent,
                    writtenAt,
                    spending,
                    to,
                    sentAt ? since : at,
                    Optional.of(placed),
                    kept);
        }
    }

    /** Whose accounts are whose. */
    private interface Accounts {
        boolean owns(UserId user, AccountId account);
    }

    private record Spending(AccountId account, UserId grantee, LocalDate day, Currency currency) {}

    /** For tests without a vault: grants are what the intents say they are. */
    public InMemoryOrderJournal(AuditTrail audit) {
        this(audit, Optional::of, new Object(), new InMemoryHaltStore(audit), (_, _) -> false);
    }

    public InMemoryOrderJournal(AuditTrail audit, AccountStore accounts, InMemoryHaltStore halts) {
        this(
                audit,
                claimed -> current(accounts, claimed),
                accounts,
                halts,
                (user, account) ->
                        accounts.see(account, user)
                                .filter(seen -> seen.standing() instanceof Standing.Owner)
                                .isPresent());
    }

    /** Under {@code grants}' lock no grant changes between its reading and the entry. */
    private InMemoryOrderJournal(
            AuditTrail audit,
            Function<Grant, Optional<Grant>> reread,
            Object grants,
            InMemoryHaltStore halts,
            Accounts accounts) {
        this.audit = audit;
        this.reread = reread;
        this.grants = grants;
        this.halts = halts;
        this.accounts = accounts;
    }

    private boolean isHalted(Intent intent) {
        return halts.anyOf(
                halted ->
                        halted.equals(intent.user())
                                || intent.account()
                                        .filter(account -> accounts.owns(halted, account))
                                        .isPresent());
    }

    /** The servers that wrote what is open now are gone. */
    public synchronized void senderIsGone() {
        abandoned.addAll(entries.keySet());
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
        if (intent.claim().flatMap(claim -> kept(intent.user(), claim.key())).isPresent()) {
            return new Intended.Claimed();
        }
        if (isHalted(intent)) {
            return new Intended.Halted();
        }
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
        entries.put(
                intent.id(),
                new Kept(
                        intent,
                        now,
                        spending,
                        State.INTENDED,
                        now,
                        Optional.empty(),
                        intent.claim()));
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

    private Optional<Kept> kept(UserId user, IdempotencyKey key) {
        return entries.values().stream()
                .filter(kept -> kept.intent().user().equals(user))
                .filter(kept -> kept.claim().filter(c -> c.key().equals(key)).isPresent())
                .findFirst();
    }

    @Override
    public synchronized Optional<Entry> find(UserId user, IdempotencyKey key) {
        return kept(user, key)
                .map(
                        kept ->
                                new Entry(
                                        kept.intent().id(),
                                        kept.intent().order().id(),
                                        kept.claim().orElseThrow().wish(),
                                        kept.state(),
                                        kept.writtenAt(),
                                        kept.since(),
                                        !abandoned.contains(kept.intent().id()),
                                        kept.outcome()));
    }

    @Override
    public Clearance sending(EntryId id, Instant now) {
        synchronized (grants) {
            return cleared(
                    id,
                    now,
                    kept ->
                            kept.state() == State.INTENDED
                                    && !kept.writtenAt().isBefore(now.minus(SENT_WITHIN)));
        }
    }

    @Override
    public Clearance sendingAgain(Entry entry, Instant now) {
        synchronized (grants) {
            return cleared(
                    entry.id(),
                    now,
                    kept -> kept.state() == entry.state() && kept.since().equals(entry.since()));
        }
    }

    private synchronized Clearance cleared(EntryId id, Instant now, Predicate<Kept> asSeen) {
        Kept kept = entries.get(id);
        if (kept == null || !asSeen.test(kept)) {
            return new Clearance.Lost();
        }
        if (isHalted(kept.intent())) {
            return new Clearance.Halted();
        }
        abandoned.remove(id);
        entries.put(id, kept.sent(now));
        return new Clearance.Go(new Turn(id, now));
    }

    @Override
    public synchronized Placed settleDurably(
            Turn turn, Settled settled, AuditEvent event, Instant now) {
        settle(turn, settled, event, now);
        return standing(turn.entry(), settled.outcome());
    }

    private Placed standing(EntryId entry, Placed told) {
        return Optional.ofNullable(entries.get(entry)).flatMap(Kept::outcome).orElse(told);
    }

    @Override
    public synchronized boolean giveUp(EntryId id, AuditEvent event, Instant now) {
        Kept kept = entries.get(id);
        if (kept == null || kept.state() != State.INTENDED) {
            return false;
        }
        notPlaced(id, kept, UNSENT, now, Optional.empty());
        audit.record(event, now);
        return true;
    }

    @Override
    public synchronized void lapsed(Unsettled seen, AuditEvent event, Instant now) {
        Kept kept = entries.get(seen.id());
        if (kept != null && kept.state() == seen.state() && kept.since().equals(seen.since())) {
            notPlaced(seen.id(), kept, UNSENT, now, Optional.empty());
        }
        audit.recordLater(event, now);
    }

    @Override
    public synchronized List<Unsettled> unsettled(
            Optional<Unsettled> after, int most, Instant now) {
        Comparator<Kept> inOrder =
                Comparator.comparing(Kept::writtenAt)
                        .thenComparing(kept -> kept.intent().id().value().toString());
        Optional<Kept> last = after.map(Unsettled::id).map(entries::get);
        return entries.values().stream()
                .filter(kept -> kept.intent().account().isPresent())
                .filter(kept -> last.map(l -> inOrder.compare(kept, l) > 0).orElse(true))
                .filter(
                        kept ->
                                kept.state() == State.UNKNOWN
                                        || (kept.isOpen()
                                                && (abandoned.contains(kept.intent().id())
                                                        || !kept.since()
                                                                .isAfter(now.minus(OVER_AFTER)))))
                .sorted(inOrder)
                .limit(most)
                .map(
                        kept ->
                                new Unsettled(
                                        kept.intent().id(),
                                        kept.intent().user(),
                                        Optional.empty(),
                                        kept.intent().account().orElseThrow(),
                                        kept.intent().venue(),
                                        kept.intent().symbol(),
                                        kept.intent().order(),
                                        kept.state(),
                                        kept.writtenAt(),
                                        kept.since()))
                .toList();
    }

    @Override
    public synchronized List<Used> used(Optional<UserId> user) {
        return entries.values().stream()
                .map(Kept::intent)
                .filter(intent -> intent.account().isPresent())
                .filter(
                        intent ->
                                user.isEmpty()
                                        || accounts.owns(
                                                user.get(), intent.account().orElseThrow()))
                .map(
                        intent ->
                                new Used(
                                        intent.user(),
                                        Optional.empty(),
                                        intent.account().orElseThrow(),
                                        intent.venue(),
                                        intent.symbol()))
                .distinct()
                .toList();
    }

    @Override
    public synchronized void settle(Turn turn, Settled settled, AuditEvent event, Instant now) {
        EntryId id = turn.entry();
        Kept kept = entries.get(id);
        if (kept != null && kept.state() == State.SENT && kept.since().equals(turn.sent())) {
            State state =
                    switch (settled.fate()) {
                        case ACCEPTED -> State.ACCEPTED;
                        case NOT_PLACED, NOT_SENT -> State.NOT_PLACED;
                        case UNKNOWN -> State.UNKNOWN;
                    };
            Optional<Claim> claim =
                    settled.fate() == Fate.NOT_SENT ? Optional.empty() : kept.claim();
            if (state == State.NOT_PLACED) {
                notPlaced(id, kept, settled.outcome(), now, claim);
            } else {
                entries.put(id, kept.settled(state, settled.outcome(), now, claim));
            }
        }
        audit.recordLater(event, now);
    }

    private void notPlaced(
            EntryId id, Kept kept, Placed outcome, Instant now, Optional<Claim> claim) {
        entries.put(id, kept.settled(State.NOT_PLACED, outcome, now, claim));
        if (kept.spending().isPresent()) {
            BigDecimal back = kept.intent().reserved().orElseThrow().notional().amount();
            spent.computeIfPresent(kept.spending().get(), (_, sum) -> sum.subtract(back));
        }
    }

    @Override
    public synchronized Placed found(EntryId id, Order order, AuditEvent event, Instant now) {
        Kept kept = entries.get(id);
        if (kept != null && (kept.isOpen() || kept.state() == State.UNKNOWN)) {
            entries.put(
                    id,
                    kept.settled(State.ACCEPTED, new Placed.Accepted(order), now, kept.claim()));
        }
        audit.recordLater(event, now);
        return standing(id, new Placed.Accepted(order));
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

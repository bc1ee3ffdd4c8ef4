package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.DAILY_SPENDING;
import static cc.profitmaker.adapter.persistence.generated.Tables.GRANTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.HALTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.ORDER_JOURNAL;
import static cc.profitmaker.adapter.persistence.generated.Tables.USERS;

import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.name;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.access.VaultKind;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderDigest;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A day's sum is one row, and PostgreSQL adds to it: whoever comes second waits for the first and
 * adds to what that one left. The grant's row is locked before it, always in this order.
 */
final class PostgresOrderJournal implements OrderJournal {
    private static final Condition OPEN =
            ORDER_JOURNAL.STATE.in(State.INTENDED.name(), State.SENT.name());

    private static final Settled UNSENT =
            new Settled(
                    Fate.NOT_SENT,
                    new Placed.Rejected(ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT)));

    private static final Field<Boolean> TENDED = DSL.field(Presence.ofSender()).as("tended");

    private final Transactions transactions;
    private final LaterWrites later;
    private final Presence presence;

    PostgresOrderJournal(Transactions transactions, LaterWrites later, Presence presence) {
        this.transactions = transactions;
        this.later = later;
        this.presence = presence;
    }

    @Override
    public Intended intend(Intent intent, AuditEvent event, Instant now) {
        return intent.reserved()
                .map(reserved -> intend(intent, reserved, event, now))
                .orElseGet(() -> intendAtOnce(intent, AuditRow.of(event), now));
    }

    private Intended intend(Intent intent, Reserved reserved, AuditEvent event, Instant now) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    Intended intended =
                            intent.claim()
                                            .filter(claim -> isTaken(intent.user(), claim, sql))
                                            .isPresent()
                                    ? new Intended.Claimed()
                                    : PostgresHaltStore.holdsBack(
                                                    intent.user(), intent.account(), sql)
                                            ? new Intended.Halted()
                                            : reserve(reserved, now, sql);
                    if (intended instanceof Intended.Written) {
                        sql.insertInto(ORDER_JOURNAL).set(row(intent, now)).execute();
                        AuditRow.of(event).write(sql, now);
                    } else {
                        transaction.undo();
                    }
                    return intended;
                });
    }

    /** One statement, and so one trip to the database and one wait for its disk. */
    private Intended intendAtOnce(Intent intent, AuditRow event, Instant now) {
        Map<Field<?>, Object> row = row(intent, now);
        var halted =
                name("halted")
                        .as(
                                DSL.selectOne()
                                        .from(HALTS)
                                        .where(
                                                PostgresHaltStore.holdsBack(
                                                        intent.user(), intent.account())));
        var written =
                name("written")
                        .as(
                                DSL.insertInto(ORDER_JOURNAL)
                                        .columns(row.keySet())
                                        .select(
                                                DSL.select(values(row))
                                                        .whereNotExists(
                                                                DSL.selectOne().from(halted)))
                                        .onConflict(
                                                ORDER_JOURNAL.USER_ID,
                                                ORDER_JOURNAL.IDEMPOTENCY_KEY)
                                        .where(ORDER_JOURNAL.IDEMPOTENCY_KEY.isNotNull())
                                        .doNothing()
                                        .returning(ORDER_JOURNAL.ID));
        var recorded = name("recorded").as(event.insertFor(DSL.selectOne().from(written), now));
        return transactions.read(
                sql -> {
                    try {
                        var found =
                                sql.with(halted)
                                        .with(written)
                                        .with(recorded)
                                        .select(
                                                DSL.field(DSL.exists(DSL.selectFrom(written))),
                                                DSL.field(DSL.exists(DSL.selectFrom(halted))))
                                        .fetchSingle();
                        return found.value1()
                                ? new Intended.Written()
                                : found.value2() ? new Intended.Halted() : new Intended.Claimed();
                    } catch (DataAccessException e) {
                        throw AuditRow.unrecorded(e);
                    }
                });
    }

    private static List<Field<?>> values(Map<Field<?>, Object> row) {
        List<Field<?>> values = new ArrayList<>();
        row.forEach((field, value) -> values.add(value(field, value)));
        return values;
    }

    private static <T> Field<T> value(Field<T> field, Object value) {
        return DSL.cast(DSL.val(value, field), field);
    }

    /**
     * Of two that look at once, one cannot write; the whole transaction is then run again, and
     * looks again.
     */
    private static boolean isTaken(UserId user, Claim claim, DSLContext sql) {
        return sql.fetchExists(
                ORDER_JOURNAL,
                ORDER_JOURNAL.USER_ID.eq(user.value()),
                ORDER_JOURNAL.IDEMPOTENCY_KEY.eq(claim.key().value()));
    }

    @Override
    public Optional<Entry> find(UserId user, IdempotencyKey key) {
        return transactions.read(
                sql ->
                        sql.select(ORDER_JOURNAL.fields())
                                .select(TENDED)
                                .from(ORDER_JOURNAL)
                                .where(
                                        ORDER_JOURNAL.USER_ID.eq(user.value()),
                                        ORDER_JOURNAL.IDEMPOTENCY_KEY.eq(key.value()))
                                .fetchOptional(PostgresOrderJournal::entry));
    }

    private static Entry entry(Record row) {
        var id = new ClientOrderId(row.get(ORDER_JOURNAL.CLIENT_ORDER_ID));
        State state = State.valueOf(row.get(ORDER_JOURNAL.STATE));
        return new Entry(
                new EntryId(row.get(ORDER_JOURNAL.ID)),
                id,
                new OrderDigest(row.get(ORDER_JOURNAL.WISH)),
                state,
                row.get(ORDER_JOURNAL.WRITTEN_AT),
                since(row, state),
                row.get(TENDED),
                outcome(row, id));
    }

    private static Instant since(Record row, State state) {
        return switch (state) {
            case INTENDED -> row.get(ORDER_JOURNAL.WRITTEN_AT);
            case SENT, UNKNOWN -> row.get(ORDER_JOURNAL.SENT_AT);
            case ACCEPTED, NOT_PLACED -> row.get(ORDER_JOURNAL.SETTLED_AT);
        };
    }

    @Override
    public Clearance sending(EntryId entry, Instant now) {
        return clear(
                entry,
                now,
                ORDER_JOURNAL.STATE.eq(State.INTENDED.name()),
                ORDER_JOURNAL.WRITTEN_AT.ge(now.minus(SENT_WITHIN)));
    }

    @Override
    public Clearance sendingAgain(Entry entry, Instant now) {
        return clear(entry.id(), now, asSeen(entry.state(), entry.since()));
    }

    private static Condition asSeen(State state, Instant since) {
        return ORDER_JOURNAL
                .STATE
                .eq(state.name())
                .and(
                        state == State.INTENDED
                                ? ORDER_JOURNAL.WRITTEN_AT.eq(since)
                                : ORDER_JOURNAL.SENT_AT.eq(since));
    }

    private Clearance clear(EntryId entry, Instant now, Condition... asSeen) {
        // As it is kept: the turn is known by it.
        Instant sent = now.truncatedTo(ChronoUnit.MICROS);
        Condition that = ORDER_JOURNAL.ID.eq(entry.value()).and(DSL.and(asSeen));
        return transactions.read(
                sql -> {
                    int cleared =
                            sql.update(ORDER_JOURNAL)
                                    .set(ORDER_JOURNAL.STATE, State.SENT.name())
                                    .set(ORDER_JOURNAL.SENT_AT, sent)
                                    .set(ORDER_JOURNAL.SENDER, presence.number())
                                    .setNull(ORDER_JOURNAL.SETTLED_AT)
                                    .where(that)
                                    .and(DSL.not(PostgresHaltStore.holdsBackEntry()))
                                    .execute();
                    if (cleared == 1) {
                        return new Clearance.Go(new Turn(entry, sent));
                    }
                    return sql.fetchExists(ORDER_JOURNAL, that)
                            ? new Clearance.Halted()
                            : new Clearance.Lost();
                });
    }

    @Override
    public boolean giveUp(EntryId entry, AuditEvent event, Instant now) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    boolean unsent =
                            sql.selectOne()
                                    .from(ORDER_JOURNAL)
                                    .where(
                                            ORDER_JOURNAL.ID.eq(entry.value()),
                                            ORDER_JOURNAL.STATE.eq(State.INTENDED.name()))
                                    .forUpdate()
                                    .fetchOptional()
                                    .isPresent();
                    if (unsent) {
                        settlement(entry, UNSENT, DSL.noCondition(), now, sql).execute();
                        AuditRow.of(event).write(sql, now);
                    }
                    return unsent;
                });
    }

    private static Intended reserve(Reserved reserved, Instant now, DSLContext sql) {
        Grant grant = reserved.grant();
        // FOR SHARE would do for being right, but sharers let each other pass: a revocation could
        // wait as long as orders keep coming. Like this it has its turn among them.
        Optional<Grant> current =
                sql.selectFrom(GRANTS)
                        .where(
                                GRANTS.ACCOUNT.eq(grant.account().value()),
                                GRANTS.GRANTEE.eq(grant.grantee().value()))
                        .forUpdate()
                        .fetchOptional(GrantRow::grant);
        boolean stands =
                current.filter(found -> found.isLive(now))
                        .filter(found -> found.level() == grant.level())
                        .filter(found -> found.limits().equals(grant.limits()))
                        .isPresent();
        if (!stands) {
            return new Intended.GrantChanged();
        }
        return spend(reserved, day(now), sql)
                ? new Intended.Written()
                : new Intended.DayOverLimit();
    }

    private static Query attached(Query query, DSLContext sql) {
        query.attach(sql.configuration());
        return query;
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** False when that would be more than the grant allows. */
    private static boolean spend(Reserved reserved, LocalDate day, DSLContext sql) {
        Grant grant = reserved.grant();
        Notional notional = reserved.notional();
        Optional<BigDecimal> most =
                Optional.ofNullable(grant.limits().dailyNotional().get(notional.currency()));
        if (most.filter(limit -> notional.amount().compareTo(limit) > 0).isPresent()) {
            return false;
        }
        Field<BigDecimal> sum = DAILY_SPENDING.SPENT.plus(excluded(DAILY_SPENDING.SPENT));
        return sql.insertInto(DAILY_SPENDING)
                        .set(DAILY_SPENDING.ACCOUNT, grant.account().value())
                        .set(DAILY_SPENDING.GRANTEE, grant.grantee().value())
                        .set(DAILY_SPENDING.DAY, day)
                        .set(DAILY_SPENDING.CURRENCY, notional.currency().code())
                        .set(DAILY_SPENDING.SPENT, notional.amount())
                        .onConflict(
                                DAILY_SPENDING.ACCOUNT,
                                DAILY_SPENDING.GRANTEE,
                                DAILY_SPENDING.DAY,
                                DAILY_SPENDING.CURRENCY)
                        .doUpdate()
                        .set(DAILY_SPENDING.SPENT, sum)
                        .where(most.map(sum::le).orElseGet(DSL::noCondition))
                        .execute()
                == 1;
    }

    private Map<Field<?>, Object> row(Intent intent, Instant now) {
        Map<Field<?>, Object> row = new LinkedHashMap<>();
        row.put(ORDER_JOURNAL.ID, intent.id().value());
        row.put(ORDER_JOURNAL.USER_ID, intent.user().value());
        row.put(ORDER_JOURNAL.ACCOUNT, intent.account().map(AccountId::value).orElse(null));
        row.put(ORDER_JOURNAL.EXCHANGE, intent.venue().exchange().value());
        row.put(ORDER_JOURNAL.MARKET, intent.venue().market().name());
        row.put(ORDER_JOURNAL.ENVIRONMENT, intent.venue().environment().name());
        row.put(ORDER_JOURNAL.SYMBOL, intent.symbol().value());
        row.put(ORDER_JOURNAL.SENDER, presence.number());
        row.put(ORDER_JOURNAL.CLIENT_ORDER_ID, intent.order().id().value());
        row.put(ORDER_JOURNAL.MAY_WAIT, intent.order().mayWait());
        row.put(ORDER_JOURNAL.STATE, State.INTENDED.name());
        row.put(ORDER_JOURNAL.WRITTEN_AT, now);
        intent.claim()
                .ifPresent(
                        claim -> {
                            row.put(ORDER_JOURNAL.IDEMPOTENCY_KEY, claim.key().value());
                            row.put(ORDER_JOURNAL.WISH, claim.wish().hex());
                        });
        intent.reserved()
                .ifPresent(
                        reserved -> {
                            row.put(ORDER_JOURNAL.GRANT_ID, reserved.grant().id().value());
                            row.put(ORDER_JOURNAL.DAY, day(now));
                            row.put(ORDER_JOURNAL.CURRENCY, reserved.notional().currency().code());
                            row.put(ORDER_JOURNAL.NOTIONAL, reserved.notional().amount());
                        });
        return row;
    }

    @Override
    public void settle(Turn turn, Settled settled, AuditEvent event, Instant now) {
        var _ = settlement(turn, settled, event, now);
    }

    private CompletableFuture<Integer> settlement(
            Turn turn, Settled settled, AuditEvent event, Instant now) {
        return settlement(turn.entry(), settled, asSeen(State.SENT, turn.sent()), event, now);
    }

    private CompletableFuture<Integer> settlement(
            EntryId entry, Settled settled, Condition asSeen, AuditEvent event, Instant now) {
        AuditRow recorded = AuditRow.of(event);
        return later.add(
                recorded.kind(),
                sql ->
                        List.of(
                                settlement(entry, settled, asSeen, now, sql),
                                recorded.insert(sql, now)));
    }

    @Override
    public Placed settleDurably(Turn turn, Settled settled, AuditEvent event, Instant now) {
        return standing(turn.entry(), settlement(turn, settled, event, now), settled.outcome());
    }

    /** Waits until it is written, and tells what stands. */
    private Placed standing(EntryId entry, CompletableFuture<Integer> written, Placed told) {
        try {
            int changed = written.get(DURABLE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            // Of what is given back, the count is another's: then the entry itself is asked.
            return changed == 1 && !(told instanceof Placed.Rejected)
                    ? told
                    : standing(entry).orElse(told);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return told;
        } catch (ExecutionException | TimeoutException | Unavailable _) {
            // It is written when the database is back; its user is not kept waiting.
            return told;
        }
    }

    private Optional<Placed> standing(EntryId entry) {
        return transactions.read(
                sql ->
                        sql.selectFrom(ORDER_JOURNAL)
                                .where(ORDER_JOURNAL.ID.eq(entry.value()))
                                .fetchOptional()
                                .flatMap(
                                        row ->
                                                outcome(
                                                        row,
                                                        new ClientOrderId(
                                                                row.get(
                                                                        ORDER_JOURNAL
                                                                                .CLIENT_ORDER_ID)))));
    }

    private static Optional<Placed> outcome(Record row, ClientOrderId id) {
        return Optional.ofNullable(row.get(ORDER_JOURNAL.OUTCOME))
                .flatMap(json -> PlacedJson.read(json, id));
    }

    @Override
    public void lapsed(Unsettled seen, AuditEvent event, Instant now) {
        var _ = settlement(seen.id(), UNSENT, asSeen(seen.state(), seen.since()), event, now);
    }

    @Override
    public List<Unsettled> unsettled(Optional<Unsettled> after, int most, Instant now) {
        Condition abandoned =
                OPEN.and(
                        DSL.not(Presence.ofSender())
                                .or(
                                        DSL.coalesce(
                                                        ORDER_JOURNAL.SENT_AT,
                                                        ORDER_JOURNAL.WRITTEN_AT)
                                                .le(now.minus(OVER_AFTER))));
        return transactions.read(
                sql ->
                        sql.select(ORDER_JOURNAL.fields())
                                .select(USERS.SSO_USER_ID)
                                .from(ORDER_JOURNAL)
                                .join(USERS)
                                .on(USERS.ID.eq(ORDER_JOURNAL.USER_ID))
                                .where(
                                        ORDER_JOURNAL.ACCOUNT.isNotNull(),
                                        ORDER_JOURNAL.SYMBOL.isNotNull(),
                                        after.map(PostgresOrderJournal::later)
                                                .orElseGet(DSL::noCondition),
                                        ORDER_JOURNAL.STATE.eq(State.UNKNOWN.name()).or(abandoned))
                                .orderBy(ORDER_JOURNAL.WRITTEN_AT, ORDER_JOURNAL.ID)
                                .limit(most)
                                .fetch(PostgresOrderJournal::unsettled));
    }

    private static Condition later(Unsettled one) {
        return DSL.row(ORDER_JOURNAL.WRITTEN_AT, ORDER_JOURNAL.ID)
                .gt(one.written(), one.id().value());
    }

    private static Unsettled unsettled(Record row) {
        State state = State.valueOf(row.get(ORDER_JOURNAL.STATE));
        var account = new AccountId(row.get(ORDER_JOURNAL.ACCOUNT));
        return new Unsettled(
                new EntryId(row.get(ORDER_JOURNAL.ID)),
                new UserId(row.get(ORDER_JOURNAL.USER_ID)),
                subject(row, account),
                account,
                venue(row),
                new Symbol(row.get(ORDER_JOURNAL.SYMBOL)),
                new Sought(
                        new ClientOrderId(row.get(ORDER_JOURNAL.CLIENT_ORDER_ID)),
                        row.get(ORDER_JOURNAL.MAY_WAIT)),
                state,
                row.get(ORDER_JOURNAL.WRITTEN_AT),
                since(row, state));
    }

    /** A user of single sign-on who signed in by password used the own vault. */
    private static Optional<String> subject(Record row, AccountId account) {
        return account.vault() == VaultKind.CENTRAL
                ? Optional.ofNullable(row.get(USERS.SSO_USER_ID))
                : Optional.empty();
    }

    private static Venue venue(Record row) {
        return new Venue(
                new ExchangeId(row.get(ORDER_JOURNAL.EXCHANGE)),
                MarketType.valueOf(row.get(ORDER_JOURNAL.MARKET)),
                Environment.valueOf(row.get(ORDER_JOURNAL.ENVIRONMENT)));
    }

    /** What is somebody else's own account is not the user's, though they may trade with it. */
    @Override
    public List<Used> used(Optional<UserId> user) {
        Condition whose =
                user.map(
                                u ->
                                        ORDER_JOURNAL
                                                .USER_ID
                                                .eq(u.value())
                                                .and(ACCOUNTS.ID.isNull())
                                                .or(ACCOUNTS.OWNER.eq(u.value())))
                        .orElseGet(DSL::noCondition);
        return transactions.read(
                sql ->
                        sql.selectDistinct(
                                        ORDER_JOURNAL.USER_ID,
                                        USERS.SSO_USER_ID,
                                        ORDER_JOURNAL.ACCOUNT,
                                        ORDER_JOURNAL.EXCHANGE,
                                        ORDER_JOURNAL.MARKET,
                                        ORDER_JOURNAL.ENVIRONMENT,
                                        ORDER_JOURNAL.SYMBOL)
                                .from(ORDER_JOURNAL)
                                .join(USERS)
                                .on(USERS.ID.eq(ORDER_JOURNAL.USER_ID))
                                .leftJoin(ACCOUNTS)
                                .on(ACCOUNTS.ID.eq(ORDER_JOURNAL.ACCOUNT))
                                .where(
                                        ORDER_JOURNAL.ACCOUNT.isNotNull(),
                                        ORDER_JOURNAL.SYMBOL.isNotNull(),
                                        whose)
                                .fetch(
                                        row -> {
                                            var account =
                                                    new AccountId(row.get(ORDER_JOURNAL.ACCOUNT));
                                            return new Used(
                                                    new UserId(row.get(ORDER_JOURNAL.USER_ID)),
                                                    subject(row, account),
                                                    account,
                                                    venue(row),
                                                    new Symbol(row.get(ORDER_JOURNAL.SYMBOL)));
                                        }));
    }

    @Override
    public Placed found(EntryId entry, Order order, AuditEvent event, Instant now) {
        AuditRow recorded = AuditRow.of(event);
        var accepted = new Placed.Accepted(order);
        String outcome = PlacedJson.write(accepted);
        CompletableFuture<Integer> written =
                later.add(
                        recorded.kind(),
                        sql ->
                                List.of(
                                        sql.update(ORDER_JOURNAL)
                                                .set(ORDER_JOURNAL.STATE, State.ACCEPTED.name())
                                                .set(ORDER_JOURNAL.SETTLED_AT, now)
                                                .set(ORDER_JOURNAL.OUTCOME, outcome)
                                                .where(
                                                        ORDER_JOURNAL.ID.eq(entry.value()),
                                                        OPEN.or(
                                                                ORDER_JOURNAL.STATE.eq(
                                                                        State.UNKNOWN.name()))),
                                        recorded.insert(sql, now)));
        return standing(entry, written, accepted);
    }

    /**
     * One statement, that finds something to do once at most, however often it is run: what is
     * given back depends on the entry having been open.
     */
    private static Query settlement(
            EntryId entry, Settled settled, Condition asSeen, Instant now, DSLContext sql) {
        State state =
                switch (settled.fate()) {
                    case ACCEPTED -> State.ACCEPTED;
                    case NOT_PLACED, NOT_SENT -> State.NOT_PLACED;
                    case UNKNOWN -> State.UNKNOWN;
                };
        var settling =
                DSL.update(ORDER_JOURNAL)
                        .set(ORDER_JOURNAL.STATE, state.name())
                        .set(ORDER_JOURNAL.SETTLED_AT, now)
                        .set(ORDER_JOURNAL.SENT_AT, DSL.coalesce(ORDER_JOURNAL.SENT_AT, now))
                        .set(ORDER_JOURNAL.OUTCOME, PlacedJson.write(settled.outcome()));
        if (settled.fate() == Fate.NOT_SENT) {
            settling = settling.setNull(ORDER_JOURNAL.IDEMPOTENCY_KEY);
        }
        var open = settling.where(ORDER_JOURNAL.ID.eq(entry.value()).and(asSeen));
        return switch (state) {
            case ACCEPTED, UNKNOWN, INTENDED, SENT -> attached(open, sql);
            case NOT_PLACED -> {
                var given =
                        name("settled")
                                .as(
                                        open.returning(
                                                ORDER_JOURNAL.ACCOUNT,
                                                ORDER_JOURNAL.USER_ID,
                                                ORDER_JOURNAL.DAY,
                                                ORDER_JOURNAL.CURRENCY,
                                                ORDER_JOURNAL.NOTIONAL));
                yield sql.with(given)
                        .update(DAILY_SPENDING)
                        .set(
                                DAILY_SPENDING.SPENT,
                                DAILY_SPENDING.SPENT.minus(given.field(ORDER_JOURNAL.NOTIONAL)))
                        .from(given)
                        .where(
                                DAILY_SPENDING.ACCOUNT.eq(given.field(ORDER_JOURNAL.ACCOUNT)),
                                DAILY_SPENDING.GRANTEE.eq(given.field(ORDER_JOURNAL.USER_ID)),
                                DAILY_SPENDING.DAY.eq(given.field(ORDER_JOURNAL.DAY)),
                                DAILY_SPENDING.CURRENCY.eq(given.field(ORDER_JOURNAL.CURRENCY)));
            }
        };
    }

    @Override
    public int sweep(Instant now) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    sql.deleteFrom(DAILY_SPENDING)
                            .where(DAILY_SPENDING.DAY.lt(day(now.minus(SUMS_KEPT))))
                            .execute();
                    return sql.deleteFrom(ORDER_JOURNAL)
                            .where(ORDER_JOURNAL.WRITTEN_AT.le(now.minus(ENTRIES_KEPT)))
                            .execute();
                });
    }
}

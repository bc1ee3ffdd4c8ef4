package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.DAILY_SPENDING;
import static cc.profitmaker.adapter.persistence.generated.Tables.GRANTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.ORDER_JOURNAL;

import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.name;

import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.IdempotencyKey;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderDigest;
import cc.profitmaker.domain.order.Placed;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A day's sum is one row, and PostgreSQL adds to it: whoever comes second waits for the first and
 * adds to what that one left. The grant's row is locked before it, always in this order.
 */
final class PostgresOrderJournal implements OrderJournal {
    private static final Condition OPEN =
            ORDER_JOURNAL.STATE.in(State.INTENDED.name(), State.SENT.name());

    private final Transactions transactions;
    private final LaterWrites later;

    PostgresOrderJournal(Transactions transactions, LaterWrites later) {
        this.transactions = transactions;
        this.later = later;
    }

    @Override
    public Intended intend(Intent intent, AuditEvent event, Instant now) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    if (intent.claim()
                            .filter(claim -> isTaken(intent.user(), claim, sql))
                            .isPresent()) {
                        transaction.undo();
                        return new Intended.Claimed();
                    }
                    Intended intended =
                            intent.reserved()
                                    .map(reserved -> reserve(reserved, now, sql))
                                    .orElseGet(Intended.Written::new);
                    switch (intended) {
                        case Intended.Written _ -> {
                            sql.insertInto(ORDER_JOURNAL).set(row(intent, now)).execute();
                            AuditRow.of(event).write(sql, now);
                        }
                        case Intended.DayOverLimit _, Intended.GrantChanged _, Intended.Claimed _ ->
                                transaction.undo();
                    }
                    return intended;
                });
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
                        sql.selectFrom(ORDER_JOURNAL)
                                .where(
                                        ORDER_JOURNAL.USER_ID.eq(user.value()),
                                        ORDER_JOURNAL.IDEMPOTENCY_KEY.eq(key.value()))
                                .fetchOptional(PostgresOrderJournal::entry));
    }

    private static Entry entry(Record row) {
        var id = new ClientOrderId(row.get(ORDER_JOURNAL.CLIENT_ORDER_ID));
        State state = State.valueOf(row.get(ORDER_JOURNAL.STATE));
        Instant since =
                switch (state) {
                    case INTENDED -> row.get(ORDER_JOURNAL.WRITTEN_AT);
                    case SENT, UNKNOWN -> row.get(ORDER_JOURNAL.SENT_AT);
                    case ACCEPTED, NOT_PLACED -> row.get(ORDER_JOURNAL.SETTLED_AT);
                };
        return new Entry(
                new EntryId(row.get(ORDER_JOURNAL.ID)),
                id,
                new OrderDigest(row.get(ORDER_JOURNAL.WISH)),
                state,
                since,
                Optional.ofNullable(row.get(ORDER_JOURNAL.OUTCOME))
                        .flatMap(json -> PlacedJson.read(json, id)));
    }

    @Override
    public boolean sending(EntryId entry, Instant now) {
        return transactions.write(
                transaction ->
                        transaction
                                        .sql()
                                        .update(ORDER_JOURNAL)
                                        .set(ORDER_JOURNAL.STATE, State.SENT.name())
                                        .set(ORDER_JOURNAL.SENT_AT, now)
                                        .where(
                                                ORDER_JOURNAL.ID.eq(entry.value()),
                                                ORDER_JOURNAL.STATE.eq(State.INTENDED.name()),
                                                ORDER_JOURNAL.WRITTEN_AT.ge(now.minus(SENT_WITHIN)))
                                        .execute()
                                == 1);
    }

    @Override
    public boolean sendingAgain(Entry entry, Instant now) {
        Condition asSeen =
                entry.state() == State.INTENDED
                        ? ORDER_JOURNAL.WRITTEN_AT.eq(entry.since())
                        : ORDER_JOURNAL.SENT_AT.eq(entry.since());
        return transactions.write(
                transaction ->
                        transaction
                                        .sql()
                                        .update(ORDER_JOURNAL)
                                        .set(ORDER_JOURNAL.STATE, State.SENT.name())
                                        .set(ORDER_JOURNAL.SENT_AT, now)
                                        .setNull(ORDER_JOURNAL.SETTLED_AT)
                                        .where(
                                                ORDER_JOURNAL.ID.eq(entry.id().value()),
                                                ORDER_JOURNAL.STATE.eq(entry.state().name()),
                                                asSeen)
                                        .execute()
                                == 1);
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

    private static Map<Field<?>, Object> row(Intent intent, Instant now) {
        Map<Field<?>, Object> row = new HashMap<>();
        row.put(ORDER_JOURNAL.ID, intent.id().value());
        row.put(ORDER_JOURNAL.USER_ID, intent.user().value());
        row.put(ORDER_JOURNAL.ACCOUNT, intent.account().map(AccountId::value).orElse(null));
        row.put(ORDER_JOURNAL.EXCHANGE, intent.venue().exchange().value());
        row.put(ORDER_JOURNAL.MARKET, intent.venue().market().name());
        row.put(ORDER_JOURNAL.ENVIRONMENT, intent.venue().environment().name());
        row.put(ORDER_JOURNAL.CLIENT_ORDER_ID, intent.order().value());
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
    public void settle(EntryId entry, Settled settled, AuditEvent event, Instant now) {
        AuditRow recorded = AuditRow.of(event);
        later.add(
                recorded.kind(),
                sql -> List.of(settlement(entry, settled, now, sql), recorded.insert(sql, now)));
    }

    @Override
    public void found(EntryId entry, Order order, AuditEvent event, Instant now) {
        AuditRow recorded = AuditRow.of(event);
        String outcome = PlacedJson.write(new Placed.Accepted(order));
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
    }

    /**
     * One statement, that finds something to do once at most, however often it is run: what is
     * given back depends on the entry having been open.
     */
    private static Query settlement(EntryId entry, Settled settled, Instant now, DSLContext sql) {
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
        var open = settling.where(ORDER_JOURNAL.ID.eq(entry.value()).and(OPEN));
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

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

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
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
    private static final String INTENDED = "INTENDED";

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
                    Intended intended =
                            intent.reserved()
                                    .map(reserved -> reserve(reserved, now, sql))
                                    .orElseGet(Intended.Written::new);
                    switch (intended) {
                        case Intended.Written _ -> {
                            sql.insertInto(ORDER_JOURNAL).set(row(intent, now)).execute();
                            AuditRow.of(event).write(sql, now);
                        }
                        case Intended.DayOverLimit _, Intended.GrantChanged _ -> transaction.undo();
                    }
                    return intended;
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
        row.put(ORDER_JOURNAL.STATE, INTENDED);
        row.put(ORDER_JOURNAL.WRITTEN_AT, now);
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
    public void settle(EntryId entry, Fate fate, AuditEvent event, Instant now) {
        AuditRow recorded = AuditRow.of(event);
        later.add(
                recorded.kind(),
                sql -> List.of(settlement(entry, fate, now, sql), recorded.insert(sql, now)));
    }

    /**
     * One statement, that finds something to do once at most, however often it is run: what is
     * given back depends on the entry having been open.
     */
    private static Query settlement(EntryId entry, Fate fate, Instant now, DSLContext sql) {
        Condition open = ORDER_JOURNAL.ID.eq(entry.value()).and(ORDER_JOURNAL.STATE.eq(INTENDED));
        var settling =
                DSL.update(ORDER_JOURNAL)
                        .set(ORDER_JOURNAL.STATE, fate.name())
                        .set(ORDER_JOURNAL.SETTLED_AT, now)
                        .where(open);
        return switch (fate) {
            case ACCEPTED, UNKNOWN ->
                    sql.update(ORDER_JOURNAL)
                            .set(ORDER_JOURNAL.STATE, fate.name())
                            .set(ORDER_JOURNAL.SETTLED_AT, now)
                            .where(open);
            case NOT_PLACED -> {
                var settled =
                        name("settled")
                                .as(
                                        settling.returning(
                                                ORDER_JOURNAL.ACCOUNT,
                                                ORDER_JOURNAL.USER_ID,
                                                ORDER_JOURNAL.DAY,
                                                ORDER_JOURNAL.CURRENCY,
                                                ORDER_JOURNAL.NOTIONAL));
                yield sql.with(settled)
                        .update(DAILY_SPENDING)
                        .set(
                                DAILY_SPENDING.SPENT,
                                DAILY_SPENDING.SPENT.minus(settled.field(ORDER_JOURNAL.NOTIONAL)))
                        .from(settled)
                        .where(
                                DAILY_SPENDING.ACCOUNT.eq(settled.field(ORDER_JOURNAL.ACCOUNT)),
                                DAILY_SPENDING.GRANTEE.eq(settled.field(ORDER_JOURNAL.USER_ID)),
                                DAILY_SPENDING.DAY.eq(settled.field(ORDER_JOURNAL.DAY)),
                                DAILY_SPENDING.CURRENCY.eq(settled.field(ORDER_JOURNAL.CURRENCY)));
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

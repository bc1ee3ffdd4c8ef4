package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT;
import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT_SEALS;
import static cc.profitmaker.adapter.persistence.generated.Tables.USERS;

import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.identity.Email;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Optional;

final class PostgresAuditPages implements AuditPages {
    /**
     * How many ids one page looks at. Few rows may be of a kind and no index is kept for kinds,
     * which every order's row would have to be written to.
     */
    static final long STRETCH = 200_000;

    private final Transactions transactions;

    PostgresAuditPages(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Page page(Filter filter, Optional<AuditId> before, int most) {
        return transactions.read(
                sql -> {
                    long end = before.map(AuditId::value).orElseGet(() -> end(sql));
                    long begin = Math.max(0, end - STRETCH);
                    List<Row> rows = rows(sql, filter, begin, end, most);
                    // A full page goes on behind its last row, another where the stretch began.
                    long next = rows.size() == most ? rows.getLast().entry().id().value() : begin;
                    return new Page(rows, isMoreBefore(sql, next));
                });
    }

    private static long end(DSLContext sql) {
        Long last = sql.select(DSL.max(AUDIT.ID)).from(AUDIT).fetchSingle().value1();
        return last == null ? 0 : last + 1;
    }

    private static Optional<AuditId> isMoreBefore(DSLContext sql, long next) {
        return sql.fetchExists(AUDIT, AUDIT.ID.lt(next))
                ? Optional.of(new AuditId(next))
                : Optional.empty();
    }

    private static List<Row> rows(DSLContext sql, Filter filter, long begin, long end, int most) {
        Condition which =
                DSL.and(
                        AUDIT.ID.ge(begin),
                        AUDIT.ID.lt(end),
                        filter.user()
                                .map(user -> AUDIT.USER_ID.eq(user.value()))
                                .orElseGet(DSL::noCondition),
                        filter.kind().map(AUDIT.KIND::eq).orElseGet(DSL::noCondition));
        Field<Boolean> isSealed =
                DSL.field(
                        DSL.exists(
                                DSL.selectOne()
                                        .from(AUDIT_SEALS)
                                        .where(AUDIT_SEALS.AUDIT_ID.eq(AUDIT.ID))));
        return sql.select(AUDIT.ID, AUDIT.AT, AUDIT.KIND, AUDIT.USER_ID, AUDIT.DETAIL)
                .select(USERS.EMAIL, isSealed)
                .from(AUDIT)
                .leftJoin(USERS)
                .on(USERS.ID.eq(AUDIT.USER_ID))
                .where(which)
                .orderBy(AUDIT.ID.desc(), AUDIT.AT.desc())
                .limit(most)
                .fetch(row -> row(row, row.get(isSealed) ? Seal.SEALED : Seal.NONE));
    }

    private static Row row(Record row, Seal seal) {
        return new Row(
                AuditSeals.entry(row),
                Optional.ofNullable(row.get(USERS.EMAIL)).map(Email::new),
                seal);
    }
}

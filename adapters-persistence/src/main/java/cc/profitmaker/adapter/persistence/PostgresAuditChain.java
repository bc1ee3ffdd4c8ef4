package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT;
import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT_SEALS;
import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT_UNSEALED;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;

import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditEntry;
import cc.profitmaker.application.audit.Seal;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.SealNumber;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks in pages rather than with one long statement: each is short enough for the time the server
 * gets to answer, and small enough for memory.
 */
final class PostgresAuditChain implements AuditChain {
    private static final int PAGE = 2000;

    private final Transactions transactions;

    PostgresAuditChain(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Standing standing() {
        return transactions.read(
                sql ->
                        new Standing(
                                AuditSeals.head(sql).map(Seal::anchor),
                                sql.select(count(), min(AUDIT_UNSEALED.AT))
                                        .from(AUDIT_UNSEALED)
                                        .fetchSingle(
                                                row ->
                                                        new Unsealed(
                                                                row.value1(),
                                                                Optional.ofNullable(
                                                                        row.value2())))));
    }

    @Override
    public void walk(Consumer<Piece> visitor) {
        transactions.snapshot(
                sql -> {
                    retirements(sql, visitor);
                    links(sql, visitor);
                    rowsWithoutSeal(sql, visitor);
                    vanished(sql, visitor);
                });
    }

    private static void retirements(DSLContext sql, Consumer<Piece> visitor) {
        sql.select(AUDIT.DETAIL)
                .from(AUDIT)
                // Inline, or the planner does not know that the small index will do.
                .where(AUDIT.KIND.eq(DSL.inline(RetirementDetail.KIND)))
                .fetch()
                .forEach(
                        row ->
                                RetirementDetail.read(row.value1().data())
                                        .map(Piece.Retired::new)
                                        .ifPresent(visitor));
    }

    private static void links(DSLContext sql, Consumer<Piece> visitor) {
        Result<Record> page;
        long after = 0;
        do {
            page = linksAfter(sql, after);
            long shown = after;
            for (Record row : page) {
                Seal seal = AuditSeals.seal(row);
                SealNumber number = seal.number();
                boolean found = row.get(AUDIT.ID) != null;
                if (number.value() != shown) {
                    Optional<AuditEntry> entry =
                            found ? Optional.of(AuditSeals.entry(row)) : Optional.empty();
                    visitor.accept(new Piece.Link(seal, entry));
                    shown = number.value();
                } else {
                    // The key of the table is (id, at): another row of the same id fits in.
                    visitor.accept(new Piece.Stray(new AuditId(row.get(AUDIT.ID))));
                }
            }
            after = shown;
        } while (!page.isEmpty());
    }

    private static Result<Record> linksAfter(DSLContext sql, long after) {
        var seals =
                DSL.selectFrom(AUDIT_SEALS)
                        .where(AUDIT_SEALS.NUMBER.gt(after))
                        .orderBy(AUDIT_SEALS.NUMBER)
                        .limit(PAGE)
                        .asTable(AUDIT_SEALS);
        // By id alone, so that a row whose time was changed is found, and found to be changed.
        return sql.select(AUDIT_SEALS.fields())
                .select(AUDIT.ID, AUDIT.AT, AUDIT.KIND, AUDIT.USER_ID, AUDIT.DETAIL)
                .from(seals)
                .leftJoin(AUDIT)
                .on(AUDIT.ID.eq(AUDIT_SEALS.AUDIT_ID))
                .orderBy(AUDIT_SEALS.NUMBER, AUDIT.AT.eq(AUDIT_SEALS.AT).desc())
                .fetch();
    }

    private static void rowsWithoutSeal(DSLContext sql, Consumer<Piece> visitor) {
        Field<Boolean> isSealed =
                DSL.field(
                        DSL.exists(
                                DSL.selectOne()
                                        .from(AUDIT_SEALS)
                                        .where(AUDIT_SEALS.AUDIT_ID.eq(AUDIT.ID))));
        Field<Boolean> isWaiting =
                DSL.field(
                        DSL.exists(
                                DSL.selectOne()
                                        .from(AUDIT_UNSEALED)
                                        .where(
                                                AUDIT_UNSEALED.AUDIT_ID.eq(AUDIT.ID),
                                                AUDIT_UNSEALED.AT.eq(AUDIT.AT))));
        Condition after = DSL.noCondition();
        while (true) {
            var page =
                    sql.select(AUDIT.ID, AUDIT.AT, isSealed, isWaiting)
                            .from(AUDIT)
                            .where(after)
                            .orderBy(AUDIT.ID, AUDIT.AT)
                            .limit(PAGE)
                            .fetch();
            if (page.isEmpty()) {
                return;
            }
            for (var row : page) {
                if (!row.value3()) {
                    visitor.accept(withoutSeal(row.value1(), row.value2(), row.value4()));
                }
            }
            var last = page.getLast();
            after = DSL.row(AUDIT.ID, AUDIT.AT).gt(last.value1(), last.value2());
        }
    }

    private static Piece withoutSeal(long id, Instant at, boolean waiting) {
        return waiting ? new Piece.Waiting(new AuditId(id), at) : new Piece.Stray(new AuditId(id));
    }

    /** Few: a row waits for a second. */
    private static void vanished(DSLContext sql, Consumer<Piece> visitor) {
        sql.select(AUDIT_UNSEALED.AUDIT_ID)
                .from(AUDIT_UNSEALED)
                .leftJoin(AUDIT)
                .on(AUDIT.ID.eq(AUDIT_UNSEALED.AUDIT_ID), AUDIT.AT.eq(AUDIT_UNSEALED.AT))
                .where(AUDIT.ID.isNull())
                .fetch(AUDIT_UNSEALED.AUDIT_ID)
                .forEach(id -> visitor.accept(new Piece.Vanished(new AuditId(id))));
    }
}

package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT;
import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT_SEALS;
import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT_UNSEALED;

import cc.profitmaker.application.audit.AuditEntry;
import cc.profitmaker.application.audit.AuditKeyId;
import cc.profitmaker.application.audit.Seal;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.SealNumber;
import cc.profitmaker.domain.identity.UserId;

import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of the trail and of its seals, to and from what the application calls them. */
final class AuditSeals {
    private AuditSeals() {}

    /** A row that holds, among others, the columns of {@code audit}. */
    static AuditEntry entry(Record row) {
        return new AuditEntry(
                new AuditId(row.get(AUDIT.ID)),
                row.get(AUDIT.AT),
                row.get(AUDIT.KIND),
                Optional.ofNullable(row.get(AUDIT.USER_ID)).map(UserId::new),
                AuditJson.canonical(row.get(AUDIT.DETAIL).data()));
    }

    /** A row that holds, among others, the columns of {@code audit_seals}. */
    static Seal seal(Record row) {
        return new Seal(
                new SealNumber(row.get(AUDIT_SEALS.NUMBER)),
                row.get(AUDIT_SEALS.SEALED_AT),
                new AuditEntry.Trace(
                        new AuditId(row.get(AUDIT_SEALS.AUDIT_ID)),
                        row.get(AUDIT_SEALS.AT),
                        new Digest(row.get(AUDIT_SEALS.CONTENT))),
                new AuditKeyId(row.get(AUDIT_SEALS.KEY_ID)),
                new Digest(row.get(AUDIT_SEALS.SEAL)));
    }

    static Optional<Seal> head(DSLContext sql) {
        return sql.selectFrom(AUDIT_SEALS)
                .orderBy(AUDIT_SEALS.NUMBER.desc())
                .limit(1)
                .fetchOptional(AuditSeals::seal);
    }

    static Optional<Seal> numbered(DSLContext sql, SealNumber number) {
        return sql.selectFrom(AUDIT_SEALS)
                .where(AUDIT_SEALS.NUMBER.eq(number.value()))
                .fetchOptional(AuditSeals::seal);
    }

    /** The next rows to seal. What has a seal already waits in vain, and so does what is gone. */
    static List<AuditEntry> waiting(DSLContext sql, int limit) {
        return sql.select(AUDIT.ID, AUDIT.AT, AUDIT.KIND, AUDIT.USER_ID, AUDIT.DETAIL)
                .from(AUDIT_UNSEALED)
                .join(AUDIT)
                .on(AUDIT.ID.eq(AUDIT_UNSEALED.AUDIT_ID), AUDIT.AT.eq(AUDIT_UNSEALED.AT))
                .whereNotExists(
                        sql.selectOne()
                                .from(AUDIT_SEALS)
                                .where(AUDIT_SEALS.AUDIT_ID.eq(AUDIT_UNSEALED.AUDIT_ID)))
                .orderBy(AUDIT_UNSEALED.AUDIT_ID, AUDIT_UNSEALED.AT)
                .limit(limit)
                .fetch(AuditSeals::entry);
    }

    /** Adds these to the chain, and their rows wait no more. */
    static void write(DSLContext sql, List<Seal> seals) {
        List<Query> queries = new ArrayList<>(2 * seals.size());
        for (Seal seal : seals) {
            queries.add(
                    sql.insertInto(AUDIT_SEALS)
                            .set(AUDIT_SEALS.NUMBER, seal.number().value())
                            .set(AUDIT_SEALS.AUDIT_ID, seal.entry().id().value())
                            .set(AUDIT_SEALS.AT, seal.entry().at())
                            .set(AUDIT_SEALS.CONTENT, seal.entry().content().hex())
                            .set(AUDIT_SEALS.SEALED_AT, seal.sealedAt())
                            .set(AUDIT_SEALS.KEY_ID, seal.key().value())
                            .set(AUDIT_SEALS.SEAL, seal.value().hex()));
        }
        for (Seal seal : seals) {
            queries.add(
                    sql.deleteFrom(AUDIT_UNSEALED)
                            .where(
                                    AUDIT_UNSEALED.AUDIT_ID.eq(seal.entry().id().value()),
                                    AUDIT_UNSEALED.AT.eq(seal.entry().at())));
        }
        sql.batch(queries).execute();
    }
}

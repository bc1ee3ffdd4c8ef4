package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.Unavailable.Dependency;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;

import org.jooq.exception.DataAccessException;

import java.time.Instant;
import java.util.List;

final class PostgresAuditTrail implements AuditTrail {
    private final Transactions transactions;
    private final LaterWrites later;

    PostgresAuditTrail(Transactions transactions, LaterWrites later) {
        this.transactions = transactions;
        this.later = later;
    }

    @Override
    public void record(AuditEvent event, Instant now) {
        AuditRow row = AuditRow.of(event);
        try {
            transactions.write(transaction -> row.insert(transaction.sql(), now).execute());
        } catch (DataAccessException e) {
            throw LaterWrites.isFaultOfData(e) ? e : new Unavailable(Dependency.DATABASE, e);
        }
    }

    @Override
    public void recordLater(AuditEvent event, Instant now) {
        AuditRow row = AuditRow.of(event);
        later.add(row.kind(), sql -> List.of(row.insert(sql, now)));
    }
}

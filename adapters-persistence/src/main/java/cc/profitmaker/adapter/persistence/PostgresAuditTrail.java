package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;

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
        transactions.write(
                transaction -> {
                    row.write(transaction.sql(), now);
                    return row;
                });
    }

    @Override
    public void recordLater(AuditEvent event, Instant now) {
        AuditRow row = AuditRow.of(event);
        var _ = later.add(row.kind(), sql -> List.of(row.insert(sql, now)));
    }
}

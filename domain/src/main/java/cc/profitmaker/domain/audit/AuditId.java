package cc.profitmaker.domain.audit;

/** Names a row of the audit trail. Rows may become visible in another order than that of ids. */
public record AuditId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}

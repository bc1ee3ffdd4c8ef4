package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditTrail;

class InMemoryAuditTrailTest implements AuditTrailContract {
    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();

    @Override
    public AuditTrail trail() {
        return audit;
    }

    @Override
    public AuditReading audit() {
        return audit;
    }
}

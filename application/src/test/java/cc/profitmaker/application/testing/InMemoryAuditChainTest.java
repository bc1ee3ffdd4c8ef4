package cc.profitmaker.application.testing;

import cc.profitmaker.application.audit.AuditChain;

import java.time.Instant;

class InMemoryAuditChainTest implements AuditChainContract {
    private final InMemoryAuditChain chain = new InMemoryAuditChain();

    @Override
    public AuditChain chain() {
        return chain;
    }

    @Override
    public void recorded(Instant at) {
        chain.record(at, "signed_out");
    }

    @Override
    public void seal() {
        chain.seal(TestAuditKey.ONE, Fixtures.NOON);
    }
}

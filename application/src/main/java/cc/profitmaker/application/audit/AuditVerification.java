package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.Anchor;

import java.util.Iterator;
import java.util.List;

/** Whether the audit trail still is what was sealed. */
public final class AuditVerification {
    private final AuditChain chain;
    private final AuditKey key;

    public AuditVerification(AuditChain chain, AuditKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Looks at all of it, in constant memory.
     *
     * @param anchors seals that must be in the chain: without one a cut end cannot be told from an
     *     earlier end
     * @param file lines that must be what was sealed, whether or not the rows are still there
     */
    public AuditReport verify(List<Anchor> anchors, Iterator<AuditFile.Line> file) {
        var walk = new AuditWalk(key, anchors, new FileComparison(file));
        chain.walk(walk);
        return walk.report();
    }
}

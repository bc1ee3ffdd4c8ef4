package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.Anchor;

import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param found the first of the faults, {@value #MOST_NAMED} at most, in the order of the chain
 * @param faults how many there are in all
 */
public record AuditReport(
        Extent extent, AuditChain.Unsealed unsealed, List<AuditFault> found, long faults) {
    /** So many faults are named; a trail that was put in anew would have millions. */
    public static final int MOST_NAMED = 100;

    public AuditReport {
        found = List.copyOf(found);
    }

    /**
     * What was looked at.
     *
     * @param retired how many of the sealed rows are gone, as an export says they may
     */
    public record Extent(long seals, long retired, Optional<Anchor> head) {}

    /** Empty when the trail is whole. */
    public Optional<AuditFault> first() {
        return found.stream().findFirst();
    }

    public boolean isWhole() {
        return found.isEmpty();
    }
}

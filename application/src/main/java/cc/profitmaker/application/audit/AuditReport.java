package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.Anchor;

import java.util.Optional;

/**
 * What a verification found.
 *
 * @param first in the order of the chain; empty when the trail is whole
 * @param faults how many there are in all
 */
public record AuditReport(
        Extent extent, AuditChain.Unsealed unsealed, Optional<AuditFault> first, long faults) {
    /**
     * What was looked at.
     *
     * @param retired how many of the sealed rows are gone, as an export says they may
     */
    public record Extent(long seals, long retired, Optional<Anchor> head) {}

    public boolean isWhole() {
        return first.isEmpty();
    }
}

package cc.profitmaker.domain.audit;

import java.time.Instant;

/**
 * Rows that were written to a file and may go: those of before an instant, sealed by then.
 *
 * @param through the last seal there was; what was sealed after it is not in the file
 * @param file SHA-256 of the file
 * @param proof that whoever said so held the audit key; without it a row forged in the database
 *     would excuse the removal of others
 */
public record Retirement(Instant before, SealNumber through, long rows, Digest file, Digest proof) {
    public boolean covers(SealNumber seal, Instant at) {
        return at.isBefore(before) && seal.value() <= through.value();
    }
}

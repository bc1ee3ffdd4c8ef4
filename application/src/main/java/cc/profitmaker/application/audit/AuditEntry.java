package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row of the trail as it stands.
 *
 * @param detail JSON in the one form that {@link AuditChain} gives equal values
 */
public record AuditEntry(
        AuditId id, Instant at, String kind, Optional<UserId> user, String detail) {

    /** What stays of a row in its seal. */
    public record Trace(AuditId id, Instant at, Digest content) {}

    /** Of all but the id, which the seal names by itself: so a row that was moved is recognised. */
    public Digest content() {
        return new Digest(
                Sha256.hexOfTuple(
                        List.of(
                                at.toString(),
                                kind,
                                user.map(UserId::toString).orElse(""),
                                detail)));
    }

    public Trace trace() {
        return new Trace(id, at, content());
    }
}

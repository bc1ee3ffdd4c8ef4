package cc.profitmaker.adapter.persistence;

import cc.profitmaker.domain.audit.Digest;
import cc.profitmaker.domain.audit.Retirement;
import cc.profitmaker.domain.audit.SealNumber;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a row says that retires others. */
final class RetirementDetail {
    static final String KIND = "audit_retired";

    private RetirementDetail() {}

    static Map<String, Object> of(Retirement retirement) {
        return Map.of(
                "before", retirement.before().toString(),
                "through", retirement.through().value(),
                "rows", retirement.rows(),
                "sha256", retirement.file().hex(),
                "proof", retirement.proof().hex());
    }

    /** Empty for what no server of ours has written. */
    static Optional<Retirement> read(String detail) {
        JsonNode said = AuditJson.read(detail);
        try {
            return Optional.of(
                    new Retirement(
                            Instant.parse(said.path("before").asText()),
                            new SealNumber(said.path("through").asLong()),
                            said.path("rows").asLong(),
                            new Digest(said.path("sha256").asText()),
                            new Digest(said.path("proof").asText())));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

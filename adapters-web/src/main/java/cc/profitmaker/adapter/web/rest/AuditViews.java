package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditFault;
import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.application.audit.AuditReport;
import cc.profitmaker.domain.audit.Anchor;
import cc.profitmaker.domain.audit.AuditId;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.UserId;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The audit trail as operators see it. */
final class AuditViews {
    /**
     * What of a row's details is shown. The trail holds no secret; all the same what somebody may
     * write into it one day is not shown before somebody has thought of it.
     */
    static final Set<String> SHOWN =
            Set.of(
                    "account",
                    "active",
                    "before",
                    "by",
                    "ceiling",
                    "ceiling_before",
                    "change",
                    "count",
                    "daily_notional",
                    "environment",
                    "exchange",
                    "expires_at",
                    "grant",
                    "grantee",
                    "ip",
                    "ip_restricted",
                    "key_expires_at",
                    "keys",
                    "level",
                    "market",
                    "master_key",
                    "max_leverage",
                    "max_notional",
                    "operation",
                    "order",
                    "outcome",
                    "permissions",
                    "reason",
                    "resealed",
                    "role",
                    "rows",
                    "scope",
                    "sha256",
                    "status",
                    "subject",
                    "symbol",
                    "symbols",
                    "through",
                    "users");

    private static final ObjectMapper JSON = Json.mapper();

    private AuditViews() {}

    @Schema(name = "AuditEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EntryView(
            @Schema(description = "Rows may become visible in another order") long seq,
            String at,
            String event,
            @JsonProperty("user_id") String userId,
            @JsonProperty("user_email") String userEmail,
            @Schema(type = "object") Map<String, JsonNode> details,
            boolean sealed) {
        static EntryView of(AuditPages.Row row) {
            return new EntryView(
                    row.entry().id().value(),
                    Times.iso(row.entry().at()),
                    row.entry().kind(),
                    row.entry().user().map(UserId::toString).orElse(null),
                    row.email().map(Email::value).orElse(null),
                    shown(row.entry().detail()),
                    row.seal() == AuditPages.Seal.SEALED);
        }

        private static Map<String, JsonNode> shown(String detail) {
            Map<String, JsonNode> shown = new TreeMap<>();
            try {
                JSON.readTree(detail)
                        .properties()
                        .forEach(
                                field -> {
                                    if (SHOWN.contains(field.getKey())) {
                                        shown.put(field.getKey(), field.getValue());
                                    }
                                });
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a row's detail is always JSON", e);
            }
            return shown;
        }
    }

    /** {@code next}: {@code before} of the next page; none at the end of the trail. */
    @Schema(name = "AuditPage")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PageView(List<EntryView> entries, Long next) {
        static PageView of(AuditPages.Page page) {
            return new PageView(
                    page.rows().stream().map(EntryView::of).toList(),
                    page.next().map(AuditId::value).orElse(null));
        }
    }

    @Schema(name = "Unsealed")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UnsealedView(long rows, String oldest) {
        static UnsealedView of(AuditChain.Unsealed unsealed) {
            return new UnsealedView(unsealed.rows(), Times.iso(unsealed.oldest()));
        }
    }

    @Schema(name = "AuditFault")
    record FaultView(String kind, String sentence) {
        static FaultView of(AuditFault fault) {
            return new FaultView(kind(fault), fault.sentence());
        }

        private static String kind(AuditFault fault) {
            return switch (fault) {
                case AuditFault.Edited _ -> "edited";
                case AuditFault.Moved _ -> "moved";
                case AuditFault.Removed _ -> "removed";
                case AuditFault.RemovedUnsealed _ -> "removed_unsealed";
                case AuditFault.Inserted _ -> "inserted";
                case AuditFault.Unchained _ -> "unchained";
                case AuditFault.SealsMissing _ -> "seals_missing";
                case AuditFault.OtherKey _ -> "other_key";
                case AuditFault.Cut _ -> "cut";
                case AuditFault.Replaced _ -> "replaced";
                case AuditFault.FileDiffers _ -> "file_differs";
            };
        }
    }

    /**
     * What a verification found.
     *
     * @param rows how many are sealed
     * @param retired how many of them were exported and removed since, as they may be
     * @param sealedThrough the number of the last seal
     * @param anchor that seal, to keep somewhere else: without it a cut end cannot be told from an
     *     earlier end
     * @param faults the first of them
     * @param faultCount of all of them
     */
    @Schema(name = "AuditVerification")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReportView(
            boolean ok,
            long rows,
            long retired,
            @JsonProperty("sealed_through") Long sealedThrough,
            String anchor,
            UnsealedView unsealed,
            List<FaultView> faults,
            @JsonProperty("fault_count") long faultCount) {
        static ReportView of(AuditReport report) {
            var head = report.extent().head();
            return new ReportView(
                    report.isWhole(),
                    report.extent().seals(),
                    report.extent().retired(),
                    head.map(anchor -> anchor.number().value()).orElse(null),
                    head.map(Anchor::toString).orElse(null),
                    UnsealedView.of(report.unsealed()),
                    report.found().stream().map(FaultView::of).toList(),
                    report.faults());
        }
    }
}

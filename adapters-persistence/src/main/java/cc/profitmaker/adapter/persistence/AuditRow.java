package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT;

import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an event is written: its stable kind, the one user it is about, if it is one, and the rest of
 * what it says.
 */
record AuditRow(String kind, Optional<UserId> user, Map<String, Object> detail) {
    private static final JsonMapper JSON = new JsonMapper();

    static AuditRow of(AuditEvent event) {
        return switch (event) {
            case AuditEvent.Registered(var user, var role, var from) ->
                    about(user, "registered", Map.of("role", role.name(), "ip", from.value()));
            case AuditEvent.SignedIn(var user, var from) ->
                    about(user, "signed_in", Map.of("ip", from.value()));
            case AuditEvent.SignInsRefused(var from, var users, var count) ->
                    aboutNobody(
                            "sign_ins_refused",
                            Map.of("ip", from.value(), "users", texts(users), "count", count));
            case AuditEvent.SignInsRefusedElsewhere(var users, var count) ->
                    aboutNobody(
                            "sign_ins_refused_elsewhere",
                            Map.of("users", texts(users), "count", count));
            case AuditEvent.SignedOut(var user) -> about(user, "signed_out", Map.of());
            case AuditEvent.SessionsEnded(var user, var by) ->
                    about(user, "sessions_ended", Map.of("by", by.toString()));
            case AuditEvent.PasswordChanged(var user, var by) ->
                    about(user, "password_changed", Map.of("by", by.toString()));
            case AuditEvent.UserAdded(var user, var role) ->
                    about(user, "user_added", Map.of("role", role.name()));
            case AuditEvent.UserDisabled(var user) -> about(user, "user_disabled", Map.of());
            case AuditEvent.UserEnabled(var user) -> about(user, "user_enabled", Map.of());
            case AuditEvent.RoleChanged(var user, var role) ->
                    about(user, "role_changed", Map.of("role", role.name()));
            case AuditEvent.OrderRequested(var user, var venue, var symbol, var order) ->
                    about(
                            user,
                            "order_requested",
                            at(venue, Map.of("symbol", symbol.value(), "order", order.value())));
            case AuditEvent.OrderSettled(var user, var venue, var order, var outcome) ->
                    about(
                            user,
                            "order_settled",
                            at(venue, Map.of("order", order.value(), "outcome", outcome)));
            case AuditEvent.Traded(var user, var venue, var operation, var symbol, var outcome) ->
                    about(
                            user,
                            "traded",
                            at(
                                    venue,
                                    Map.of(
                                            "operation", operation.name(),
                                            "symbol", symbol.value(),
                                            "outcome", outcome)));
            case AuditEvent.TokensRefused(var from, var count) ->
                    aboutNobody("tokens_refused", Map.of("ip", from.value(), "count", count));
            case AuditEvent.TokensRefusedElsewhere(var count) ->
                    aboutNobody("tokens_refused_elsewhere", Map.of("count", count));
            case AuditEvent.AuditExported(var rows, var file) ->
                    aboutNobody("audit_exported", Map.of("rows", rows, "sha256", file.hex()));
            case AuditEvent.AuditRetired(var retirement) ->
                    aboutNobody(RetirementDetail.KIND, RetirementDetail.of(retirement));
        };
    }

    private static AuditRow about(UserId user, String kind, Map<String, Object> detail) {
        return new AuditRow(kind, Optional.of(user), detail);
    }

    private static AuditRow aboutNobody(String kind, Map<String, Object> detail) {
        return new AuditRow(kind, Optional.empty(), detail);
    }

    private static List<String> texts(List<UserId> users) {
        return users.stream().map(UserId::toString).toList();
    }

    private static Map<String, Object> at(Venue venue, Map<String, Object> what) {
        Map<String, Object> detail = new HashMap<>(what);
        detail.put("exchange", venue.exchange().value());
        detail.put("market", venue.market().ccxt());
        detail.put("environment", venue.environment().name());
        return detail;
    }

    Query insert(DSLContext sql, Instant at) {
        return sql.insertInto(AUDIT)
                .set(AUDIT.AT, at)
                .set(AUDIT.KIND, kind)
                .set(AUDIT.USER_ID, user.map(UserId::value).orElse(null))
                .set(AUDIT.DETAIL, JSONB.valueOf(json()));
    }

    String json() {
        try {
            return JSON.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and lists are always JSON", e);
        }
    }
}

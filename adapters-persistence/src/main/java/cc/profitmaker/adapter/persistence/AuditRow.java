package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.AUDIT;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.Unavailable.Dependency;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.vault.KeyReport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
            case AuditEvent.SessionEnded(var user, var by) ->
                    about(user, "session_ended", Map.of("by", by.toString()));
            case AuditEvent.UserAdded(var user, var role, var by) ->
                    about(user, "user_added", by(by, Map.of("role", role.name())));
            case AuditEvent.UserDisabled(var user, var by) ->
                    about(user, "user_disabled", by(by, Map.of()));
            case AuditEvent.UserEnabled(var user, var by) ->
                    about(user, "user_enabled", by(by, Map.of()));
            case AuditEvent.RoleChanged(var user, var role, var by) ->
                    about(user, "role_changed", by(by, Map.of("role", role.name())));
            case AuditEvent.UserAdopted(var user, var subject) ->
                    about(user, "user_adopted", Map.of("subject", subject));
            case AuditEvent.UserProvisioned(var user, var subject) ->
                    about(user, "user_provisioned", Map.of("subject", subject));
            case AuditEvent.UserBound(var user, var subject) ->
                    about(user, "user_bound", Map.of("subject", subject));
            case AuditEvent.OrderRequested(
                            var user,
                            var account,
                            var venue,
                            var symbol,
                            var order) ->
                    about(
                            user,
                            "order_requested",
                            with(
                                    account,
                                    at(
                                            venue,
                                            Map.of(
                                                    "symbol", symbol.value(),
                                                    "order", order.value()))));
            case AuditEvent.OrderSettled(var user, var venue, var order, var outcome) ->
                    about(
                            user,
                            "order_settled",
                            at(venue, Map.of("order", order.value(), "outcome", outcome)));
            case AuditEvent.Traded(
                            var user,
                            var account,
                            var venue,
                            var operation,
                            var symbol,
                            var outcome) ->
                    about(
                            user,
                            "traded",
                            with(
                                    account,
                                    at(
                                            venue,
                                            Map.of(
                                                    "operation", operation.name(),
                                                    "symbol", symbol.value(),
                                                    "outcome", outcome))));
            case AuditEvent.AccessRefused(var user, var account, var operation, var reason) ->
                    about(
                            user,
                            "access_refused",
                            Map.of(
                                    "account", account.value(),
                                    "operation", operation.name(),
                                    "reason", reason.name()));
            case AuditEvent.AccountAdded(var user, var account, var exchange, var report) ->
                    about(
                            user,
                            "account_added",
                            reported(
                                    report,
                                    Map.of(
                                            "account", account.value(),
                                            "exchange", exchange.value())));
            case AuditEvent.AccountChanged(
                            var user,
                            var account,
                            var slots,
                            var ceilings,
                            var report) ->
                    about(
                            user,
                            "account_changed",
                            reported(
                                    report,
                                    Map.of(
                                            "account", account.value(),
                                            "keys", names(slots),
                                            "ceiling_before", ceilings.before().name(),
                                            "ceiling", ceilings.after().name())));
            case AuditEvent.AccountRemoved(var user, var account) ->
                    about(user, "account_removed", Map.of("account", account.value()));
            case AuditEvent.GrantGiven(var user, var grant) ->
                    about(user, "grant_given", given(grant));
            case AuditEvent.GrantRevoked(var user, var account, var grant) ->
                    about(
                            user,
                            "grant_revoked",
                            Map.of("account", account.value(), "grant", grant.toString()));
            case AuditEvent.TokensRefused(var from, var count) ->
                    aboutNobody("tokens_refused", Map.of("ip", from.value(), "count", count));
            case AuditEvent.TokensRefusedElsewhere(var count) ->
                    aboutNobody("tokens_refused_elsewhere", Map.of("count", count));
            case AuditEvent.AuditExported(var rows, var file) ->
                    aboutNobody("audit_exported", Map.of("rows", rows, "sha256", file.hex()));
            case AuditEvent.AuditRetired(var retirement) ->
                    aboutNobody(RetirementDetail.KIND, RetirementDetail.of(retirement));
            case AuditEvent.MasterKeyRotated(var current, var resealed) ->
                    aboutNobody(
                            "master_key_rotated",
                            Map.of("master_key", current.toString(), "resealed", resealed));
            case AuditEvent.MasterKeyRetired(var key) ->
                    aboutNobody("master_key_retired", Map.of("master_key", key.toString()));
            case AuditEvent.TradingHalted(var user, var scope, var active) ->
                    about(user, "trading_halted", Map.of("scope", scope.name(), "active", active));
            case AuditEvent.CentralChangeAsked(var user, var change, var account) ->
                    about(
                            user,
                            "central_change_asked",
                            with(account, new HashMap<>(Map.of("change", change.name()))));
            case AuditEvent.CentralChangeAnswered(
                            var user,
                            var change,
                            var account,
                            var status) -> {
                Map<String, Object> detail = new HashMap<>(Map.of("change", change.name()));
                status.ifPresent(told -> detail.put("status", told));
                yield about(user, "central_change_answered", with(account, detail));
            }
        };
    }

    private static AuditRow about(UserId user, String kind, Map<String, Object> detail) {
        return new AuditRow(kind, Optional.of(user), detail);
    }

    private static AuditRow aboutNobody(String kind, Map<String, Object> detail) {
        return new AuditRow(kind, Optional.empty(), detail);
    }

    private static Map<String, Object> by(Optional<UserId> operator, Map<String, Object> what) {
        Map<String, Object> detail = new HashMap<>(what);
        operator.ifPresent(id -> detail.put("by", id.toString()));
        return detail;
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

    private static Map<String, Object> with(
            Optional<AccountId> account, Map<String, Object> detail) {
        account.ifPresent(id -> detail.put("account", id.value()));
        return detail;
    }

    private static Map<String, Object> reported(KeyReport report, Map<String, Object> what) {
        Map<String, Object> detail = new HashMap<>(what);
        report.permissions().ifPresent(told -> detail.put("permissions", names(told)));
        report.ipRestricted().ifPresent(told -> detail.put("ip_restricted", told));
        report.expiresAt().ifPresent(told -> detail.put("key_expires_at", told.toString()));
        return detail;
    }

    private static Map<String, Object> given(Grant grant) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("account", grant.account().value());
        detail.put("grant", grant.id().toString());
        detail.put("grantee", grant.grantee().toString());
        detail.put("level", grant.level().name());
        GrantLimits limits = grant.limits();
        limits.symbols()
                .ifPresent(
                        symbols ->
                                detail.put(
                                        "symbols",
                                        symbols.stream().map(Symbol::value).sorted().toList()));
        detail.put("max_notional", amounts(limits.maxNotional()));
        detail.put("daily_notional", amounts(limits.dailyNotional()));
        limits.maxLeverage().ifPresent(most -> detail.put("max_leverage", most.toPlainString()));
        grant.expiresAt().ifPresent(end -> detail.put("expires_at", end.toString()));
        return detail;
    }

    private static Map<String, String> amounts(Map<Currency, BigDecimal> limits) {
        Map<String, String> texts = new TreeMap<>();
        limits.forEach((currency, most) -> texts.put(currency.code(), most.toPlainString()));
        return texts;
    }

    private static List<String> names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).sorted().toList();
    }

    /**
     * Within the transaction of what it records. A trail that takes no rows is as good as no
     * database: then fails with {@link Unavailable}.
     */
    void write(DSLContext sql, Instant at) {
        try {
            insert(sql, at).execute();
        } catch (DataAccessException e) {
            throw unrecorded(e);
        }
    }

    /** A trail that takes no rows is as good as no database. */
    static RuntimeException unrecorded(DataAccessException e) {
        return Transactions.isConflict(e) || LaterWrites.isFaultOfData(e)
                ? e
                : new Unavailable(Dependency.DATABASE, e);
    }

    /** As part of a statement: if the condition has a row. */
    ResultQuery<?> insertFor(Select<?> condition, Instant at) {
        return DSL.insertInto(AUDIT)
                .columns(AUDIT.AT, AUDIT.KIND, AUDIT.USER_ID, AUDIT.DETAIL)
                .select(
                        DSL.select(
                                        DSL.val(at, AUDIT.AT),
                                        DSL.val(kind, AUDIT.KIND),
                                        DSL.cast(
                                                DSL.val(
                                                        user.map(UserId::value).orElse(null),
                                                        AUDIT.USER_ID),
                                                AUDIT.USER_ID),
                                        DSL.val(JSONB.valueOf(json()), AUDIT.DETAIL))
                                .whereExists(condition))
                .returning(AUDIT.KIND);
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

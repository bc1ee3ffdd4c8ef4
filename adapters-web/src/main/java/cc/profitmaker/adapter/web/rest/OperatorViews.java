package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.application.operator.Bounded;
import cc.profitmaker.application.operator.Roster;
import cc.profitmaker.domain.identity.Role;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

import jakarta.ws.rs.core.Response;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Users and sessions as operators see them. */
final class OperatorViews {
    /** Only with a list that is not all there is. */
    static final String TRUNCATED = "X-Truncated";

    private OperatorViews() {}

    static String role(Role role) {
        return switch (role) {
            case OPERATOR -> "operator";
            case USER -> "user";
        };
    }

    static <T> Response list(Bounded<T> found, Function<T, ?> view) {
        List<?> views = found.entries().stream().map(view).toList();
        Response.ResponseBuilder response = Response.ok(views);
        return switch (found.extent()) {
            case WHOLE -> response.build();
            case CUT_OFF -> response.header(TRUNCATED, "true").build();
        };
    }

    @Schema(name = "OperatedUser")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record UserView(
            String id,
            String email,
            String name,
            @Schema(allowableValues = {"operator", "user"}) String role,
            boolean disabled,
            @JsonProperty("has_password") boolean hasPassword,
            @JsonProperty("sso_bound") boolean ssoBound,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("last_seen_at")
                    @Schema(description = "With a session; may lag by a minute")
                    String lastSeenAt,
            @Schema(description = "Sessions that have not ended") int sessions) {
        static UserView of(Roster.Entry entry) {
            return new UserView(
                    entry.user().id().toString(),
                    entry.user().email().value(),
                    entry.user().name().value(),
                    OperatorViews.role(entry.user().role()),
                    !entry.user().isEnabled(),
                    entry.waysIn().contains(Roster.WayIn.PASSWORD),
                    entry.waysIn().contains(Roster.WayIn.SINGLE_SIGN_ON),
                    Times.iso(entry.createdAt()),
                    Times.iso(entry.presence().lastSeenAt()),
                    entry.presence().sessions());
        }
    }

    @Schema(name = "OperatedSession")
    record SessionView(
            String id,
            @JsonProperty("user_id") String userId,
            String email,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("last_used_at") String lastUsedAt,
            String ip,
            @JsonProperty("user_agent") String userAgent,
            boolean current) {
        static SessionView of(Roster.Live live, Optional<?> own) {
            var session = live.session();
            return new SessionView(
                    session.id().value(),
                    session.owner().toString(),
                    live.email().value(),
                    Times.iso(session.createdAt()),
                    Times.iso(live.lastUsedAt()),
                    session.address().value(),
                    session.userAgent().value(),
                    own.filter(session.id()::equals).isPresent());
        }
    }
}

package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.session.LocalAccounts;
import cc.profitmaker.application.session.LocalAccounts.Registrant;
import cc.profitmaker.application.session.LocalAccounts.SignIn;
import cc.profitmaker.application.session.LocalAccounts.SignUp;
import cc.profitmaker.application.session.PasswordChanges;
import cc.profitmaker.application.session.PasswordChanges.PasswordChange;
import cc.profitmaker.application.session.Sessions;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;
import cc.profitmaker.domain.session.SessionId;
import cc.profitmaker.domain.session.SessionToken;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Registering, signing in and out, one's own sessions and password. Answers are bare. */
@Path("/api/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AuthResource {
    private final LocalAccounts accounts;
    private final PasswordChanges passwords;
    private final Sessions sessions;

    AuthResource(LocalAccounts accounts, PasswordChanges passwords, Sessions sessions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    record Registering(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String email,
            @Schema(type = "string", requiredMode = Schema.RequiredMode.REQUIRED) Secret password,
            String name,
            @Schema(type = "string", description = "From another machine, for the first user")
                    Secret setupCode) {}

    record SigningIn(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String email,
            @Schema(type = "string", requiredMode = Schema.RequiredMode.REQUIRED)
                    Secret password) {}

    record NewPasswordWish(
            @JsonProperty("current_password")
                    @Schema(type = "string", requiredMode = Schema.RequiredMode.REQUIRED)
                    Secret currentPassword,
            @JsonProperty("new_password")
                    @Schema(type = "string", requiredMode = Schema.RequiredMode.REQUIRED)
                    Secret newPassword) {}

    @Schema(name = "User")
    record UserView(String id, String email, String name) {
        static UserView of(User user) {
            return new UserView(
                    user.id().toString(), user.email().toString(), user.name().toString());
        }
    }

    @Schema(name = "SignedIn")
    record SignedInView(UserView user, String token) {
        static SignedInView of(User user, SessionToken token) {
            return new SignedInView(UserView.of(user), token.secret().reveal());
        }
    }

    /** Who calls, what they may do here, and with which kind of token they do. */
    @Schema(name = "Me")
    record MeView(
            UserView user,
            @Schema(allowableValues = {"operator", "user"}) String role,
            @Schema(allowableValues = {"session", "sso", "api_token"}) String kind) {
        static MeView of(Caller caller) {
            return new MeView(
                    UserView.of(caller.user()),
                    OperatorViews.role(caller.user().role()),
                    switch (caller.proof()) {
                        case Proof.LocalSession _ -> "session";
                        case Proof.Sso _ -> "sso";
                        case Proof.ApiToken _ -> "api_token";
                    });
        }
    }

    @Schema(name = "Session")
    record SessionView(
            String id,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("last_used_at") String lastUsedAt,
            String ip,
            @JsonProperty("user_agent") String userAgent,
            boolean current) {
        static SessionView of(Sessions.Own own) {
            return new SessionView(
                    own.session().id().value(),
                    text(own.session().createdAt()),
                    text(own.lastUsedAt()),
                    own.session().address().value(),
                    own.session().userAgent().value(),
                    own.current());
        }

        private static String text(Instant instant) {
            return Times.iso(instant);
        }
    }

    @Schema(name = "Done")
    record DoneView(boolean success) {
        static final DoneView DONE = new DoneView(true);
    }

    @POST
    @Path("/register")
    @Operation(operationId = "register")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = SignedInView.class)))
    public Response register(Registering body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        var registrant =
                new Registrant(
                        UserFields.email(body.email()),
                        UserFields.name(body.name()),
                        UserFields.newPassword("password", body.password()),
                        Optional.ofNullable(body.setupCode()));
        return switch (accounts.register(registrant, call.origin())) {
            case SignUp.SignedUp(var user, var token) ->
                    Response.ok(SignedInView.of(user, token)).build();
            case SignUp.Closed _ ->
                    Problem.of(403, "registration_closed", "Registration is off.").response(call);
            case SignUp.SetupCodeNeeded _ ->
                    Problem.of(
                                    403,
                                    "setup_code_required",
                                    "The first user needs the set-up code printed at start.")
                            .response(call);
            case SignUp.EmailTaken _ -> UserFields.EMAIL_TAKEN.response(call);
            case SignUp.EmailReserved _ -> UserFields.EMAIL_RESERVED.response(call);
            case SignUp.Throttled(var wait) -> throttled(wait).response(call);
            case SignUp.Busy(var wait) -> UserFields.busy(wait).response(call);
        };
    }

    @POST
    @Path("/login")
    @Operation(operationId = "login")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = SignedInView.class)))
    public Response login(SigningIn body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Email email = UserFields.email(body.email());
        Secret password = UserFields.present("password", body.password());
        return switch (accounts.login(email, password, call.origin())) {
            case SignIn.SignedIn(var user, var token) ->
                    Response.ok(SignedInView.of(user, token)).build();
            case SignIn.Wrong _ ->
                    Problem.of(401, "wrong_credentials", "The address or the password is wrong.")
                            .response(call);
            case SignIn.Throttled(var wait) -> throttled(wait).response(call);
            case SignIn.Busy(var wait) -> UserFields.busy(wait).response(call);
        };
    }

    @POST
    @Path("/logout")
    @Operation(operationId = "logout")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = DoneView.class)))
    public DoneView logout(StrictBodies.Nothing body, @Context ContainerRequestContext request) {
        sessions.logout(Call.of(request).caller());
        return DoneView.DONE;
    }

    @GET
    @Path("/me")
    @Operation(operationId = "me")
    public MeView me(@Context ContainerRequestContext request) {
        return MeView.of(Call.of(request).caller());
    }

    @GET
    @Path("/sessions")
    @Operation(operationId = "listSessions")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema = @Schema(implementation = SessionView.class))))
    public List<SessionView> sessions(@Context ContainerRequestContext request) {
        return sessions.list(Call.of(request).caller()).stream().map(SessionView::of).toList();
    }

    @DELETE
    @Path("/sessions/{id}")
    @Operation(operationId = "endSession")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = DoneView.class)))
    public Response endSession(
            @PathParam("id") String id, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        boolean ended =
                SessionId.parse(id).filter(own -> sessions.end(call.caller(), own)).isPresent();
        return ended
                ? Response.ok(DoneView.DONE).build()
                : Problem.of(404, "unknown_session", "You have no such session.").response(call);
    }

    @POST
    @Path("/password")
    @Operation(operationId = "changePassword")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = DoneView.class)))
    public Response changePassword(NewPasswordWish body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        Secret current = UserFields.present("current_password", body.currentPassword());
        NewPassword wished = UserFields.newPassword("new_password", body.newPassword());
        return switch (passwords.change(call.caller(), current, wished, call.origin())) {
            case PasswordChange.Changed _ -> Response.ok(DoneView.DONE).build();
            // Not 401: clients take that for the end of their session.
            case PasswordChange.WrongPassword _ ->
                    Problem.of(403, "wrong_password", "The current password is wrong.")
                            .response(call);
            case PasswordChange.HasNoPassword _ ->
                    Problem.of(409, "no_password", "This user signs in without a password.")
                            .response(call);
            case PasswordChange.Throttled(var wait) -> throttled(wait).response(call);
            case PasswordChange.Busy(var wait) -> UserFields.busy(wait).response(call);
        };
    }

    private static Problem throttled(Duration wait) {
        return new Problem(
                429, "too_many_attempts", "Too many attempts.", Map.of(), Optional.of(wait));
    }
}

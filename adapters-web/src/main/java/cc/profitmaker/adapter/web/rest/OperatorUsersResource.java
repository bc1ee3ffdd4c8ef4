package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.operator.People;
import cc.profitmaker.application.session.NewUsers;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.util.Optional;

/** Everybody here, for operators. Answers are bare. */
@Path("/api/operator/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OperatorUsersResource {
    private static final Problem UNKNOWN_USER =
            Problem.of(404, "unknown_user", "There is no such user.");

    private final People people;

    OperatorUsersResource(People people) {
        this.people = people;
    }

    @Schema(name = "NewUser")
    record NewUserBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String email,
            @Schema(type = "string", requiredMode = Schema.RequiredMode.REQUIRED) Secret password,
            String name,
            @Schema(allowableValues = {"operator", "user"}) String role) {}

    @Schema(name = "UserChange", description = "At least one of them")
    record ChangeBody(
            Boolean disabled,
            @Schema(allowableValues = {"operator", "user"}) String role,
            @Schema(type = "string") Secret password) {}

    @GET
    @Operation(operationId = "listUsers")
    @ApiResponse(
            responseCode = "200",
            description = "In order of creation; the first thousand",
            headers =
                    @Header(
                            name = OperatorViews.TRUNCATED,
                            description = "true: there are more",
                            schema = @Schema(type = "boolean")),
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    OperatorViews.UserView.class))))
    public Response list(
            @QueryParam("query") @DefaultValue("") String query,
            @Context ContainerRequestContext request) {
        return Operators.only(
                request,
                operator ->
                        OperatorViews.list(
                                people.list(operator, query), OperatorViews.UserView::of));
    }

    @POST
    @Operation(operationId = "addUser")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = OperatorViews.UserView.class)))
    public Response add(NewUserBody body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        return Operators.only(
                request,
                operator -> {
                    var wish =
                            new NewUsers.Wish(
                                    UserFields.email(body.email()),
                                    UserFields.name(body.name()),
                                    UserFields.newPassword("password", body.password()),
                                    role(body.role()).orElse(Role.USER));
                    return switch (people.add(operator, wish)) {
                        case People.Added.Done(var user) ->
                                Response.status(201)
                                        .entity(OperatorViews.UserView.of(user))
                                        .build();
                        case People.Added.EmailTaken _ -> UserFields.EMAIL_TAKEN.response(call);
                        case People.Added.EmailReserved _ ->
                                UserFields.EMAIL_RESERVED.response(call);
                        case People.Added.Busy(var wait) -> UserFields.busy(wait).response(call);
                    };
                });
    }

    @PATCH
    @Path("/{id}")
    @Operation(operationId = "changeUser")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = OperatorViews.UserView.class)))
    public Response change(
            @PathParam("id") String id, ChangeBody body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        return Operators.only(
                request,
                operator -> {
                    People.Wish wish = wish(body);
                    return UserId.parse(id)
                            .map(user -> answer(call, people.change(operator, user, wish)))
                            .orElseGet(() -> UNKNOWN_USER.response(call));
                });
    }

    private static People.Wish wish(ChangeBody body) {
        var wish =
                new People.Wish(
                        Optional.ofNullable(body.disabled())
                                .map(off -> off ? UserStatus.DISABLED : UserStatus.ENABLED),
                        role(body.role()),
                        Optional.ofNullable(body.password())
                                .map(wished -> UserFields.newPassword("password", wished)));
        if (wish.isEmpty()) {
            throw Malformed.field("disabled, role or password", "is missing");
        }
        return wish;
    }

    private static Optional<Role> role(String text) {
        return switch (text) {
            case null -> Optional.empty();
            case "operator" -> Optional.of(Role.OPERATOR);
            case "user" -> Optional.of(Role.USER);
            default -> throw Malformed.field("role", "must be operator or user");
        };
    }

    private static Response answer(Call call, People.Changed changed) {
        return switch (changed) {
            case People.Changed.Done(var user) ->
                    Response.ok(OperatorViews.UserView.of(user)).build();
            case People.Changed.NoSuchUser _ -> UNKNOWN_USER.response(call);
            case People.Changed.OwnAccount _ ->
                    Problem.of(
                                    409,
                                    "own_account",
                                    "Nobody changes their own account here; another operator can.")
                            .response(call);
            case People.Changed.Reserved _ ->
                    Problem.of(
                                    409,
                                    "reserved_account",
                                    "That account is the server's own: it has no password and"
                                            + " stays an operator.")
                            .response(call);
            case People.Changed.LastOperator _ ->
                    Problem.of(409, "last_operator", "No operator would be left.").response(call);
            case People.Changed.NoLongerOperator _ ->
                    Faults.refused(Decision.Reason.OPERATOR_ONLY).response(call);
            case People.Changed.Busy(var wait) -> UserFields.busy(wait).response(call);
        };
    }
}

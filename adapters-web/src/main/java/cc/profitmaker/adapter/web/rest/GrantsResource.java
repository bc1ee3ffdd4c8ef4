package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.rest.AccountRequests.GrantBody;
import cc.profitmaker.adapter.web.rest.AccountViews.GrantView;
import cc.profitmaker.adapter.web.rest.AccountViews.OkView;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.application.vault.Grants;
import cc.profitmaker.application.vault.Grants.Giving;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.GrantId;

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

import java.time.InstantSource;

/** Who else may use an account, and how far. Answers are bare. */
@Path("/api/accounts/{id}/grants")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class GrantsResource {
    private final VaultDoors doors;
    private final InstantSource clock;

    GrantsResource(VaultDoors doors, InstantSource clock) {
        this.doors = doors;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listGrants")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema = @Schema(implementation = GrantView.class))))
    public Response list(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        AccountId account = VaultDoors.account(id);
        return doors.enter(
                call,
                () -> new CentralCall.ListGrants(account),
                own ->
                        switch (own.grants().list(call.caller(), account)) {
                            case Grants.Listing.Listed(var grants) ->
                                    Response.ok(grants.stream().map(GrantView::of).toList())
                                            .build();
                            case Grants.Listing.NotListed(var why) -> refuse(call, why);
                        });
    }

    @POST
    @Operation(operationId = "giveGrant")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = GrantView.class)))
    public Response give(
            @PathParam("id") String id, GrantBody body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        AccountId account = VaultDoors.account(id);
        return doors.enter(
                call,
                () -> new CentralCall.Give(account, CentralBodies.of(body)),
                own -> {
                    Grants.Terms terms = body.terms(clock.instant());
                    return switch (own.grants()
                            .give(call.caller(), account, body.grantee(), terms)) {
                        case Giving.Given(var grant) ->
                                Response.status(201).entity(GrantView.of(grant)).build();
                        case Giving.NotGiven(var why) -> refuse(call, why);
                        case Giving.UnknownGrantee _ -> Faults.UNKNOWN_GRANTEE.response(call);
                        case Giving.ToOneself _ ->
                                Problem.of(
                                                400,
                                                "grant_to_oneself",
                                                "An account's owner needs no grant on it.")
                                        .response(call);
                        case Giving.Throttled(var wait) ->
                                Problem.of(429, "too_many_attempts", "Too many attempts.")
                                        .after(wait)
                                        .response(call);
                    };
                });
    }

    @DELETE
    @Path("/{gid}")
    @Operation(operationId = "revokeGrant")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = OkView.class)))
    public Response revoke(
            @PathParam("id") String id,
            @PathParam("gid") String gid,
            @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        AccountId account = VaultDoors.account(id);
        return doors.enter(
                call,
                () -> new CentralCall.Revoke(account, VaultDoors.centralGrant(gid)),
                own -> {
                    GrantId grant =
                            GrantId.parse(gid)
                                    .orElseThrow(() -> new Malformed(Faults.UNKNOWN_GRANT));
                    return switch (own.grants().revoke(call.caller(), account, grant)) {
                        case REVOKED -> Response.ok(OkView.OK).build();
                        case NO_SUCH_GRANT -> Faults.UNKNOWN_GRANT.response(call);
                        case NO_SUCH_ACCOUNT -> Faults.UNKNOWN_ACCOUNT.response(call);
                        case NOT_THE_OWNER -> Faults.NOT_THE_OWNER.response(call);
                    };
                });
    }

    private static Response refuse(Call call, Grants.Why why) {
        return switch (why) {
            case NO_SUCH_ACCOUNT -> Faults.UNKNOWN_ACCOUNT.response(call);
            case NOT_THE_OWNER -> Faults.NOT_THE_OWNER.response(call);
        };
    }
}

package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.rest.AccountRequests.AccountBody;
import cc.profitmaker.adapter.web.rest.AccountViews.AccountView;
import cc.profitmaker.adapter.web.rest.AccountViews.OkView;
import cc.profitmaker.application.vault.Accounts.Saved;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.domain.access.AccountId;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Stored exchange keys, in the vault that belongs to the presented token. Answers are bare. */
@Path("/api/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountsResource {
    private final VaultDoors doors;
    private final OpenKeys openKeys;

    AccountsResource(VaultDoors doors, OpenKeys openKeys) {
        this.doors = doors;
        this.openKeys = openKeys;
    }

    @GET
    @Operation(operationId = "listAccounts")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema = @Schema(implementation = AccountView.class))))
    public Response list(@Context ContainerRequestContext request) {
        Call call = Call.of(request);
        return doors.enter(
                call,
                CentralCall.ListAll::new,
                own ->
                        Response.ok(
                                        own.accounts().list(call.caller()).stream()
                                                .map(AccountView::of)
                                                .toList())
                                .build());
    }

    @POST
    @Operation(operationId = "addAccount")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    public Response add(AccountBody body, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        openKeys.refuse(call);
        return doors.enter(
                call,
                () -> new CentralCall.Add(CentralBodies.of(body)),
                own -> saved(call, 201, own.accounts().add(call.caller(), body.toNewAccount())));
    }

    @PATCH
    @Path("/{id}")
    @Operation(operationId = "changeAccount")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    public Response change(
            @PathParam("id") String id,
            AccountBody body,
            @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        openKeys.refuse(call);
        AccountId account = VaultDoors.account(id);
        return doors.enter(
                call,
                () -> new CentralCall.Change(account, CentralBodies.withoutExchange(body)),
                own ->
                        saved(
                                call,
                                200,
                                own.accounts().change(call.caller(), account, body.toWish())));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "removeAccount")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = OkView.class)))
    public Response remove(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Call call = Call.of(request);
        AccountId account = VaultDoors.account(id);
        return doors.enter(
                call,
                () -> new CentralCall.Remove(account),
                own ->
                        switch (own.accounts().remove(call.caller(), account)) {
                            case REMOVED -> Response.ok(OkView.OK).build();
                            case NO_SUCH_ACCOUNT -> Faults.UNKNOWN_ACCOUNT.response(call);
                            case NOT_THE_OWNER -> Faults.NOT_THE_OWNER.response(call);
                        });
    }

    private static Response saved(Call call, int status, Saved saved) {
        return switch (saved) {
            case Saved.Done(var account) ->
                    Response.status(status).entity(AccountView.of(account)).build();
            case Saved.NoSuchAccount _ -> Faults.UNKNOWN_ACCOUNT.response(call);
            case Saved.NotTheOwner _ -> Faults.NOT_THE_OWNER.response(call);
            case Saved.TakesFundsOut _ ->
                    Problem.of(
                                    422,
                                    "withdraw_key",
                                    "That key can withdraw funds. Store one that cannot, or send"
                                            + " allow_withdraw_key: true.")
                            .response(call);
            case Saved.Failed(var fault) -> Faults.problem(fault).response(call);
            case Saved.Stale _ ->
                    Problem.of(409, "stale", "That account was changed by somebody else just now.")
                            .response(call);
        };
    }
}

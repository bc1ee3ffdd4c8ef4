package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.application.vault.CentralAccounts.CentralGrantId;
import cc.profitmaker.application.vault.CentralCalls;
import cc.profitmaker.application.vault.Grants;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.session.Proof;

import jakarta.ws.rs.core.Response;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Leads a caller to the vault that belongs to their token. */
public final class VaultDoors {
    private final Optional<Own> own;
    private final CentralCalls central;

    /** The own vault's use cases. */
    public record Own(Accounts accounts, Grants grants) {}

    /**
     * For both kinds of callers.
     *
     * @param own empty when this server has no vault of its own
     */
    public VaultDoors(Optional<Own> own, CentralCalls central) {
        this.own = own;
        this.central = central;
    }

    Response enter(Call call, Supplier<CentralCall> asCentral, Function<Own, Response> asOwn) {
        return switch (call.caller().proof()) {
            case Proof.Sso sso ->
                    switch (central.pass(call.caller(), sso, asCentral.get())) {
                        case CentralCalls.Outcome.Answered(var answer) ->
                                CentralBodies.respond(answer);
                        case CentralCalls.Outcome.NoSuchAccount _ ->
                                Faults.UNKNOWN_ACCOUNT.response(call);
                    };
            case Proof.LocalSession _, Proof.ApiToken _ ->
                    own.map(asOwn)
                            .orElseGet(
                                    () ->
                                            Faults.refused(Decision.Reason.SSO_IDENTITY_NEEDED)
                                                    .response(call));
        };
    }

    /** What cannot be an id is no account we know of. */
    static AccountId account(String id) {
        return AccountId.parse(id).orElseThrow(() -> new Malformed(Faults.UNKNOWN_ACCOUNT));
    }

    static CentralGrantId centralGrant(String id) {
        if (AccountId.parse(id).isEmpty()) {
            throw new Malformed(Faults.UNKNOWN_GRANT);
        }
        return new CentralGrantId(id);
    }
}

package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.rest.AccountRequests.AccountBody;
import cc.profitmaker.adapter.web.rest.AccountRequests.GrantBody;
import cc.profitmaker.application.vault.CentralAccounts.Passed;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.RawPayload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What is passed to the auth service and back: the fields of the contract that the client sent, and
 * no others.
 */
final class CentralBodies {
    private CentralBodies() {}

    static Secret of(AccountBody body) {
        ObjectNode json = fields(body);
        put(json, "exchange", body.exchange());
        return Secret.of(json.toString());
    }

    static Secret withoutExchange(AccountBody body) {
        return Secret.of(fields(body).toString());
    }

    private static ObjectNode fields(AccountBody body) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "api_key", body.apiKey());
        put(json, "api_secret", body.apiSecret());
        put(json, "passphrase", body.passphrase());
        put(json, "label", body.label());
        if (body.readOnly() != null) {
            json.put("read_only", body.readOnly().booleanValue());
        }
        put(json, "api_key_ro", body.apiKeyRo());
        put(json, "api_secret_ro", body.apiSecretRo());
        put(json, "passphrase_ro", body.passphraseRo());
        return json;
    }

    /** Limits that the central vault does not know would be a grant without them. */
    static Secret of(GrantBody body) {
        if (body.limits() != null || body.expiresAt() != null) {
            throw new Malformed(
                    Problem.of(
                            400,
                            "limits_not_supported",
                            "The central vault's grants have neither limits nor an end."));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "grantee_email", body.granteeEmail());
        put(json, "grantee_user_id", body.granteeUserId());
        put(json, "access_level", body.accessLevel());
        return Secret.of(json.toString());
    }

    private static void put(ObjectNode json, String name, String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void put(ObjectNode json, String name, Secret value) {
        if (value != null) {
            json.put(name, value.reveal());
        }
    }

    static Response respond(Passed passed) {
        return Response.status(passed.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new RawPayload(passed.json()))
                .build();
    }
}

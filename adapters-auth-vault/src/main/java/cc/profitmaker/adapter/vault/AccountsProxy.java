package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.application.vault.CentralAccounts;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.Proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;

/** A thin proxy to the user plane: the caller's own token goes out, the internal secret never. */
public final class AccountsProxy implements CentralAccounts {
    private static final int MOST_BYTES = 1 << 20;
    private static final List<String> KEY_FIELDS =
            List.of(
                    "api_key",
                    "api_secret",
                    "passphrase",
                    "api_key_ro",
                    "api_secret_ro",
                    "passphrase_ro");

    private final CentralConfig config;
    private final AuthServiceClient client;
    private final AccessChanges changes;

    /**
     * For one auth service.
     *
     * @param changes told of every account that may have been changed through this
     */
    public AccountsProxy(CentralConfig config, AccessChanges changes) {
        this.config = config;
        this.client = new AuthServiceClient(config.deadline());
        this.changes = changes;
    }

    @Override
    public Passed pass(Proof.Sso caller, CentralCall call) {
        HttpRequest request =
                request(call)
                        .header("Authorization", "Bearer " + caller.token().reveal())
                        .header("Accept", "application/json")
                        .build();
        var deadline = Deadline.in(config.deadline());
        boolean refused = false;
        try {
            var answer = AuthServiceClient.await(client.ask(request, MOST_BYTES), deadline);
            refused = isRefusal(answer.status());
            return passed(call, answer);
        } finally {
            // Also when the answer was lost: the change may have happened. Not when it was refused:
            // nobody ends what runs on somebody else's account by asking in vain.
            if (!refused) {
                changedBy(call).ifPresent(changes::changed);
            }
        }
    }

    /** 408 tells of the answer, not of the change. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408;
    }

    private HttpRequest.Builder request(CentralCall call) {
        return switch (call) {
            case CentralCall.ListAll _ -> at("").GET();
            case CentralCall.Add(var body) -> sending(at(""), "POST", body);
            case CentralCall.Change(var id, var body) -> sending(at("/" + id), "PATCH", body);
            case CentralCall.Remove(var id) -> at("/" + id).DELETE();
            case CentralCall.ListGrants(var id) -> at("/" + id + "/grants").GET();
            case CentralCall.Give(var id, var body) ->
                    sending(at("/" + id + "/grants"), "POST", body);
            case CentralCall.Revoke(var id, var grant) ->
                    at("/" + id + "/grants/" + grant.value()).DELETE();
        };
    }

    /** Ids are made of characters that need no encoding; that is part of their type. */
    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(config.accounts(path));
    }

    private static HttpRequest.Builder sending(
            HttpRequest.Builder request, String method, Secret body) {
        BodyPublisher publisher = BodyPublishers.ofString(body.reveal());
        return request.header("Content-Type", "application/json").method(method, publisher);
    }

    private static Optional<AccountId> changedBy(CentralCall call) {
        return switch (call) {
            case CentralCall.Change(var id, _) -> Optional.of(id);
            case CentralCall.Remove(var id) -> Optional.of(id);
            case CentralCall.Give(var id, _) -> Optional.of(id);
            case CentralCall.Revoke(var id, _) -> Optional.of(id);
            case CentralCall.ListAll _, CentralCall.Add _, CentralCall.ListGrants _ ->
                    Optional.empty();
        };
    }

    private static Passed passed(CentralCall call, AuthServiceClient.Answer answer) {
        int status = answer.status();
        if (status == 204) {
            return new Passed(200, "{\"ok\":true}");
        }
        if (status < 200 || status >= 600 || (status >= 300 && status < 400)) {
            return new Passed(502, error("The auth service's answer makes no sense."));
        }
        Optional<JsonNode> json = answer.body().flatMap(ForeignJson::read);
        return json.map(
                        body ->
                                new Passed(
                                        status,
                                        withoutKeys(body).toString(),
                                        added(call, status, body)))
                .orElseGet(() -> new Passed(status, error("The auth service sent no JSON.")));
    }

    private static Optional<AccountId> added(CentralCall call, int status, JsonNode body) {
        return call instanceof CentralCall.Add && status < 300
                ? ForeignJson.text(body, "id").flatMap(AccountId::parse)
                : Optional.empty();
    }

    private static String error(String sentence) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("error", sentence);
        return json.toString();
    }

    /** It should never send any; if it does, they end here. */
    private static JsonNode withoutKeys(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove(KEY_FIELDS);
        }
        json.forEach(AccountsProxy::withoutKeys);
        return json;
    }
}

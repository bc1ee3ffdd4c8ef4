package cc.profitmaker.adapter.vault;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Fetches keys on the internal plane: one question, every outcome the contract lists. */
final class Credentials {
    private static final int MOST_BYTES = 64 << 10;

    private final AuthServiceClient client;
    private final CentralConfig config;

    Credentials(AuthServiceClient client, CentralConfig config) {
        this.client = client;
        this.config = config;
    }

    /** What is asked, and the whole key of the cache. */
    record Question(String subject, AccountId account, AccessLevel want) {}

    sealed interface Fetched {
        /**
         * Keys, and what the vault says of them.
         *
         * @param exchange empty when the answer does not name it
         * @param ceiling {@code READ} for a read-only account
         */
        record Keys(
                ApiCredential credential,
                Optional<ExchangeId> exchange,
                AccessLevel level,
                AccessLevel ceiling)
                implements Fetched {}

        record Refused(Decision.Reason reason) implements Fetched {}
    }

    /** Fails with {@link cc.profitmaker.application.Unavailable} when it does not serve us. */
    CompletableFuture<Fetched> fetch(Question question, Secret internalSecret) {
        return client.ask(request(question, internalSecret), MOST_BYTES)
                .thenApply(answer -> fetched(answer, question));
    }

    private static Fetched fetched(AuthServiceClient.Answer answer, Question question) {
        return switch (answer.status()) {
            case 200 ->
                    answer.body()
                            .flatMap(ForeignJson::read)
                            .flatMap(json -> keys(json, question))
                            .<Fetched>map(keys -> keys)
                            .orElseGet(() -> new Fetched.Refused(Decision.Reason.VAULT_NONSENSE));
            case 403 ->
                    new Fetched.Refused(
                            answer.body()
                                    .flatMap(ForeignJson::read)
                                    .map(Credentials::why)
                                    .orElse(Decision.Reason.VAULT_REFUSED));
            case 404 -> new Fetched.Refused(Decision.Reason.NO_SUCH_ACCOUNT);
            // 401: our secret is wrong, which is nothing to the caller.
            case 401 -> throw AuthServiceClient.unavailable("it does not accept our secret");
            default -> {
                if (AuthServiceClient.isBusy(answer)) {
                    throw AuthServiceClient.unavailable("it answered " + answer.status());
                }
                yield new Fetched.Refused(Decision.Reason.VAULT_NONSENSE);
            }
        };
    }

    private HttpRequest request(Question question, Secret internalSecret) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("credential_id", question.account().value());
        body.put("requester_user_id", question.subject());
        body.put("want", question.want() == AccessLevel.TRADE ? "trade" : "read");
        return HttpRequest.newBuilder(config.credentials())
                .header("X-Internal-Secret", internalSecret.reveal())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private static Optional<Fetched.Keys> keys(JsonNode json, Question question) {
        boolean asked =
                ForeignJson.text(json, "credential_id")
                        .filter(question.account().value()::equals)
                        .isPresent();
        Optional<String> key = ForeignJson.text(json, "api_key");
        Optional<String> secret = ForeignJson.text(json, "api_secret");
        Optional<AccessLevel> level =
                ForeignJson.text(json, "access_level").flatMap(Credentials::level);
        Optional<String> exchange = ForeignJson.text(json, "exchange");
        Optional<ExchangeId> named = exchange.flatMap(ExchangeId::parse);
        JsonNode readOnly = json.path("read_only");
        if (!asked
                || key.isEmpty()
                || secret.isEmpty()
                || level.isEmpty()
                || named.isPresent() != exchange.isPresent()
                || !readOnly.isBoolean()) {
            return Optional.empty();
        }
        var credential =
                new ApiCredential(
                        Secret.of(key.get()),
                        Secret.of(secret.get()),
                        Secret.of(ForeignJson.text(json, "passphrase").orElse("")));
        return Optional.of(
                new Fetched.Keys(
                        credential,
                        named,
                        level.get(),
                        readOnly.booleanValue() ? AccessLevel.READ : AccessLevel.TRADE));
    }

    private static Optional<AccessLevel> level(String text) {
        return switch (text) {
            case "read" -> Optional.of(AccessLevel.READ);
            case "trade", "owner" -> Optional.of(AccessLevel.TRADE);
            default -> Optional.empty();
        };
    }

    private static Decision.Reason why(JsonNode refusal) {
        if (refusal.path("read_only").asBoolean(false)) {
            return Decision.Reason.READ_ONLY_ACCOUNT;
        }
        return ForeignJson.text(refusal, "access_level").filter("read"::equals).isPresent()
                ? Decision.Reason.READ_GRANT
                : Decision.Reason.VAULT_REFUSED;
    }
}

package cc.profitmaker.adapter.auth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.auth.testing.AccountBook.Account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/v1/internal/exchange-credentials}: keys, for whoever knows the secret. */
final class InternalPlane {
    private final AccountBook book;
    private final String secret;

    InternalPlane(AccountBook book, String secret) {
        this.book = book;
        this.secret = secret;
    }

    Answer answer(Optional<String> presented, JsonNode body, Behaviour behaviour) {
        boolean known =
                presented
                        .map(s -> MessageDigest.isEqual(s.getBytes(UTF_8), secret.getBytes(UTF_8)))
                        .orElse(false);
        if (!known) {
            return Answer.refused(401, "bad_internal_secret");
        }
        String want = body.path("want").asText("");
        if (!Set.of("read", "trade").contains(want)) {
            return Answer.refused(400, "bad_want");
        }
        Optional<Account> found = book.account(body.path("credential_id").asText(""));
        if (found.isEmpty()) {
            return Answer.refused(404, "unknown_credential");
        }
        Account account = found.get();
        String level = book.level(account, body.path("requester_user_id").asText(""));
        if (level.equals("none")) {
            return Answer.refused(403, "no_access");
        }
        boolean lies = behaviour == Behaviour.READ_ONLY || behaviour == Behaviour.READ_LEVEL;
        if (want.equals("trade") && !lies && (level.equals("read") || account.readOnly())) {
            ObjectNode refusal = Answer.error("not_allowed_to_trade");
            refusal.put("access_level", level).put("read_only", account.readOnly());
            return new Answer(403, refusal);
        }
        return Answer.ok(keys(account, level, want, behaviour));
    }

    private static ObjectNode keys(
            Account account, String level, String want, Behaviour behaviour) {
        boolean reading = want.equals("read") && account.hasReadOnlyKeys();
        String which = reading ? "_ro" : "";
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (behaviour != Behaviour.WITHOUT_KEYS) {
            answer.put("api_key", account.text("api_key" + which));
            answer.put("api_secret", account.text("api_secret" + which));
            String passphrase = account.text("passphrase" + which);
            if (!passphrase.isEmpty()) {
                answer.put("passphrase", passphrase);
            }
        }
        answer.put(
                "credential_id",
                account.id() + (behaviour == Behaviour.OTHER_CREDENTIAL ? "-other" : ""));
        answer.put("owner_user_id", account.owner());
        answer.put("access_level", behaviour == Behaviour.READ_LEVEL ? "read" : level);
        answer.put("read_only", behaviour == Behaviour.READ_ONLY || account.readOnly() || reading);
        if (behaviour == Behaviour.NAMING_EXCHANGE) {
            answer.put("exchange", account.text("exchange"));
        }
        if (behaviour == Behaviour.NAMING_OTHER_EXCHANGE) {
            answer.put("exchange", account.text("exchange").equals("okx") ? "binance" : "okx");
        }
        return answer;
    }
}

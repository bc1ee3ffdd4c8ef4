package cc.profitmaker.adapter.auth.testing;

import cc.profitmaker.adapter.auth.testing.AccountBook.Account;
import cc.profitmaker.adapter.auth.testing.AccountBook.Grant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/v1/me/exchanges*}: the caller's accounts and whom they share them with. */
final class UserPlane {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> TEXTS =
            Set.of(
                    "label",
                    "api_key",
                    "api_secret",
                    "passphrase",
                    "api_key_ro",
                    "api_secret_ro",
                    "passphrase_ro");
    private static final int SUFFIX = 4;

    private final AccountBook book;

    UserPlane(AccountBook book) {
        this.book = book;
    }

    /** {@code segments}: the parts of the path after {@code exchanges}, not decoded. */
    Answer answer(String method, List<String> segments, String caller, JsonNode body) {
        if (segments.isEmpty()) {
            return switch (method) {
                case "GET" -> list(caller);
                case "POST" -> create(caller, body);
                default -> Answer.refused(405, "method_not_allowed");
            };
        }
        Optional<Account> found =
                book.account(segments.getFirst())
                        .filter(account -> !book.level(account, caller).equals("none"));
        if (found.isEmpty()) {
            return Answer.refused(404, "unknown_account");
        }
        Account account = found.get();
        if (!account.owner().equals(caller)) {
            return Answer.refused(403, "not_the_owner");
        }
        String rest = String.join("/", segments.subList(1, segments.size()));
        return switch (method + " " + rest) {
            case "PATCH " -> change(account, body);
            case "DELETE " -> {
                book.remove(account);
                yield Answer.done();
            }
            case "GET grants" -> grants(account);
            case "POST grants" -> give(account, body);
            default ->
                    method.equals("DELETE")
                                    && rest.startsWith("grants/")
                                    && book.revoke(account, rest.substring("grants/".length()))
                            ? Answer.done()
                            : Answer.refused(404, "unknown");
        };
    }

    private Answer list(String caller) {
        ArrayNode all = JSON.arrayNode();
        book.of(caller).forEach(account -> all.add(metadata(account, caller)));
        return Answer.ok(all);
    }

    private Answer create(String caller, JsonNode body) {
        boolean complete =
                isText(body.path("exchange"))
                        && isText(body.path("api_key"))
                        && isText(body.path("api_secret"));
        if (!complete) {
            return Answer.refused(400, "incomplete_account");
        }
        ObjectNode fields = JSON.objectNode();
        fields.set("exchange", body.path("exchange"));
        take(body, fields);
        var account = new Account(UUID.randomUUID().toString(), caller, now(), fields);
        book.put(account);
        return Answer.created(metadata(account, caller));
    }

    private Answer change(Account account, JsonNode body) {
        if (!body.isObject() || body.has("exchange")) {
            return Answer.refused(400, "malformed_account");
        }
        ObjectNode fields = account.fields().deepCopy();
        take(body, fields);
        var changed = new Account(account.id(), account.owner(), account.createdAt(), fields);
        book.put(changed);
        return Answer.ok(metadata(changed, account.owner()));
    }

    private static void take(JsonNode body, ObjectNode fields) {
        TEXTS.stream()
                .filter(name -> body.path(name).isTextual())
                .forEach(name -> fields.set(name, body.path(name)));
        if (body.path("read_only").isBoolean()) {
            fields.set("read_only", body.path("read_only"));
        }
    }

    private ObjectNode metadata(Account account, String caller) {
        boolean own = account.owner().equals(caller);
        ObjectNode view =
                JSON.objectNode()
                        .put("id", account.id())
                        .put("exchange", account.text("exchange"))
                        .put("label", account.text("label"))
                        .put("read_only", account.readOnly())
                        .put("has_ro_keys", account.hasReadOnlyKeys())
                        .put("owner_user_id", account.owner())
                        .put("access_level", book.level(account, caller))
                        .put("shared", !own)
                        .put("created_at", account.createdAt());
        if (own) {
            String key = account.text("api_key");
            view.put("api_key_suffix", key.substring(Math.max(0, key.length() - SUFFIX)));
        }
        return view;
    }

    private Answer grants(Account account) {
        ArrayNode all = JSON.arrayNode();
        book.grantsOf(account).forEach(grant -> all.add(view(grant)));
        return Answer.ok(all);
    }

    private Answer give(Account account, JsonNode body) {
        String level = body.path("access_level").asText("");
        if (!Set.of("read", "trade").contains(level)) {
            return Answer.refused(400, "bad_access_level");
        }
        Optional<String> grantee =
                body.has("grantee_user_id")
                        ? Optional.of(body.path("grantee_user_id").asText())
                                .filter(id -> book.emailOf(id).isPresent())
                        : book.subjectOf(body.path("grantee_email").asText(""));
        if (grantee.isEmpty() || grantee.get().equals(account.owner())) {
            return Answer.refused(404, "unknown_grantee");
        }
        var grant =
                new Grant(UUID.randomUUID().toString(), account.id(), grantee.get(), level, now());
        book.give(grant);
        return Answer.created(view(grant));
    }

    private ObjectNode view(Grant grant) {
        return JSON.objectNode()
                .put("id", grant.id())
                .put("grantee_user_id", grant.grantee())
                .put("grantee_email", book.emailOf(grant.grantee()).orElse(""))
                .put("access_level", grant.level())
                .put("created_at", grant.createdAt());
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank();
    }

    private static String now() {
        return Instant.now().toString();
    }
}

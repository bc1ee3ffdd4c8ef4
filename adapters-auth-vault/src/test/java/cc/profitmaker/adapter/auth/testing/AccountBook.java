package cc.profitmaker.adapter.auth.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The stand-in's users, exchange accounts and grants. Guarded by itself. */
final class AccountBook {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code fields}: what was posted, keys and all. */
    record Account(String id, String owner, String createdAt, ObjectNode fields) {
        String text(String field) {
            return fields.path(field).asText("");
        }

        boolean readOnly() {
            return fields.path("read_only").asBoolean(false);
        }

        boolean hasReadOnlyKeys() {
            return !text("api_key_ro").isEmpty() && !text("api_secret_ro").isEmpty();
        }
    }

    record Grant(String id, String account, String grantee, String level, String createdAt) {}

    private final Map<String, String> emails = new TreeMap<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    synchronized void know(String subject, String email) {
        emails.put(subject, email);
    }

    synchronized Map<String, String> everybody() {
        return Map.copyOf(emails);
    }

    synchronized Optional<String> emailOf(String subject) {
        return Optional.ofNullable(emails.get(subject));
    }

    synchronized Optional<String> subjectOf(String email) {
        return emails.entrySet().stream()
                .filter(
                        user ->
                                user.getValue()
                                        .toLowerCase(Locale.ROOT)
                                        .equals(email.toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    synchronized void put(Account account) {
        accounts.put(account.id(), account);
    }

    synchronized Optional<Account> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    synchronized void remove(Account account) {
        accounts.remove(account.id());
        grants.values().removeIf(grant -> grant.account().equals(account.id()));
    }

    /** Own ones and those shared with them. */
    synchronized List<Account> of(String subject) {
        return accounts.values().stream()
                .filter(account -> !level(account, subject).equals("none"))
                .toList();
    }

    /** {@code owner}, {@code trade}, {@code read} or {@code none}. */
    synchronized String level(Account account, String subject) {
        if (account.owner().equals(subject)) {
            return "owner";
        }
        return grantsOf(account).stream()
                .filter(grant -> grant.grantee().equals(subject))
                .map(Grant::level)
                .findFirst()
                .orElse("none");
    }

    synchronized List<Grant> grantsOf(Account account) {
        return grants.values().stream()
                .filter(grant -> grant.account().equals(account.id()))
                .toList();
    }

    /** Replaces the one this grantee has on this account. */
    synchronized void give(Grant grant) {
        grants.values()
                .removeIf(
                        other ->
                                other.account().equals(grant.account())
                                        && other.grantee().equals(grant.grantee()));
        grants.put(grant.id(), grant);
    }

    synchronized boolean revoke(Account account, String grant) {
        return grants.values()
                .removeIf(one -> one.id().equals(grant) && one.account().equals(account.id()));
    }

    synchronized JsonNode saved() {
        ObjectNode all = JSON.createObjectNode();
        all.set("emails", JSON.valueToTree(emails));
        all.set("accounts", JSON.valueToTree(List.copyOf(accounts.values())));
        all.set("grants", JSON.valueToTree(List.copyOf(grants.values())));
        return all;
    }

    synchronized void restore(JsonNode saved) {
        saved.path("emails")
                .properties()
                .forEach(user -> emails.put(user.getKey(), user.getValue().asText()));
        for (JsonNode one : saved.path("accounts")) {
            put(
                    new Account(
                            one.path("id").asText(),
                            one.path("owner").asText(),
                            one.path("createdAt").asText(),
                            one.withObject("/fields")));
        }
        for (JsonNode one : saved.path("grants")) {
            give(JSON.convertValue(one, Grant.class));
        }
    }
}

package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.vault.BrowserStore;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The file in which the old browser store comes: {@code {"user-store": "…", "encryption-salt":
 * "…"}}, two texts as they were in the browser's storage.
 */
public final class BrowserExport implements BrowserStore {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private final List<JsonNode> accounts;
    private final Optional<byte[]> salt;

    private BrowserExport(List<JsonNode> accounts, Optional<byte[]> salt) {
        this.accounts = accounts;
        this.salt = salt;
    }

    /** Fails with {@link VaultRefused} when that is no such file; nothing of it is quoted. */
    public static BrowserExport read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw new VaultRefused(file + " is not a file with an old browser store");
            }
            JsonNode export = tree(Files.readString(file), file);
            JsonNode store = export.path("user-store");
            if (!store.isTextual()) {
                throw new VaultRefused(file + " has no \"user-store\" text");
            }
            return new BrowserExport(
                    accounts(tree(store.textValue(), file), file),
                    base64(export.path("encryption-salt").asText("")));
        } catch (IOException _) {
            // Its own message would tell where, and quote what is there.
            throw new VaultRefused(file + " cannot be read as text");
        }
    }

    private static JsonNode tree(String text, Path file) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            throw new VaultRefused(file + " is not the JSON of an old browser store");
        }
    }

    private static List<JsonNode> accounts(JsonNode store, Path file) {
        JsonNode users = store.path("state").path("users");
        if (!users.isArray()) {
            throw new VaultRefused(file + " has no users in its \"user-store\"");
        }
        List<JsonNode> all = new ArrayList<>();
        users.forEach(user -> user.path("accounts").forEach(all::add));
        return List.copyOf(all);
    }

    @Override
    public List<Row> rows() {
        return rows(Optional.empty());
    }

    @Override
    public List<Row> rows(Secret masterPassword) {
        return rows(salt.map(bytes -> new BrowserCipher(masterPassword, bytes)));
    }

    private List<Row> rows(Optional<BrowserCipher> cipher) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode account : accounts) {
            var name = new RowName(rows.size() + 1, exchange(account));
            rows.add(
                    account.path("isEncrypted").asBoolean()
                            ? encrypted(name, account, cipher)
                            : plain(name, account));
        }
        return List.copyOf(rows);
    }

    private Row encrypted(RowName name, JsonNode account, Optional<BrowserCipher> cipher) {
        if (salt.isEmpty()) {
            return new Row.Saltless(name);
        }
        Optional<String> key = cipher.flatMap(c -> c.open(text(account, "key")));
        Optional<String> secret = cipher.flatMap(c -> c.open(text(account, "privateKey")));
        Optional<String> passphrase =
                text(account, "password").isEmpty()
                        ? Optional.of("")
                        : cipher.flatMap(c -> c.open(text(account, "password")));
        if (key.isEmpty() || secret.isEmpty() || passphrase.isEmpty()) {
            return new Row.Locked(name);
        }
        return row(
                name,
                new ApiCredential(
                        Secret.of(key.get()), Secret.of(secret.get()), Secret.of(passphrase.get())),
                // Some clients encrypted these too, others did not.
                label(account, note -> cipher.flatMap(c -> c.open(note)).orElse(note)));
    }

    private static Row plain(RowName name, JsonNode account) {
        return row(
                name,
                new ApiCredential(
                        Secret.of(text(account, "key")),
                        Secret.of(text(account, "privateKey")),
                        Secret.of(text(account, "password"))),
                label(account, UnaryOperator.identity()));
    }

    private static Row row(RowName name, ApiCredential credential, Label label) {
        return credential.key().isEmpty() || credential.secret().isEmpty()
                ? new Row.Incomplete(name)
                : new Row.Open(name, credential, label);
    }

    private static Label label(JsonNode account, UnaryOperator<String> reading) {
        return Stream.of("notes", "email")
                .map(field -> reading.apply(text(account, field)))
                .map(Label::parse)
                .flatMap(Optional::stream)
                .filter(label -> !label.equals(Label.NONE))
                .findFirst()
                .orElse(Label.NONE);
    }

    private static Optional<ExchangeId> exchange(JsonNode account) {
        return ExchangeId.parse(text(account, "exchange").strip().toLowerCase(Locale.ROOT));
    }

    private static String text(JsonNode account, String field) {
        return account.path(field).isTextual() ? account.path(field).textValue() : "";
    }

    private static Optional<byte[]> base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return bytes.length == BrowserCipher.SALT_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

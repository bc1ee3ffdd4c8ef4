package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cc.profitmaker.application.vault.BrowserStore.Row;
import cc.profitmaker.application.vault.BrowserStore.RowName;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.ExchangeId;

import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code browser-store.json} was made by WebCrypto, as a browser would: see its test's password.
 */
final class BrowserExportTest {
    private static final Secret PASSWORD = Secret.of("master pässwörd 🔑");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path home;
    private Path file;

    @BeforeEach
    void as_it_came_from_the_browser() throws IOException {
        file = home.resolve("store.json");
        try (var sample = BrowserExportTest.class.getResourceAsStream("browser-store.json")) {
            Files.copy(sample, file);
        }
    }

    @Test
    void without_the_password_plain_rows_are_readable_and_encrypted_ones_locked() {
        List<Row> rows = BrowserExport.read(file).rows();

        assertRow(rows.get(0), "binance", "plain-key", "plain-secret", "", "main one");
        assertThat(rows.get(1)).isEqualTo(new Row.Locked(name(2, "kucoin")));
        assertThat(rows.get(2)).isEqualTo(new Row.Locked(name(3, "coinbase")));
        assertThat(rows).hasSize(3);
    }

    @Test
    void what_webcrypto_encrypted_opens_with_the_password() {
        List<Row> rows = BrowserExport.read(file).rows(PASSWORD);

        assertRow(rows.get(0), "binance", "plain-key", "plain-secret", "", "main one");
        assertRow(rows.get(1), "kucoin", "sealed-key", "sealed-secret", "päss", "hidden note");
        assertRow(rows.get(2), "coinbase", "other-key", "other-secret", "", "c@example.com");
    }

    @Test
    void another_password_opens_nothing() {
        for (String wrong : List.of("master passwort", "", "\0")) {
            List<Row> rows = BrowserExport.read(file).rows(Secret.of(wrong));

            assertThat(rows.get(0)).isInstanceOf(Row.Open.class);
            assertThat(rows.get(1)).isInstanceOf(Row.Locked.class);
            assertThat(rows.get(2)).isInstanceOf(Row.Locked.class);
        }
    }

    @Test
    void without_the_salt_encrypted_rows_say_so() throws IOException {
        for (String salt : List.of("", "not base64", "AAAA")) {
            write(Map.of("user-store", store("{\"isEncrypted\":true}"), "encryption-salt", salt));

            assertThat(BrowserExport.read(file).rows(PASSWORD))
                    .containsExactly(new Row.Saltless(new RowName(1, Optional.empty())));
        }
    }

    @Test
    void rows_without_key_or_secret_are_incomplete() throws IOException {
        write(
                Map.of(
                        "user-store",
                        store(
                                "{\"exchange\":\"OKX \",\"key\":\"k\"}",
                                "{\"exchange\":\"okx\",\"privateKey\":\"s\"}",
                                "{\"exchange\":\"okx\",\"key\":7,\"privateKey\":{}}",
                                "null",
                                "[]")));

        assertThat(BrowserExport.read(file).rows())
                .containsExactly(
                        new Row.Incomplete(name(1, "okx")),
                        new Row.Incomplete(name(2, "okx")),
                        new Row.Incomplete(name(3, "okx")),
                        new Row.Incomplete(new RowName(4, Optional.empty())),
                        new Row.Incomplete(new RowName(5, Optional.empty())));
    }

    @Test
    void an_exchange_that_cannot_be_one_is_not_repeated() throws IOException {
        write(
                Map.of(
                        "user-store",
                        store("{\"exchange\":\"\\u001b[2J\",\"key\":\"k\",\"privateKey\":\"s\"}")));

        assertThat(BrowserExport.read(file).rows().getFirst().name())
                .isEqualTo(new RowName(1, Optional.empty()));
    }

    @Test
    void notes_that_do_not_do_as_a_label_are_passed_over() throws IOException {
        write(
                Map.of(
                        "user-store",
                        store(
                                "{\"exchange\":\"okx\",\"key\":\"k\",\"privateKey\":\"s\","
                                        + "\"notes\":\"two\\nlines\",\"email\":\"a@b.c\"}",
                                "{\"exchange\":\"okx\",\"key\":\"k\",\"privateKey\":\"s\","
                                        + "\"notes\":\"  \"}")));

        List<Row> rows = BrowserExport.read(file).rows();
        assertRow(rows.get(0), "okx", "k", "s", "", "a@b.c");
        assertRow(rows.get(1), "okx", "k", "s", "", "");
    }

    @Test
    void what_is_no_such_file_is_refused_without_quoting_it() throws IOException {
        for (String content :
                List.of(
                        "",
                        "canary",
                        "{\"user-store\": {\"canary\": 1}}",
                        "{\"user-store\": \"canary\"}",
                        "{\"user-store\": \"{}\"}",
                        "[\"canary\"]",
                        "{\"user-store\": \"{\\\"state\\\":{\\\"users\\\":canary}}\"}")) {
            Files.writeString(file, content);

            assertThatExceptionOfType(VaultRefused.class)
                    .isThrownBy(() -> BrowserExport.read(file))
                    .withMessageNotContaining("canary")
                    .withNoCause();
        }
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatExceptionOfType(VaultRefused.class).isThrownBy(() -> BrowserExport.read(file));
        assertThatExceptionOfType(VaultRefused.class)
                .isThrownBy(() -> BrowserExport.read(home.resolve("none")));
    }

    private void write(Map<String, String> export) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(export));
    }

    private static String store(String... accounts) {
        return "{\"state\":{\"users\":[{\"accounts\":[" + String.join(",", accounts) + "]}]}}";
    }

    private static RowName name(int number, String exchange) {
        return new RowName(number, Optional.of(new ExchangeId(exchange)));
    }

    private static void assertRow(
            Row row, String exchange, String key, String secret, String passphrase, String label) {
        assertThat(row)
                .isInstanceOfSatisfying(
                        Row.Open.class,
                        readable -> {
                            assertThat(readable.name().exchange())
                                    .contains(new ExchangeId(exchange));
                            assertThat(readable.credential().key().reveal()).isEqualTo(key);
                            assertThat(readable.credential().secret().reveal()).isEqualTo(secret);
                            assertThat(readable.credential().passphrase().reveal())
                                    .isEqualTo(passphrase);
                            assertThat(readable.label().value()).isEqualTo(label);
                        });
    }
}

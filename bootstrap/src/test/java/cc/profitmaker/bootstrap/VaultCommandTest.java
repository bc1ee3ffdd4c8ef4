package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** An old browser store comes in, its master key changes under load and is lost; one story. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class VaultCommandTest {
    @RegisterExtension static final Desk DESK = new Desk();
    @TempDir static Path dir;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANN =
            Client.credentials("ann@example.org", "correct horse battery");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int vault(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "vault";
        System.arraycopy(args, 0, all, 1, args.length);
        return command(all);
    }

    private int command(String... all) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine(DESK.environment(Map.of()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private static Path masterKey() {
        return DESK.home().resolve("master.key");
    }

    private static Client ann(Server server) {
        Client client = Client.of(server.url());
        return client.with(client.post("/api/auth/login", ANN).at("/token").asText());
    }

    private static Path export(String accounts) throws IOException {
        Path file = dir.resolve("store.json");
        Files.writeString(
                file,
                JSON.writeValueAsString(
                        Map.of(
                                "user-store",
                                "{\"state\":{\"users\":[{\"accounts\":[" + accounts + "]}]}}",
                                "encryption-salt",
                                "AQIDBAUGBwgJCgsMDQ4PEA==")));
        return file;
    }

    private static String firstAccount(Client ann) {
        return ann.get("/api/accounts").body().findValue("id").asText();
    }

    private static int balance(Client ann, String account) {
        return ann.post(
                        "/api/exchange/fetchBalance",
                        "{\"exchange\":\"paper\",\"accountId\":\"" + account + "\"}")
                .status();
    }

    @Test
    @Order(1)
    void an_old_browser_store_comes_in_and_again_does_no_harm() throws Exception {
        Server server = DESK.start();
        Client.of(server.url()).post("/api/auth/register", ANN);
        Path file =
                export(
                        "{\"exchange\":\"paper\",\"key\":\"canary-key\",\"privateKey\":\"canary-secret\","
                                + "\"notes\":\"from before\"},"
                                + "{\"exchange\":\"nowhere\",\"key\":\"canary-key\",\"privateKey\":\"x\"},"
                                + "{\"exchange\":\"paper\",\"key\":\"canary\",\"isEncrypted\":true,"
                                + "\"privateKey\":\"canary\"}");

        int first =
                withInput("wrong\n", () -> vault("import", "--user", "ann@example.org", "" + file));

        assertThat(first).isEqualTo(Exit.FAILED);
        assertThat(out.toString()).contains("1  paper: imported").contains("2 of 3");
        assertThat(err.toString())
                .contains("2  nowhere: not imported, this server has no such exchange")
                .contains("3  paper: not imported, the master password does not open it")
                .contains("none of them was imported");
        assertThat(out.toString() + err).doesNotContain("canary");

        export("{\"exchange\":\"paper\",\"key\":\"canary-key\",\"privateKey\":\"canary-secret\"}");
        assertThat(vault("import", "--user", "ann@example.org", file.toString()))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("already there").contains("Delete " + file);

        Client ann = ann(server);
        assertThat(ann.get("/api/accounts").body().findValuesAsText("label"))
                .containsExactly("from before");
        assertThat(balance(ann, firstAccount(ann))).isEqualTo(200);
    }

    @Test
    @Order(2)
    void what_cannot_be_imported_is_said_in_a_sentence() throws Exception {
        DESK.start();
        Path file = export("");

        assertThat(vault("import", "--user", "nobody@example.org", file.toString()))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString()).isEqualToIgnoringNewLines("There is no such user.");
        assertThat(vault("import", "--user", "ann@example.org", dir + "/none"))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString()).hasLineCount(1);
        assertThat(vault("import", file.toString())).isEqualTo(Exit.USAGE);
        assertThat(vault()).isEqualTo(Exit.USAGE);
    }

    @Test
    @Order(3)
    void a_new_master_key_under_load_fails_no_call_and_the_old_one_is_retired() throws Exception {
        Server server = DESK.start();
        Client ann = ann(server);
        String account = firstAccount(ann);
        String old = Files.readString(masterKey()).strip();
        assertThat(vault("status")).isEqualTo(Exit.OK);
        // The account's key and the audit trail's.
        assertThat(out.toString()).contains("2 sealed  current").hasLineCount(1);
        String oldId = out.toString().substring(0, 16);
        var calls = new AtomicLong();
        var failed = new AtomicLong();
        var over = new AtomicBoolean();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.execute(
                        () -> {
                            while (!over.get()) {
                                if (balance(ann, account) != 200) {
                                    failed.incrementAndGet();
                                }
                                calls.incrementAndGet();
                            }
                        });
            }
            assertThat(vault("rotate")).as(err.toString()).isEqualTo(Exit.OK);
            assertThat(out.toString())
                    .contains("is new and current, 2 sealed anew")
                    .contains(oldId + "       0 sealed  can be retired");
            assertThat(vault("retire", oldId)).as(err.toString()).isEqualTo(Exit.OK);
            long then = calls.get();
            Eventually.within(5, () -> calls.get() > then + 20);
            over.set(true);
        }

        assertThat(failed).hasValue(0);
        assertThat(Files.readString(masterKey()).lines()).hasSize(1).doesNotContain(old);
        assertThat(out.toString() + err).doesNotContain(old);
        assertThat(vault("retire", oldId)).isEqualTo(Exit.OK);
        assertThat(vault("retire", "0123456789abcdef")).isEqualTo(Exit.FAILED);
        assertThat(vault("retire", "nonsense")).isEqualTo(Exit.FAILED);
        Path trail = dir.resolve("trail.jsonl");
        assertThat(command("audit", "export", trail.toString())).as(err.toString()).isZero();
        assertThat(Files.readString(trail))
                .contains("master_key_rotated", "master_key_retired", oldId);
    }

    @Test
    @Order(4)
    void the_current_key_cannot_be_retired_nor_one_that_seals() {
        DESK.start();
        vault("status");
        String current = out.toString().substring(0, 16);

        assertThat(vault("retire", current)).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("current");
    }

    @Test
    @Order(5)
    void a_lost_master_key_stops_the_start_by_name_and_is_not_made_anew() throws Exception {
        DESK.start();
        vault("status");
        String current = out.toString().substring(0, 16);
        DESK.afterEach(null);
        Path kept = dir.resolve("kept");
        Files.move(masterKey(), kept);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(DESK::start)
                .withMessageContaining(current)
                .withMessageContaining("put it back");
        assertThat(masterKey()).doesNotExist();
        assertThat(vault("status")).isEqualTo(Exit.FAILED);
        assertThat(masterKey()).doesNotExist();

        Files.write(masterKey(), List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        Files.setPosixFilePermissions(masterKey(), PosixFilePermissions.fromString("rw-------"));
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(DESK::start)
                .withMessageContaining(current)
                .withMessageContaining("Nothing was changed");

        Files.move(kept, masterKey(), StandardCopyOption.REPLACE_EXISTING);
        Client ann = ann(DESK.start());
        assertThat(balance(ann, firstAccount(ann))).isEqualTo(200);
    }

    private interface Running {
        int run();
    }

    private static int withInput(String text, Running running) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
        try {
            return running.run();
        } finally {
            System.setIn(before);
        }
    }
}

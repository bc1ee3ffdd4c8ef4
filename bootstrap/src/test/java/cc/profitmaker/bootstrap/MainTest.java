package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path dir;

    private int run(Map<String, String> environment, String... args) {
        return Main.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void a_token_is_32_random_bytes_in_base64url() {
        assertThat(run(Map.of(), "token")).isEqualTo(Exit.OK);
        var first = out.toString().strip();
        out.getBuffer().setLength(0);
        run(Map.of(), "token");

        assertThat(first).hasSize(43);
        assertThat(Base64.getUrlDecoder().decode(first)).hasSize(32);
        assertThat(out.toString().strip()).isNotEqualTo(first);
        assertThat(Config.from(Map.of("API_TOKEN", first)).identity().apiToken()).isPresent();
    }

    @Test
    void config_prints_what_is_in_force_and_no_secret() {
        var code =
                run(
                        Map.of(
                                "API_TOKEN", "canary-q7Jw2mXz9RtLk4Vb8NcP1sYd6",
                                "DATABASE_URL", "postgres://u:canary@db/x",
                                "AUTH_INTERNAL_SECRET", "canary",
                                "PORT", "4001",
                                "AUTH_URL", "https://auth.example.org"),
                        "config");

        assertThat(code).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .doesNotContain("canary")
                .containsPattern("PORT +4001 +\\(environment\\)")
                .containsPattern("API_TOKEN +set +\\(environment\\)")
                .containsPattern("VAULT_MASTER_KEY +unset +\\(default\\)")
                .containsPattern("AUTH_URL +https://auth.example.org +\\(environment\\)")
                .containsPattern("AUTH_PROVISION +true +\\(default\\)")
                .containsPattern("AUTH_INTERNAL_URL +https://auth.example.org +\\(default\\)")
                .containsPattern("AUTH_INTERNAL_SECRET +set +\\(environment\\)")
                .containsPattern("VAULT +off +\\(default\\)")
                .contains("note: The vault is off");
    }

    @Test
    void a_bad_configuration_is_exit_code_78_with_every_fault_and_no_value() {
        var code = run(Map.of("PORT", "canary", "PROFITMAKER_HOEM", "canary"), "serve");

        assertThat(code).isEqualTo(Exit.BAD_CONFIG);
        assertThat(err.toString())
                .contains("PORT must be a number from 0 to 65535")
                .contains("did you mean PROFITMAKER_HOME?")
                .doesNotContain("canary");
    }

    @Test
    void an_unknown_command_is_exit_code_2() {
        assertThat(run(Map.of(), "withdraw")).isEqualTo(Exit.USAGE);
        assertThat(run(Map.of(), "user")).isEqualTo(Exit.USAGE);
        assertThat(run(Map.of(), "sessions", "revoke")).isEqualTo(Exit.USAGE);
        assertThat(run(Map.of(), "audit")).isEqualTo(Exit.USAGE);
        assertThat(run(Map.of(), "audit", "export")).isEqualTo(Exit.USAGE);
    }

    @Test
    void what_is_no_anchor_or_no_date_is_refused_in_a_sentence() {
        assertThat(run(Map.of(), "audit", "verify", "--anchor", "7:canary")).isEqualTo(Exit.FAILED);
        assertThat(run(Map.of(), "audit", "export", "file", "--before", "yesterday"))
                .isEqualTo(Exit.FAILED);
        assertThat(err.toString())
                .contains("An anchor is a number, a colon and 64 hexadecimal digits.")
                .contains("A date is written like 2026-01-31.")
                .hasLineCount(2);
    }

    @Test
    void a_password_is_never_taken_from_the_command_line() {
        assertThat(run(Map.of(), "user", "add", "ann@example.org", "--password", "long enough one"))
                .isEqualTo(Exit.USAGE);
        assertThat(run(Map.of(), "user", "password", "ann@example.org", "long enough one"))
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void health_without_a_server_is_exit_code_1() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(run(Map.of("PORT", Integer.toString(free)), "health")).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("No server answers");
    }

    @Test
    void a_database_that_cannot_be_reached_is_said_in_one_sentence_without_its_password() {
        var code =
                run(
                        Map.of(
                                "PROFITMAKER_HOME",
                                dir.toString(),
                                "DATABASE_URL",
                                "postgres://ann:canary@127.0.0.1:1/desk"),
                        "user",
                        "list");

        assertThat(code).isEqualTo(Exit.FAILED);
        assertThat(err.toString()).contains("database").doesNotContain("canary").hasLineCount(1);
    }

    @Test
    void the_version_is_the_builds() {
        assertThat(run(Map.of(), "--version")).isEqualTo(Exit.OK);
        assertThat(out.toString()).matches("profitmaker \\S+\\s*").doesNotContain("$");
    }
}

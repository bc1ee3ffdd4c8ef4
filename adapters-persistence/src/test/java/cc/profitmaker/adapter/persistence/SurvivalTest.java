package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server that is killed leaves its PostgreSQL running; the next one must start all the same. */
final class SurvivalTest {
    // Only for its unpacked binaries: unpacking them for every home is what would take the time.
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private Path home;

    @BeforeEach
    void a_home() throws IOException {
        home = Files.createTempDirectory(Path.of("target"), "survival-").toAbsolutePath();
        Files.createSymbolicLink(
                home.resolve("pg.bin"), POSTGRES.home().resolve("pg.bin").toAbsolutePath());
    }

    @AfterEach
    void nothing_is_left() {
        // What a failed test left running ends with its data.
        Postmaster.endLeftOver(home.resolve("pg"));
        Scratch.delete(home);
    }

    /** The server that gets killed: writes a user per line it reads, and says so. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws IOException {
            Database database = Database.open(new DatabaseConfig.Embedded(Path.of(args[0])));
            var lines =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String email = lines.readLine(); email != null; email = lines.readLine()) {
                var user = user(email);
                database.users()
                        .add(
                                user,
                                new PasswordHash.Hash("hash"),
                                NOON,
                                new AuditEvent.UserAdded(user.id(), Role.USER));
                System.out.println("added " + email);
            }
        }
    }

    private Process victim() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + Files.createDirectories(home.resolve("tmp")),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        home.toString())
                .redirectError(home.resolve("victim.log").toFile())
                .start();
    }

    private static void add(Process victim, String email) throws IOException {
        victim.getOutputStream().write((email + "\n").getBytes(StandardCharsets.UTF_8));
        victim.getOutputStream().flush();
        var answers =
                new BufferedReader(
                        new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8));
        assertThat(answers.readLine()).isEqualTo("added " + email);
    }

    private Set<Long> servers() {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .arguments()
                                        .map(List::of)
                                        .orElse(List.of())
                                        .contains(home.resolve("pg").toString()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    @Test
    void a_killed_servers_data_is_there_at_the_next_start_and_no_process_stays() throws Exception {
        Process victim = victim();
        add(victim, "ann@example.com");
        Set<Long> orphans = servers();
        assertThat(orphans).isNotEmpty();

        victim.destroyForcibly();
        assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(servers()).isEqualTo(orphans);

        try (Database next = Database.open(new DatabaseConfig.Embedded(home))) {
            assertThat(next.users().byEmail(new Email("ann@example.com"))).isPresent();
            assertThat(servers()).isNotEmpty().doesNotContainAnyElementsOf(orphans);
        }
        assertThat(servers()).isEmpty();
    }

    @Test
    void a_killed_server_leaves_no_temporary_file() throws Exception {
        Process victim = victim();
        add(victim, "ann@example.com");

        victim.destroyForcibly();
        assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(home.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void a_server_whose_database_was_killed_too_starts_again() throws Exception {
        Process victim = victim();
        add(victim, "ann@example.com");
        long postmaster = Postmaster.of(home.resolve("pg")).orElseThrow().pid();
        victim.destroyForcibly();
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        assertThat(victim.waitFor(20, TimeUnit.SECONDS)).isTrue();

        try (Database next = Database.open(new DatabaseConfig.Embedded(home))) {
            assertThat(next.users().byEmail(new Email("ann@example.com"))).isPresent();
        }
        assertThat(servers()).isEmpty();
    }

    @Test
    void a_process_id_that_now_belongs_to_another_program_does_not_stop_the_start()
            throws Exception {
        Database.open(new DatabaseConfig.Embedded(home)).close();
        long somebodyElse = ProcessHandle.current().pid();
        Files.writeString(
                home.resolve("pg/postmaster.pid"),
                somebodyElse + "\n" + home.resolve("pg") + "\n1700000000\n5432\n");

        try (Database next = Database.open(new DatabaseConfig.Embedded(home))) {
            assertThat(next.isReady()).isTrue();
        }
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void a_cluster_that_was_never_finished_is_made_again() throws Exception {
        Path data = Files.createDirectories(home.resolve("pg"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        Files.writeString(data.resolve("postgresql.conf"), "# cut off\n");
        Files.writeString(home.resolve("pg.unfinished"), "");

        try (Database database = Database.open(new DatabaseConfig.Embedded(home))) {
            assertThat(database.isReady()).isTrue();
        }
        assertThat(home.resolve("pg.unfinished")).doesNotExist();
    }

    @Test
    void the_command_line_uses_a_running_server_and_starts_one_where_none_runs() throws Exception {
        var config = new DatabaseConfig.Embedded(home);
        Process server = victim();
        add(server, "ann@example.com");
        try (Database attached = Database.attach(config)) {
            assertThat(attached.users().byEmail(new Email("ann@example.com"))).isPresent();
        }
        add(server, "bob@example.com");
        server.destroyForcibly();
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();

        try (Database alone = Database.attach(config)) {
            assertThat(alone.users().byEmail(new Email("bob@example.com"))).isPresent();
        }
        assertThat(servers()).isEmpty();
    }
}

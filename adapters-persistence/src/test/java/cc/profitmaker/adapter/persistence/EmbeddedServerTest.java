package cc.profitmaker.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.domain.credential.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

final class EmbeddedServerTest {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private static Endpoint with(String database, String role, String password) {
        return Endpoint.local(POSTGRES.port(), database, role, Secret.of(password));
    }

    private static void assertRefused(Endpoint endpoint, String state) {
        assertThatThrownBy(() -> endpoint.dataSource(Duration.ofSeconds(5)).getConnection().close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void nobody_enters_without_the_right_password() {
        for (String role :
                List.of(
                        EmbeddedServer.SUPERUSER,
                        EmbeddedServer.OWNER,
                        EmbeddedServer.APPLICATION,
                        "root")) {
            for (String database : List.of(EmbeddedServer.DATABASE, "postgres", "template1")) {
                assertRefused(with(database, role, "wrong"), "28P01");
                // The driver itself has no answer to the server's demand for a password.
                assertRefused(with(database, role, ""), "08004");
            }
        }
    }

    @Test
    void it_listens_on_the_loopback_address_only() throws Exception {
        assertThat(POSTGRES.ask("SHOW listen_addresses")).containsExactly("127.0.0.1");
        assertThat(POSTGRES.ask("SHOW unix_socket_directories")).containsExactly("");
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(() -> new Socket(address, POSTGRES.port()).close())
                            .isInstanceOf(java.io.IOException.class);
                }
            }
        }
    }

    @Test
    void it_is_durable() throws Exception {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(POSTGRES.ask("SHOW " + setting)).containsExactly("on");
        }
    }

    @Test
    void passwords_are_kept_as_scram_and_every_rule_of_access_asks_for_one() throws Exception {
        assertThat(POSTGRES.ask("SELECT rolname FROM pg_authid WHERE rolcanlogin"))
                .containsExactlyInAnyOrder(
                        EmbeddedServer.SUPERUSER, EmbeddedServer.OWNER, EmbeddedServer.APPLICATION);
        assertThat(
                        POSTGRES.ask(
                                "SELECT rolname FROM pg_authid WHERE rolcanlogin AND rolpassword"
                                        + " NOT LIKE 'SCRAM-SHA-256$%'"))
                .isEmpty();
        assertThat(POSTGRES.ask("SELECT DISTINCT auth_method FROM pg_hba_file_rules"))
                .containsExactly("scram-sha-256");
    }

    @Test
    void the_application_role_is_no_superuser_and_owns_nothing() throws Exception {
        assertThat(
                        POSTGRES.ask(
                                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'profitmaker%' AND"
                                        + " (rolsuper OR rolcreatedb OR rolcreaterole OR"
                                        + " rolreplication OR rolbypassrls)"))
                .isEmpty();
        assertThat(
                        POSTGRES.ask(
                                "SELECT relname FROM pg_class WHERE relowner ="
                                        + " 'profitmaker_app'::regrole"))
                .isEmpty();
        assertThat(
                        POSTGRES.ask(
                                "SELECT count(*) FROM pg_auth_members WHERE member = "
                                        + "'profitmaker_app'::regrole"))
                .containsExactly("0");
        try (Connection connection = POSTGRES.application().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql :
                    List.of(
                            "CREATE TABLE mine (id int)",
                            "DROP TABLE users",
                            "COPY users TO PROGRAM 'id'",
                            "SELECT pg_read_file('/etc/hostname')",
                            "ALTER ROLE profitmaker_app SUPERUSER",
                            "SELECT * FROM flyway_schema_history")) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).as(sql).isEqualTo("42501"));
            }
        }
    }

    @Test
    void nobody_else_on_this_machine_can_look_into_the_home() throws Exception {
        assertThat(Files.getPosixFilePermissions(POSTGRES.home()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(POSTGRES.home().resolve("pg.password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(POSTGRES.home().resolve("pg.password")).strip()).hasSize(64);
    }

    @Test
    void a_second_server_on_the_same_home_is_refused_with_a_sentence() {
        var config = new DatabaseConfig.Embedded(POSTGRES.home());
        assertThatThrownBy(() -> Database.open(config))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("another server is running on");
        assertThat(POSTGRES.a().isReady()).isTrue();
    }

    @Test
    void passwords_never_get_into_the_log() throws Exception {
        DataHome home = DataHome.at(POSTGRES.home());
        String log = Files.readString(home.log());
        assertThat(log).doesNotContain(home.password().reveal(), "SCRAM-SHA-256$");
        for (String role : List.of(EmbeddedServer.OWNER, EmbeddedServer.APPLICATION)) {
            assertThat(log).doesNotContain(home.password(role).reveal());
        }
    }
}

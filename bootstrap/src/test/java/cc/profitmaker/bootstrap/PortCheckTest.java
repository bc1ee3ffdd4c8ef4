package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.bootstrap.DoctorCommand.Finding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

final class PortCheckTest {
    @RegisterExtension static final Desk DESK = new Desk();

    private static Map<String, String> at(int port) {
        return Map.of("PORT", Integer.toString(port));
    }

    private static List<Finding> findings(int port) {
        return PortCheck.of(Config.from(at(port)).http());
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void free_ports_are_well() {
        int port = Ports.free();
        assertThat(findings(port))
                .containsExactly(
                        new Finding.Well("port", port + " is free"),
                        new Finding.Well("PORT+1", (port + 1) + " is free"));
        assertThat(findings(0)).hasSize(1);
    }

    @Test
    void a_port_that_another_program_has_is_named() throws IOException {
        int port = Ports.free();
        try (var other = listen(port + 1)) {
            assertThat(other.isBound()).isTrue();
            assertThat(findings(port)).element(1).satisfies(PortCheckTest::isIll);
            assertThat(findings(port + 1)).element(0).satisfies(PortCheckTest::isIll);
        }
    }

    private static void isIll(Finding finding) {
        assertThat(finding).isInstanceOf(Finding.Ill.class);
        assertThat(finding.detail()).contains("cannot be listened on");
    }

    @Test
    void a_running_server_is_asked_where_it_listens() throws IOException {
        int port = Ports.free();
        try (var other = listen(port + 1)) {
            assertThat(other.isBound()).isTrue();
            DESK.start(at(port));
            assertThat(findings(port))
                    .satisfiesExactly(
                            own -> assertThat(own).isInstanceOf(Finding.Well.class),
                            next -> {
                                assertThat(next).isInstanceOf(Finding.Ill.class);
                                assertThat(next.detail()).contains("could not listen there");
                            });
        }
    }

    @Test
    void a_running_server_that_has_both_is_well() {
        int port = Ports.free();
        DESK.start(at(port));
        assertThat(findings(port))
                .containsExactly(
                        new Finding.Well("port", port + ": a ready server answers there"),
                        new Finding.Well("PORT+1", (port + 1) + ": Socket.IO is spoken there"));
    }
}

package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients have: the library from npm, unmodified. */
final class SocketIoClientTest {
    @BeforeAll
    static void install() {
        NodeClient.install();
    }

    /** Going over to a WebSocket is a race each time: so that way a few times. */
    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "default", "default", "default", "default"})
    void the_client_library_talks_to_us(String mode) {
        try (var server = DoorServer.start(SocketIoSettings.STANDARD);
                var client =
                        NodeClient.run("talk.mjs", "http://127.0.0.1:" + server.port(), mode)) {
            assertThat(client.end()).endsWith("done\n");
            server.awaitGone(server.conversations.all.size());
            assertThat(server.door.count()).isZero();
        }
    }
}

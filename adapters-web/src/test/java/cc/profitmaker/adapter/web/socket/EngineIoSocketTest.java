package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineIoSocketTest {
    private final DoorServer server = DoorServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_client_may_come_by_websocket_at_once() {
        try (var client = WebSocketClient.connected(server)) {
            client.say("42[\"echo\",{\"a\":\"ü\"}]");
            assertThat(client.hear()).isEqualTo("42[\"echo\",{\"a\":\"ü\"}]");
            client.say("4212[\"nothing\"]");
            assertThat(client.hear()).startsWith("42[\"error\",");
            assertThat(client.hear()).isEqualTo("4312[]");
        }
        server.awaitGone(1);
        assertThat(server.door.count()).isZero();
    }

    @Test
    void a_token_may_come_with_the_connect_packet() {
        try (var client = WebSocketClient.of(server)) {
            client.say("40{\"token\":\"good\"}");
            assertThat(client.hear()).startsWith("40{\"sid\":\"");
            assertThat(client.hear()).startsWith("42[\"authenticated\",{");
        }
    }

    @Test
    void a_client_that_is_sent_away_is_told_why() {
        try (var client = WebSocketClient.of(server)) {
            client.say("40{\"token\":\"bad\"}");
            assertThat(client.hear()).startsWith("40{\"sid\":\"");
            assertThat(client.hear()).startsWith("42[\"auth_error\",{");
            assertThat(client.hear()).isEqualTo("41");
            assertThat(client.closing()).isEqualTo(1008);
        }
        server.awaitGone(1);
    }

    @Test
    void a_client_that_may_come_back_is_not_told_to_stay_away() {
        try (var client = WebSocketClient.connected(server)) {
            client.say("42[\"end\",{\"code\":1013}]");
            assertThat(client.closing()).isEqualTo(1013);
        }
    }

    @Test
    void there_is_one_namespace() {
        try (var client = WebSocketClient.of(server)) {
            client.say("40/admin,{\"token\":\"good\"}");
            assertThat(client.hear()).isEqualTo("44/admin,{\"message\":\"Invalid namespace\"}");
            assertThat(server.conversations.all).isEmpty();
            client.say("40/,");
            assertThat(client.hear()).startsWith("40{\"sid\":\"");
        }
    }

    @Test
    void a_client_that_leaves_the_namespace_is_gone() {
        try (var client = WebSocketClient.connected(server)) {
            client.say("41");
            server.awaitGone(1);
            client.say("40");
            assertThat(client.closing()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "40",
                "4",
                "42",
                "42[]",
                "42{}",
                "42[1]",
                "42[\"a\"",
                "42[\"a\"]x",
                "42[\"disconnect\"]",
                "42/admin,[\"a\"]",
                "429999999999999999[\"a\"]",
                "431",
                "44{}",
                "451-[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "461-1[{\"_placeholder\":true,\"num\":0}]",
                "47[]",
                "40{\"token\":",
                "411",
                "bAQID",
                "2",
                "2probe",
                "5",
                "6",
                "hello",
                "{\"event\":\"echo\"}"
            })
    void a_malformed_packet_closes_the_connection(String packet) {
        try (var client = WebSocketClient.connected(server)) {
            client.say(packet);
            assertThat(client.closing()).isEqualTo(1002);
        }
        server.awaitGone(1);
        assertThat(server.conversations.all.getFirst().heard).isEmpty();
    }

    @Test
    void nesting_has_an_end() {
        try (var client = WebSocketClient.connected(server)) {
            client.say("42[\"echo\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]");
            assertThat(client.closing()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"echo\",1]", "41/", "431[]"})
    void nobody_speaks_before_connecting(String packet) {
        try (var client = WebSocketClient.of(server)) {
            client.say(packet);
            // Leaving where one never was is as good as leaving; an answer to nothing is ignored.
            if (packet.startsWith("42")) {
                assertThat(client.closing()).isEqualTo(1002);
            }
            assertThat(server.conversations.all).isEmpty();
        }
    }

    @Test
    void binary_is_refused() {
        try (var client = WebSocketClient.connected(server)) {
            client.sayBytes((byte) 4, (byte) 2);
            assertThat(client.closing()).isEqualTo(1003);
        }
        server.awaitGone(1);
    }

    @Test
    void a_frame_of_five_megabytes_is_refused() {
        try (var client = WebSocketClient.connected(server)) {
            try {
                client.say("42[\"echo\",\"" + "x".repeat(5 << 20) + "\"]");
            } catch (java.util.concurrent.CompletionException _) {
                // The server did not wait for all of it.
            }
            assertThat(client.closing()).isIn(1009, 1006);
        }
        server.awaitGone(1);
        assertThat(server.conversations.all.getFirst().heard).isEmpty();
    }

    @Test
    void a_token_in_the_address_or_another_version_is_refused_before_the_upgrade() {
        for (String query :
                new String[] {
                    "EIO=4&transport=websocket&token=good",
                    "EIO=3&transport=websocket",
                    "EIO=4&transport=websocket&sid=unknown"
                }) {
            assertThatThrownBy(() -> new WebSocketClient(server, query))
                    .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class)
                    .cause()
                    .extracting(
                            e ->
                                    ((java.net.http.WebSocketHandshakeException) e)
                                            .getResponse()
                                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_session_of_a_websocket_cannot_be_asked() {
        var client = new WebSocketClient(server, "EIO=4&transport=websocket");
        try (client) {
            String sid = client.hear().split("\"", 5)[3];
            String query = "EIO=4&transport=polling&sid=" + sid;
            assertThat(server.get(query).body())
                    .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(server.post(query, "40").statusCode()).isEqualTo(400);
            assertThatThrownBy(
                    () -> new WebSocketClient(server, "EIO=4&transport=websocket&sid=" + sid));
            client.say("40");
            assertThat(client.hear()).startsWith("40{");
        }
    }

    @Test
    void the_end_of_the_server_is_told_to_everybody() {
        try (var connected = WebSocketClient.connected(server);
                var silent = WebSocketClient.of(server)) {
            server.door.close();
            assertThat(connected.closing()).isEqualTo(1001);
            assertThat(silent.closing()).isEqualTo(1001);
        }
    }
}

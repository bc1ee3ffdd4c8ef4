package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

final class EngineIoUpgradeTest {
    private static WebSocketClient beside(DoorServer server, DoorServer.Poller poller) {
        return new WebSocketClient(server, "EIO=4&transport=websocket&sid=" + poller.sid);
    }

    @Test
    void a_polling_client_goes_over_and_loses_nothing() {
        try (var server = DoorServer.start()) {
            DoorServer.Poller poller = server.poller().connect();
            EchoConversations.Echo echo = server.conversations.all.getFirst();
            CompletableFuture<String> question = server.getLater(poller.query);
            try (var socket = beside(server, poller).say("2probe")) {
                assertThat(socket.hear()).isEqualTo("3probe");
                assertThat(question.join()).isEqualTo("6");
                assertThat(poller.ask()).isEqualTo("6");
                echo.say("n", "1");
                echo.say("n", "2");
                socket.say("5");
                assertThat(socket.hear()).isEqualTo("42[\"n\",1]");
                assertThat(socket.hear()).isEqualTo("42[\"n\",2]");
                socket.say("42[\"echo\",3]");
                assertThat(socket.hear()).isEqualTo("42[\"echo\",3]");
                assertThat(server.get(poller.query).statusCode()).isEqualTo(400);
                assertThat(server.post(poller.query, "42[\"echo\",4]").statusCode()).isEqualTo(400);
                assertThatThrownBy(() -> beside(server, poller)).isNotNull();
                assertThat(echo.heard).containsExactly("echo");
            }
            server.awaitGone(1);
            assertThat(server.door.count()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "2", "3probe", "40", "42[\"echo\",1]", ""})
    void a_probe_that_is_none_leaves_the_session_as_it_is(String instead) {
        try (var server = DoorServer.start()) {
            DoorServer.Poller poller = server.poller().connect();
            try (var socket = beside(server, poller).say(instead)) {
                assertThat(socket.closing()).isEqualTo(1002);
            }
            stillPolls(poller);
            goesOver(server, poller);
        }
    }

    @Test
    void a_probe_that_breaks_off_leaves_the_session_as_it_is() {
        try (var server = DoorServer.start()) {
            DoorServer.Poller poller = server.poller().connect();
            try (var socket = beside(server, poller).say("2probe")) {
                assertThat(socket.hear()).isEqualTo("3probe");
                socket.say("42[\"echo\",1]");
                assertThat(socket.closing()).isEqualTo(1002);
            }
            stillPolls(poller);
            goesOver(server, poller);
        }
    }

    private static void stillPolls(DoorServer.Poller poller) {
        poller.say("42[\"echo\",1]");
        assertThat(poller.ask()).isEqualTo("42[\"echo\",1]");
    }

    private static void goesOver(DoorServer server, DoorServer.Poller poller) {
        try (var socket = beside(server, poller).say("2probe")) {
            assertThat(socket.hear()).isEqualTo("3probe");
            socket.say("5").say("42[\"echo\",2]");
            assertThat(socket.hear()).isEqualTo("42[\"echo\",2]");
        }
    }

    @Test
    void one_upgrade_at_a_time_is_under_way() {
        try (var server = DoorServer.start()) {
            DoorServer.Poller poller = server.poller().connect();
            try (var socket = beside(server, poller)) {
                assertThatThrownBy(() -> beside(server, poller)).isNotNull();
                socket.say("2probe");
                assertThat(socket.hear()).isEqualTo("3probe");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_half_open_upgrade_ends_in_its_time(boolean probed) {
        var settings =
                new SocketIoSettings(
                        DoorServer.LONG, DoorServer.LONG, Duration.ofMillis(200), 1000, 10);
        try (var server = DoorServer.start(settings)) {
            DoorServer.Poller poller = server.poller().connect();
            try (var socket = beside(server, poller)) {
                if (probed) {
                    socket.say("2probe");
                    assertThat(socket.hear()).isEqualTo("3probe");
                }
                assertThat(socket.closing()).isEqualTo(1006);
            }
            CompletableFuture<String> question = server.getLater(poller.query);
            poller.say("42[\"echo\",1]");
            assertThat(question.join()).isEqualTo("42[\"echo\",1]");
        }
    }

    @Test
    void a_client_that_is_sent_away_while_it_goes_over_hears_all_of_it() {
        try (var server = DoorServer.start()) {
            DoorServer.Poller poller = server.poller().connect();
            try (var socket = beside(server, poller).say("2probe")) {
                assertThat(socket.hear()).isEqualTo("3probe");
                poller.say("42[\"authenticate\",{\"token\":\"bad\"}]");
                socket.say("5");
                assertThat(socket.hear()).startsWith("42[\"auth_error\"");
                assertThat(socket.hear()).isEqualTo("41");
                assertThat(socket.closing()).isEqualTo(1008);
            }
            server.awaitGone(1);
            assertThat(server.door.count()).isZero();
        }
    }

    @Test
    void the_end_of_the_session_is_the_end_of_its_upgrade() {
        try (var server = DoorServer.start()) {
            DoorServer.Poller poller = server.poller().connect();
            try (var socket = beside(server, poller).say("2probe")) {
                assertThat(socket.hear()).isEqualTo("3probe");
                poller.say("1");
                assertThat(socket.closing()).isEqualTo(1006);
            }
        }
    }
}

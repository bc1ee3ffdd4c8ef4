package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nothing is held for a client for longer, and for no more clients, than was agreed. */
final class SocketIoBoundsTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    private static SocketIoSettings settings(Duration ping, Duration timeout, Duration grace) {
        return new SocketIoSettings(ping, timeout, grace, 1000, 3);
    }

    private static void eventuallyEmpty(DoorServer server) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (server.door.count() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(server.door.count()).isZero();
    }

    @Test
    void clients_that_do_not_answer_a_ping_are_gone() {
        try (var server = DoorServer.start(settings(SHORT, SHORT, DoorServer.LONG))) {
            server.poller().connect();
            try (var client = WebSocketClient.connected(server)) {
                assertThat(client.hear()).isEqualTo("2");
                // Not even one that sends pings of its own.
                client.ping();
                assertThat(client.closing()).isEqualTo(1006);
            }
            server.awaitGone(2);
            eventuallyEmpty(server);
        }
    }

    @Test
    void clients_that_answer_stay() {
        try (var server = DoorServer.start(settings(SHORT, DoorServer.LONG, DoorServer.LONG))) {
            DoorServer.Poller poller = server.poller().connect();
            try (var client = WebSocketClient.connected(server)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(client.hear()).isEqualTo("2");
                    client.say("3");
                    assertThat(poller.ask()).isEqualTo("2");
                    poller.say("3");
                }
                assertThat(server.door.count()).isEqualTo(2);
            }
        }
    }

    @Test
    void clients_that_only_shake_hands_are_gone() {
        try (var server = DoorServer.start(settings(DoorServer.LONG, DoorServer.LONG, SHORT))) {
            server.poller();
            try (var client = WebSocketClient.of(server);
                    var elsewhere = WebSocketClient.of(server).say("40/admin")) {
                client.say("3").ping();
                assertThat(client.closing()).isEqualTo(1006);
                assertThat(elsewhere.closing()).isEqualTo(1006);
            }
            eventuallyEmpty(server);
        }
    }

    @Test
    void clients_that_leave_and_stay_silent_are_gone() {
        try (var server = DoorServer.start(settings(DoorServer.LONG, DoorServer.LONG, SHORT))) {
            try (var client = WebSocketClient.connected(server).say("41")) {
                server.awaitGone(1);
                assertThat(client.closing()).isEqualTo(1006);
            }
            server.poller().connect().say("41");
            server.awaitGone(1);
            eventuallyEmpty(server);
        }
    }

    @Test
    void a_goodbye_that_nobody_fetches_is_not_kept() {
        try (var server = DoorServer.start(settings(DoorServer.LONG, DoorServer.LONG, SHORT))) {
            DoorServer.Poller poller = server.poller().connect();
            poller.say("42[\"end\",{\"code\":1008}]");
            server.awaitGone(1);
            eventuallyEmpty(server);
        }
    }

    @Test
    void there_are_no_more_clients_than_agreed() {
        try (var server = DoorServer.start(settings(DoorServer.LONG, DoorServer.LONG, SHORT))) {
            List<DoorServer.Poller> pollers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                pollers.add(server.poller().connect());
            }
            assertThat(server.get("EIO=4&transport=polling").statusCode()).isEqualTo(503);
            assertThatThrownBy(() -> new WebSocketClient(server, "EIO=4&transport=websocket"))
                    .isNotNull();
            pollers.getFirst().say("1");
            server.poller();
        }
    }

    @Test
    void clients_that_come_and_go_leave_nothing_behind() {
        try (var server = DoorServer.start()) {
            for (int i = 0; i < 100; i++) {
                try (var client = WebSocketClient.connected(server)) {
                    client.say("42[\"echo\",1]");
                }
                server.poller().connect().say("1");
            }
            server.awaitGone(200);
            eventuallyEmpty(server);
        }
    }
}

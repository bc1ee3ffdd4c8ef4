package cc.profitmaker.adapter.web.socket;

import static cc.profitmaker.adapter.web.socket.EngineIoHeartbeat.Beat.LOST;
import static cc.profitmaker.adapter.web.socket.EngineIoHeartbeat.Beat.NONE;
import static cc.profitmaker.adapter.web.socket.EngineIoHeartbeat.Beat.PING;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class EngineIoHeartbeatTest {
    private static final long START = Long.MAX_VALUE - 5;

    private final EngineIoHeartbeat heartbeat =
            new EngineIoHeartbeat(
                    new SocketIoSettings(
                            Duration.ofNanos(100),
                            Duration.ofNanos(30),
                            Duration.ofNanos(1),
                            1000,
                            1),
                    START);

    @Test
    void asks_once_when_the_time_has_come() {
        assertThat(heartbeat.at(START + 99)).isEqualTo(NONE);
        assertThat(heartbeat.at(START + 100)).isEqualTo(PING);
        assertThat(heartbeat.at(START + 101)).isEqualTo(NONE);
    }

    @Test
    void a_client_that_does_not_answer_is_lost_at_the_end_of_its_time() {
        assertThat(heartbeat.at(START + 100)).isEqualTo(PING);
        assertThat(heartbeat.at(START + 129)).isEqualTo(NONE);
        assertThat(heartbeat.at(START + 130)).isEqualTo(LOST);
    }

    @Test
    void an_answer_is_good_for_one_interval() {
        assertThat(heartbeat.at(START + 100)).isEqualTo(PING);
        heartbeat.answered(START + 120);
        assertThat(heartbeat.at(START + 219)).isEqualTo(NONE);
        assertThat(heartbeat.at(START + 220)).isEqualTo(PING);
    }

    @Test
    void an_answer_nobody_asked_for_gains_no_time() {
        heartbeat.answered(START + 90);
        assertThat(heartbeat.at(START + 100)).isEqualTo(PING);
    }
}

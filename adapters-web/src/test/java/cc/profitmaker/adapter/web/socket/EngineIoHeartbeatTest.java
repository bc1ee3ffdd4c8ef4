package cc.profitmaker.adapter.web.socket;

import static cc.profitmaker.adapter.web.socket.EngineIoHeartbeat.Beat.LOST;
import static cc.profitmaker.adapter.web.socket.EngineIoHeartbeat.Beat.NONE;
import static cc.profitmaker.adapter.web.socket.EngineIoHeartbeat.Beat.PING;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class EngineIoHeartbeatTest {
    /** The clock it is given turns over now and then. */
    private static final long START = Long.MAX_VALUE - 5;

    private static long after(long nanos) {
        return START + nanos;
    }

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
        assertThat(heartbeat.at(after(99))).isEqualTo(NONE);
        assertThat(heartbeat.at(after(100))).isEqualTo(PING);
        assertThat(heartbeat.at(after(101))).isEqualTo(NONE);
    }

    @Test
    void a_client_that_does_not_answer_is_lost_at_the_end_of_its_time() {
        assertThat(heartbeat.at(after(100))).isEqualTo(PING);
        assertThat(heartbeat.at(after(129))).isEqualTo(NONE);
        assertThat(heartbeat.at(after(130))).isEqualTo(LOST);
    }

    @Test
    void an_answer_is_good_for_one_interval() {
        assertThat(heartbeat.at(after(100))).isEqualTo(PING);
        heartbeat.answered(after(120));
        assertThat(heartbeat.at(after(219))).isEqualTo(NONE);
        assertThat(heartbeat.at(after(220))).isEqualTo(PING);
    }

    @Test
    void an_answer_nobody_asked_for_gains_no_time() {
        heartbeat.answered(after(90));
        assertThat(heartbeat.at(after(100))).isEqualTo(PING);
    }
}

package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class WsLineTest {
    private final Agenda agenda = new Agenda();
    private final WsLine line =
            new WsLine("a-socket", new ObjectMapper(), agenda, _ -> new Silence());

    @Test
    void a_connection_that_is_open_has_its_next_ping_ahead() {
        line.onOpen(new CoreSession.Empty(), Callback.NOOP);

        assertThat(agenda.ahead).hasSize(1);
    }

    @Test
    void nothing_waits_for_a_connection_that_is_gone() {
        line.onOpen(new CoreSession.Empty(), Callback.NOOP);
        line.onClosed(new CloseStatus(CloseStatus.NO_CLOSE), Callback.NOOP);

        assertThat(agenda.ahead).isEmpty();
    }

    @Test
    void a_ping_that_was_due_while_the_connection_went_is_the_last() {
        line.onOpen(new CoreSession.Empty(), Callback.NOOP);
        Runnable ping = agenda.ahead.getFirst();
        line.onClosed(new CloseStatus(CloseStatus.NO_CLOSE), Callback.NOOP);
        ping.run();

        assertThat(agenda.ahead).isEmpty();
    }

    @Test
    void the_next_frame_is_not_read_before_the_answer_to_a_ping_is_gone() {
        var peer = new SlowPeer();
        line.onOpen(peer, Callback.NOOP);
        assertThat(peer.demands).isEqualTo(1);

        line.onFrame(new Frame(OpCode.PING, ByteBuffer.wrap(new byte[] {1})), Callback.NOOP);
        assertThat(peer.sending).hasSize(1);
        assertThat(peer.demands).isEqualTo(1);

        peer.sending.getFirst().succeeded();
        assertThat(peer.demands).isEqualTo(2);
    }

    /** Reads nothing until a test says so. */
    private static final class SlowPeer extends CoreSession.Empty {
        final List<Callback> sending = new ArrayList<>();
        int demands;

        @Override
        public void sendFrame(OutgoingEntry entry) {
            sending.add(entry.getCallback());
        }

        @Override
        public void demand() {
            demands++;
        }
    }

    private static final class Silence implements Conversation {
        @Override
        public void heard(String event, JsonNode data) {}

        @Override
        public void gone() {}
    }

    /** Keeps what is to be done; does nothing of it. */
    private static final class Agenda extends AbstractLifeCycle implements Scheduler {
        final List<Runnable> ahead = new ArrayList<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit units) {
            ahead.add(task);
            return () -> ahead.remove(task);
        }
    }
}

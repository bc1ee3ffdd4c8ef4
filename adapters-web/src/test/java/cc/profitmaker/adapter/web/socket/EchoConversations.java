package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.application.stream.Outbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Says back what it hears, through an outbox as the real ones do. */
final class EchoConversations implements Conversations {
    final List<Echo> all = new CopyOnWriteArrayList<>();

    /** One permit for each conversation that has ended. */
    final Semaphore gone = new Semaphore(0);

    @Override
    public Conversation open(Line line) {
        var echo = new Echo(line);
        all.add(echo);
        return echo;
    }

    final class Echo implements Conversation {
        final Line line;
        final Outbox<Outgoing> outbox;
        final List<String> heard = new CopyOnWriteArrayList<>();
        private boolean over;

        Echo(Line line) {
            this.line = line;
            this.outbox = new Outbox<>(line, () -> line.end(1013, "too slow"));
        }

        void say(String event, String data) {
            outbox.tell(letter(event, data));
        }

        private Outgoing letter(String event, String data) {
            int middle = data.length() / 2;
            return new Outgoing(
                    event,
                    data.substring(0, middle).getBytes(UTF_8),
                    data.substring(middle).getBytes(UTF_8));
        }

        @Override
        public void heard(String event, JsonNode data) {
            heard.add(event);
            switch (event) {
                case "authenticate" -> authenticate(data.path("token").asText());
                case "echo" -> say("echo", data.isMissingNode() ? "null" : data.toString());
                case "count" -> {
                    for (int n = 0; n < data.path("to").asInt(); n++) {
                        say("number", "{\"n\":" + n + "}");
                    }
                }
                case "end" -> line.end(data.path("code").asInt(), "as asked");
                case "fail" -> throw new IllegalStateException("a bug");
                default -> say("error", "{\"error\":\"There is no such event.\"}");
            }
        }

        private void authenticate(String token) {
            if (token.equals("good")) {
                say("authenticated", "{\"success\":true,\"userId\":\"ann\"}");
            } else {
                outbox.close(letter("auth_error", "{\"error\":\"That token is not accepted.\"}"));
                line.end(1008, "That token is not accepted.");
            }
        }

        @Override
        public synchronized void gone() {
            if (!over) {
                over = true;
                outbox.close();
                gone.release();
            }
        }
    }
}

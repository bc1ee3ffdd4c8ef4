package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.front.Problems;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** The doors that clients stay behind: they come in here, all others go on to the router. */
public final class Realtime extends Handler.Wrapper {
    private static final int ID_BYTES = 12;

    private final StreamConversations conversations;
    private final WsDoor ws;

    /**
     * Doors to one hub.
     *
     * @param scheduler the server's own, asked for when it runs
     */
    public Realtime(Hub hub, ObjectMapper json, Problems problems, Supplier<Scheduler> scheduler) {
        var chance = new SecureRandom();
        conversations = new StreamConversations(hub, json, scheduler);
        ws = new WsDoor(conversations, json, problems, scheduler, () -> id(chance));
    }

    private static String id(SecureRandom chance) {
        byte[] id = new byte[ID_BYTES];
        chance.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return request.getHttpURI().getPath().equals("/ws")
                ? ws.handle(request, response, callback)
                : super.handle(request, response, callback);
    }

    /** Tells everybody who is connected to come back later. */
    public void sayGoodbye() {
        conversations.close();
    }
}

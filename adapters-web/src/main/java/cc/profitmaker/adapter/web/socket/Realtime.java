package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.front.OpenRoutes;
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
    private final SocketIoDoor socketIo;

    /**
     * Doors to one hub.
     *
     * @param scheduler the server's own, asked for when it runs
     */
    public Realtime(Hub hub, ObjectMapper json, Problems problems, Supplier<Scheduler> scheduler) {
        var chance = new SecureRandom();
        conversations = new StreamConversations(hub, json, scheduler);
        ws = new WsDoor(conversations, json, problems, scheduler, () -> id(chance));
        socketIo =
                new SocketIoDoor(conversations, SocketIoSettings.STANDARD, chance, json, scheduler);
    }

    private static String id(SecureRandom chance) {
        byte[] id = new byte[ID_BYTES];
        chance.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return switch (request.getHttpURI().getPath()) {
            case "/ws" -> ws.handle(request, response, callback);
            case OpenRoutes.SOCKET_IO -> socketIo.handle(request, response, callback);
            default -> super.handle(request, response, callback);
        };
    }

    /** Tells everybody who is connected to come back later. */
    public void sayGoodbye() {
        conversations.close();
        socketIo.close();
    }
}

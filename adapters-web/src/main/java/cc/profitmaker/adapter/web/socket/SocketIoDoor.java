package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.front.OpenRoutes;
import cc.profitmaker.adapter.web.socket.EngineIoQuery.Way;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The door for Socket.IO clients at {@code /socket.io/}: Socket.IO version 5 over Engine.IO version
 * 4, by long-polling or WebSocket. Other paths it leaves alone. It keeps no thread while clients
 * are silent and needs no start; one door may stand in several servers at once.
 */
final class SocketIoDoor extends Handler.Abstract {
    private final EngineIoSessions sessions;
    private final EngineIoPosts posts;
    private final Supplier<Scheduler> scheduler;
    private final WebSocketMappings upgrades = new WebSocketMappings();
    private final Configuration.ConfigurationCustomizer limits =
            new Configuration.ConfigurationCustomizer();

    /**
     * A door.
     *
     * @param scheduler asked for when the first client comes
     */
    SocketIoDoor(
            Conversations conversations,
            SocketIoSettings settings,
            SecureRandom chance,
            ObjectMapper json,
            Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
        this.posts = new EngineIoPosts(settings.maxPayload());
        this.sessions =
                new EngineIoSessions(
                        settings,
                        chance,
                        scheduler,
                        session ->
                                new SocketIoLine(
                                        EngineIoSessions.id(chance), session, conversations, json));
        // Silence is the heartbeat's business.
        limits.setIdleTimeout(Duration.ZERO);
        // A long frame comes in pieces, so no room is made for what is only announced.
        limits.setAutoFragment(true);
        limits.setMaxFrameSize(Math.max(settings.maxPayload(), 1 << 20));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!OpenRoutes.SOCKET_IO.equals(request.getHttpURI().getPath())) {
            return false;
        }
        var reply = new EngineIoReply(request, response, callback);
        switch (EngineIoQuery.read(request)) {
            case EngineIoQuery.Refused(var why) -> reply.refuse(why);
            case EngineIoQuery.Newcomer(var way) -> welcome(way, reply);
            case EngineIoQuery.Known(var sid, var way) ->
                    sessions.find(sid)
                            .ifPresentOrElse(
                                    session -> goOn(session, way, reply),
                                    () -> reply.refuse(EngineIoRefusal.UNKNOWN_SESSION));
        }
        return true;
    }

    private void welcome(Way way, EngineIoReply reply) {
        if (!reply.request().getMethod().equals("GET")) {
            reply.refuse(EngineIoRefusal.BAD_HANDSHAKE_METHOD);
            return;
        }
        if (sessions.isFull()) {
            reply.refuse(EngineIoRefusal.FULL);
            return;
        }
        switch (way) {
            case WEBSOCKET -> upgrade(new EngineIoDirect(sessions), reply);
            case POLLING -> {
                Optional<EngineIoSession> begun = sessions.open(EngineIoPolling::new);
                if (begun.isEmpty()) {
                    reply.refuse(EngineIoRefusal.FULL);
                    return;
                }
                begun.get().send(EngineIoHandshake.of(begun.get(), sessions.settings()));
                poll(begun.get(), reply);
            }
        }
    }

    private void goOn(EngineIoSession session, Way way, EngineIoReply reply) {
        switch (way) {
            case WEBSOCKET -> {
                var probe = new EngineIoProbe(session);
                if (session.polling().isEmpty() || !session.upgrade().begin(probe)) {
                    reply.refuse(EngineIoRefusal.BAD_REQUEST);
                } else if (!upgrade(probe, reply)) {
                    probe.abandon();
                }
            }
            case POLLING -> {
                switch (reply.request().getMethod()) {
                    case "GET" -> poll(session, reply);
                    case "POST" -> posts.take(session, reply);
                    default -> reply.refuse(EngineIoRefusal.BAD_REQUEST);
                }
            }
        }
    }

    private static void poll(EngineIoSession session, EngineIoReply reply) {
        Optional<EngineIoPolling> polling = session.polling();
        if (polling.isEmpty()) {
            reply.refuse(EngineIoRefusal.BAD_REQUEST);
            return;
        }
        switch (polling.get().ask(reply)) {
            case ONCE -> {}
            case TWICE -> {
                session.drop();
                reply.refuse(EngineIoRefusal.BAD_REQUEST);
            }
        }
    }

    private static boolean isUpgrade(EngineIoReply reply) {
        return "websocket".equalsIgnoreCase(reply.request().getHeaders().get(HttpHeader.UPGRADE));
    }

    private boolean upgrade(EngineIoSocket.Owner owner, EngineIoReply reply) {
        boolean upgraded =
                isUpgrade(reply)
                        && upgrades.upgrade(
                                (negotiation, answer, _) -> {
                                    // Compressing for each reader costs more than it saves here.
                                    answer.setExtensions(List.of());
                                    return new EngineIoSocket(
                                            owner,
                                            sessions.settings().maxPayload(),
                                            scheduler.get());
                                },
                                reply.request(),
                                reply.response(),
                                reply.callback(),
                                limits);
        if (!upgraded) {
            reply.refuse(EngineIoRefusal.BAD_REQUEST);
        }
        return upgraded;
    }

    /** How many clients there are. */
    int count() {
        return sessions.count();
    }

    /** The server stops: everybody is told to come back, and no question stays open. */
    void close() {
        sessions.close();
    }
}

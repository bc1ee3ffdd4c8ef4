package cc.profitmaker.adapter.web.socket;

import java.util.Optional;

/** A client that came by WebSocket and has not polled before. */
final class EngineIoDirect implements EngineIoSocket.Owner {
    private final EngineIoSessions sessions;
    private Optional<EngineIoSession> session = Optional.empty();

    EngineIoDirect(EngineIoSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void opened(EngineIoSocket socket) {
        session = sessions.open(_ -> socket);
        session.ifPresentOrElse(
                begun -> begun.send(EngineIoHandshake.of(begun, sessions.settings())),
                () -> socket.finish(1013, "Too many connections, try again later"));
    }

    @Override
    public EngineIoPeer.Sense take(String packet, Runnable next) {
        return session.map(open -> open.take(packet, next)).orElse(EngineIoPeer.Sense.NONE);
    }

    @Override
    public void lost() {
        session.ifPresent(EngineIoSession::drop);
    }
}

package cc.profitmaker.adapter.web.socket;

/** The first packet of a session. */
final class EngineIoHandshake {
    private EngineIoHandshake() {}

    static EngineIoPacket of(EngineIoSession session, SocketIoSettings settings) {
        String upgrades = session.polling().isPresent() ? "[\"websocket\"]" : "[]";
        return EngineIoPacket.of(
                "0{\"sid\":\""
                        + session.id()
                        + "\",\"upgrades\":"
                        + upgrades
                        + ",\"pingInterval\":"
                        + settings.pingInterval().toMillis()
                        + ",\"pingTimeout\":"
                        + settings.pingTimeout().toMillis()
                        + ",\"maxPayload\":"
                        + settings.maxPayload()
                        + "}");
    }
}

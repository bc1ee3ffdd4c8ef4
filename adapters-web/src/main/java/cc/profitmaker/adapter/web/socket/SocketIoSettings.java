package cc.profitmaker.adapter.web.socket;

import java.time.Duration;

/**
 * How long and how much.
 *
 * @param pingInterval how often a client is asked whether it is still there
 * @param pingTimeout how long it may take to answer
 * @param grace how long anything half-done may last: an upgrade that was begun, a session nobody
 *     speaks Socket.IO on, a goodbye that is not read
 * @param maxPayload how many bytes a client may send at once
 * @param mostSessions how many clients there may be at a time
 */
record SocketIoSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration grace,
        int maxPayload,
        int mostSessions) {
    static final SocketIoSettings STANDARD =
            new SocketIoSettings(
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(10),
                    WsLine.LONGEST_MESSAGE,
                    20_000);

    SocketIoSettings {
        if (maxPayload < 1 || mostSessions < 1) {
            throw new IllegalArgumentException("nobody could connect");
        }
    }
}

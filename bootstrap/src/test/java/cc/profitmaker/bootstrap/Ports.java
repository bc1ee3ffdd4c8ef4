package cc.profitmaker.bootstrap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers of their own process, which are told where to listen. */
public final class Ports {
    private Ports() {}

    /**
     * One that nobody listens on, nor on the next one, below those that outgoing connections are
     * given: a client that keeps asking whether the server is there would else be given that very
     * port one day, connect to itself and keep the server from listening.
     */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    var next = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
                return Math.min(socket.getLocalPort(), next.getLocalPort());
            } catch (IOException _) {
                // Somebody has it: the next.
            }
        }
    }
}

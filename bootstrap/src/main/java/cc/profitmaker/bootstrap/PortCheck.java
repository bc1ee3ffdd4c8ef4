package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.DoctorCommand.Finding;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Whether the server listens, or could, where it is to be found. */
final class PortCheck {
    private static final String NEXT = "PORT+1";

    private PortCheck() {}

    static List<Finding> of(Config.Http http) {
        boolean running = Probe.ask(http) == Probe.Answer.READY;
        List<Finding> findings = new ArrayList<>();
        findings.add(port(http.listen(), running));
        OptionalInt next = http.listen().socketIoPort();
        if (next.isPresent()) {
            findings.add(socketIoPort(http, next.getAsInt(), running));
        }
        return List.copyOf(findings);
    }

    private static Finding port(Config.Listen listen, boolean running) {
        if (running) {
            return new Finding.Well("port", listen.port() + ": a ready server answers there");
        }
        return isFree(listen.address(), listen.port())
                ? new Finding.Well("port", listen.port() + " is free")
                : new Finding.Ill(
                        "port",
                        listen.port()
                                + " cannot be listened on: another program has it, or BIND_ADDRESS"
                                + " is not of this machine");
    }

    private static Finding socketIoPort(Config.Http http, int port, boolean running) {
        if (running) {
            return Probe.isSocketIoAlone(http, port)
                    ? new Finding.Well(NEXT, port + ": Socket.IO is spoken there")
                    : new Finding.Ill(
                            NEXT,
                            port
                                    + ": the running server could not listen there, so Socket.IO"
                                    + " clients that look for it do not find it; free it and"
                                    + " restart, or set SOCKETIO_EXTRA_PORT=off");
        }
        return isFree(http.listen().address(), port)
                ? new Finding.Well(NEXT, port + " is free")
                : new Finding.Ill(
                        NEXT,
                        port
                                + " cannot be listened on, where Socket.IO clients may look: free"
                                + " it, or set SOCKETIO_EXTRA_PORT=off");
    }

    private static boolean isFree(InetAddress address, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}

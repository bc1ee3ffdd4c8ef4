package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

final class LastConnectionTest {
    @Test
    void nothing_holds_on_to_the_last_connection_once_it_is_closed() throws Exception {
        var server = new Server(new VirtualThreadPool());
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var opened = new CompletableFuture<WeakReference<Connection>>();
        connector.addBean(
                new Connection.Listener() {
                    @Override
                    public void onOpened(Connection connection) {
                        opened.complete(new WeakReference<>(connection));
                    }
                });
        server.start();
        try {
            LastConnection.forget(connector, Duration.ofMillis(50));
            try (var client =
                    new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
                client.getOutputStream()
                        .write(
                                "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                        .getBytes(ISO_8859_1));
                client.getInputStream().readAllBytes();
            }

            assertThat(isCollected(opened.get(10, TimeUnit.SECONDS))).isTrue();
        } finally {
            server.stop();
        }
    }

    private static boolean isCollected(WeakReference<?> reference) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (reference.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        return reference.get() == null;
    }
}

package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A WebSocket client that asks and then never reads again, with little room to receive in. */
final class RawReader implements AutoCloseable {
    private final Socket socket = new Socket();

    private RawReader(RunningServer server) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write(
                        """
                        GET /ws HTTP/1.1\r
                        Host: localhost\r
                        Connection: Upgrade\r
                        Upgrade: websocket\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        \r
                        """
                                .getBytes(UTF_8));
        var in = new BufferedInputStream(socket.getInputStream(), 1);
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101 ");
    }

    static RawReader at(RunningServer server) {
        try {
            return new RawReader(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void subscribe(String token, String to) {
        send("{\"event\":\"authenticate\",\"data\":{\"token\":\"" + token + "\"}}");
        send("{\"event\":\"subscribe\",\"data\":" + to + "}");
    }

    /** One text frame, masked with nothing. */
    private void send(String text) {
        byte[] payload = text.getBytes(UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length & 0xff);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        try {
            socket.getOutputStream().write(frame.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

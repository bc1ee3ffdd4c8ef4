package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.adapter.web.WebConfig.Listening;
import cc.profitmaker.adapter.web.WebConfig.PemFiles;
import cc.profitmaker.adapter.web.WebConfig.PlaintextKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

final class TlsTest {
    @TempDir private Path directory;

    private static void openssl(Path where, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** A self-signed certificate over a new key of that form. */
    private PemFiles pems(String name, String form) throws Exception {
        switch (form) {
            case "PKCS#8 RSA" ->
                    openssl(directory, "genpkey", "-algorithm", "RSA", "-out", name + ".key");
            case "PKCS#1 RSA" ->
                    openssl(directory, "genrsa", "-traditional", "-out", name + ".key");
            case "SEC 1 EC" ->
                    openssl(
                            directory,
                            "ecparam",
                            "-name",
                            "prime256v1",
                            "-genkey",
                            "-out",
                            name + ".key");
            default -> throw new IllegalArgumentException(form);
        }
        openssl(
                directory,
                "req",
                "-new",
                "-x509",
                "-key",
                name + ".key",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-out",
                name + ".crt");
        return new PemFiles(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    }

    private static WebConfig over(PemFiles files) {
        return over(files, Boundary.NONE);
    }

    private static WebConfig over(PemFiles files, Boundary boundary) {
        return new WebConfig(
                new Listening("127.0.0.1", 0, OptionalInt.empty(), Optional.of(files)),
                boundary,
                PlaintextKeys.REFUSED,
                Optional.empty());
    }

    private static SSLSocket connect(int port) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        return (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }

    private static String answer(SSLSocket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** The name in the certificate the server shows. */
    private static String shown(int port) throws Exception {
        try (SSLSocket socket = connect(port)) {
            socket.startHandshake();
            var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(
                            answer(
                                    socket,
                                    "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("Strict-Transport-Security: max-age=31536000");
            return certificate.getSubjectX500Principal().getName();
        }
    }

    /** A call with exchange keys, as a proxy passes it on. */
    private static String withKeys(RunningServer server, String headers) throws Exception {
        String body = "{\"config\":{\"exchangeId\":\"paper\",\"apiKey\":\"k\",\"secret\":\"s\"}}";
        try (SSLSocket socket = connect(server.port())) {
            return answer(
                    socket,
                    "POST /api/exchange/fetchBalance HTTP/1.1\r\nHost: localhost\r\n"
                            + "Connection: close\r\nContent-Type: application/json\r\n"
                            + ("Authorization: Bearer " + server.annsToken + "\r\n")
                            + ("Content-Length: " + body.length() + "\r\n")
                            + (headers + "\r\n" + body));
        }
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void keys_in_every_usual_pem_form_are_served() throws Exception {
        for (String form : List.of("PKCS#8 RSA", "PKCS#1 RSA", "SEC 1 EC")) {
            PemFiles files = pems("one", form);
            try (var server = RunningServer.start(Setup.USUAL.with(over(files)))) {
                assertThat(shown(server.port())).as(form).isEqualTo("CN=one");
            }
        }
    }

    @Test
    void the_port_for_socket_io_has_the_same_certificate() throws Exception {
        int port = SideEntranceTest.free();
        var both =
                new WebConfig(
                        new Listening(
                                "127.0.0.1",
                                port,
                                OptionalInt.of(port + 1),
                                Optional.of(pems("one", "SEC 1 EC"))),
                        Boundary.NONE,
                        PlaintextKeys.REFUSED,
                        Optional.empty());
        try (var server = RunningServer.start(Setup.USUAL.with(both));
                SSLSocket socket = connect(server.port() + 1)) {
            assertThat(
                            answer(
                                    socket,
                                    "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains("0{\"sid\":");
            assertThat(shown(server.port())).isEqualTo("CN=one");
        }
    }

    @Test
    void new_files_are_served_without_a_restart_and_broken_ones_are_not() throws Exception {
        PemFiles files = pems("old", "SEC 1 EC");
        PemFiles next = pems("new", "PKCS#8 RSA");
        try (var server = RunningServer.start(Setup.USUAL.with(over(files)))) {
            assertThat(shown(server.port())).isEqualTo("CN=old");
            replace(files.certificate(), next.certificate());
            assertThat(shown(server.port())).isEqualTo("CN=old");
            replace(files.key(), next.key());
            Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
            while (!shown(server.port()).equals("CN=new")) {
                assertThat(Instant.now()).isBefore(deadline);
            }
        }
    }

    private static void replace(Path old, Path fresh) throws IOException {
        Files.copy(fresh, old, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void the_clients_side_of_a_proxy_counts_even_when_our_side_is_tls() throws Exception {
        var proxied = new Boundary(Set.of(), Set.of(), Set.of("127.0.0.0/8"));
        String client = "X-Forwarded-For: 203.0.113.9\r\n";
        try (var server =
                RunningServer.start(Setup.USUAL.with(over(pems("one", "SEC 1 EC"), proxied)))) {
            assertThat(withKeys(server, client + "X-Forwarded-Proto: http\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("tls_required");
            assertThat(withKeys(server, client + "X-Forwarded-Proto: https\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(withKeys(server, client)).startsWith("HTTP/1.1 200");
            assertThat(withKeys(server, "")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_key_of_another_certificate_stops_the_start() throws Exception {
        PemFiles one = pems("one", "SEC 1 EC");
        PemFiles two = pems("two", "SEC 1 EC");
        var mixed = new PemFiles(one.certificate(), two.key());
        assertThatThrownBy(() -> RunningServer.start(Setup.USUAL.with(over(mixed))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TLS_CERT and TLS_KEY");
    }
}

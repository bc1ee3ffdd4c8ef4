package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.Config.Http;
import cc.profitmaker.bootstrap.Config.Tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.OptionalInt;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks the server of this configuration whether it is ready, as a container's probe does. */
final class Probe {
    private static final int PATIENCE_MILLIS = 3000;

    private Probe() {}

    enum Answer {
        READY,
        NOT_READY,
        NOBODY_THERE
    }

    static Answer ask(Http http) {
        OptionalInt status = status(http, base(http).resolve("/health/ready"));
        if (status.isEmpty()) {
            return Answer.NOBODY_THERE;
        }
        return status.getAsInt() == 200 ? Answer.READY : Answer.NOT_READY;
    }

    /** Whether Socket.IO, and nothing but it, is spoken at that port. */
    static boolean isSocketIoAlone(Http http, int port) {
        URI there = base(http, port);
        return status(http, there.resolve("/health/ready")).orElse(0) == 404
                && status(http, there.resolve("/socket.io/")).orElse(0) == 400;
    }

    /** Empty when nobody answers whom we know. */
    private static OptionalInt status(Http http, URI uri) {
        try {
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            if (connection instanceof HttpsURLConnection secure) {
                trustOnly(secure, http.tls().orElseThrow());
            }
            int status = connection.getResponseCode();
            return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
        } catch (IOException | GeneralSecurityException _) {
            return OptionalInt.empty();
        }
    }

    /** Where a client on this machine reaches the server. */
    static URI base(Http http) {
        return base(http, http.listen().port());
    }

    /**
     * As {@link #base(Http)}.
     *
     * @param port the one in use, where the configuration said 0
     */
    static URI base(Http http, int port) {
        InetAddress bound = http.listen().address();
        InetAddress reached = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        String host =
                reached instanceof Inet6Address
                        ? "[" + reached.getHostAddress() + "]"
                        : reached.getHostAddress();
        return URI.create((http.tls().isPresent() ? "https://" : "http://") + host + ":" + port);
    }

    /** The very certificate we serve with, whatever name it is for: the probe knows its server. */
    private static void trustOnly(HttpsURLConnection connection, Tls tls)
            throws IOException, GeneralSecurityException {
        KeyStore ours = KeyStore.getInstance(KeyStore.getDefaultType());
        ours.load(null, null);
        try (InputStream pem = Files.newInputStream(tls.certificate())) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                ours.setCertificateEntry("c" + number++, certificate);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(ours);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        connection.setSSLSocketFactory(context.getSocketFactory());
        connection.setHostnameVerifier((_, _) -> true);
    }
}

package cc.profitmaker.adapter.exchange;

import java.net.HttpURLConnection;
import java.util.List;

/**
 * The process-wide switches of Java's own HTTP client, which XChange's services and other libraries
 * use: they must be set before the first connection of the process, since the JDK reads some of
 * them once. Our connectors send through {@link cc.profitmaker.adapter.exchange.wire.RestClient},
 * which needs none of them; they guard whatever else opens a connection.
 */
public final class HttpSwitches {
    /**
     * Loggers that print signed URLs, headers and keys when they are chatty, to be held at WARN by
     * code whatever a configuration file says.
     */
    public static final List<String> QUIET_LOGGERS =
            List.of("si.mazi.rescu", "org.knowm", "org.eclipse.jetty", "sun.net.www.protocol.http");

    private static final int MAX_IDLE_CONNECTIONS = 64;

    private HttpSwitches() {}

    /** Sets them all; any number of times. */
    public static void install() {
        // Or a POST whose answer is lost is sent a second time.
        System.setProperty("sun.net.http.retryPost", "false");
        // Or a redirect carries key, signature and passphrase to another host.
        HttpURLConnection.setFollowRedirects(false);
        System.setProperty("http.maxConnections", Integer.toString(MAX_IDLE_CONNECTIONS));
    }
}

package cc.profitmaker.adapter.exchange;

import java.net.HttpURLConnection;

/**
 * The process-wide switches of Java's own HTTP client, which XChange's services and other libraries
 * use: they must be set before the first connection of the process, since the JDK reads some of
 * them once. Our connectors send through {@link cc.profitmaker.adapter.exchange.wire.RestClient},
 * which needs none of them; they guard whatever else opens a connection.
 */
public final class HttpSwitches {
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

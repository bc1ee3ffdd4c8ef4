package cc.profitmaker.adapter.exchange.feed;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads and sockets of all feeds together. It has none before the first connection and none
 * once it is closed. No redirect is followed, no cookie kept, no compression offered; who is at the
 * other end of TLS is checked.
 */
public final class FeedClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedClient.class);
    private static final int THREADS = 8;

    /** A book of a thousand levels has a tenth of this. */
    static final int LONGEST_MESSAGE = 1 << 20;

    private final Duration patience;
    private final ScheduledThreadPoolExecutor timer;
    private Optional<WebSocketCoreClient> sockets = Optional.empty();
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param patience how long a connection may take to be there, the WebSocket's handshake
     *     included
     */
    public FeedClient(Duration patience) {
        this.patience = patience;
        timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("exchange-feed-timer").factory(),
                        new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** The link hears what comes of it. */
    void connect(URI url, Link link) {
        try {
            WebSocketCoreClient client = sockets();
            var request = CoreClientUpgradeRequest.from(client, url, link);
            request.timeout(patience.toNanos(), TimeUnit.NANOSECONDS);
            request.setConfiguration(bounds());
            var _ =
                    client.connect(request)
                            .whenComplete(
                                    (_, failure) -> {
                                        if (failure != null) {
                                            link.failed();
                                        }
                                    });
        } catch (IOException | RuntimeException e) {
            // Also an address that is none. What is wrong with it may quote it, token and all.
            LOG.debug("no connection to {}: {}", url.getHost(), e.getClass().getName());
            link.failed();
        }
    }

    private static Configuration.ConfigurationCustomizer bounds() {
        var bounds = new Configuration.ConfigurationCustomizer();
        // A frame that is too long is refused by its header, not taken in pieces.
        bounds.setAutoFragment(false);
        bounds.setMaxFrameSize(LONGEST_MESSAGE);
        // Silence is noticed by whoever knows what to expect.
        bounds.setIdleTimeout(Duration.ZERO);
        return bounds;
    }

    private synchronized WebSocketCoreClient sockets() {
        if (closed) {
            throw new IllegalStateException("the feeds are closed");
        }
        if (sockets.isEmpty()) {
            sockets = Optional.of(started(patience));
        }
        return sockets.get();
    }

    private static WebSocketCoreClient started(Duration patience) {
        var http = new HttpClient();
        var threads = new QueuedThreadPool(THREADS);
        threads.setName("exchange-feed");
        threads.setDaemon(true);
        http.setExecutor(threads);
        http.setConnectTimeout(patience.toMillis());
        http.setAddressResolutionTimeout(patience.toMillis());
        // Its pool may open one more than it is asked for; that one must not stay. An upgraded one
        // is out of the pool and has no such bound.
        http.setIdleTimeout(patience.toMillis());
        http.setFollowRedirects(false);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Profitmaker"));
        var client = new WebSocketCoreClient(http, new WebSocketComponents());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("the WebSocket client does not start", e);
        }
        // Upgrading is one of these handlers too, so not all of them go.
        for (String unwanted :
                List.of(
                        RedirectProtocolHandler.NAME,
                        WWWAuthenticationProtocolHandler.NAME,
                        ProxyAuthenticationProtocolHandler.NAME)) {
            var _ = http.getProtocolHandlers().remove(unwanted);
        }
        return client;
    }

    /** Does it after a while, unless it is cancelled or all is closed before. */
    Future<?> later(Duration pause, Runnable task) {
        return timer.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("a feed's timer failed", e);
                    }
                },
                pause.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        Optional<WebSocketCoreClient> started;
        synchronized (this) {
            closed = true;
            started = sockets;
            sockets = Optional.empty();
        }
        started.ifPresent(
                client -> {
                    try {
                        client.stop();
                    } catch (Exception e) {
                        throw new IllegalStateException("the WebSocket client does not stop", e);
                    }
                });
    }
}

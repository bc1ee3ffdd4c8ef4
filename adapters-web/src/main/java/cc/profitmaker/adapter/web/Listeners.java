package cc.profitmaker.adapter.web;

import cc.profitmaker.adapter.web.front.SideEntrance;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/** Where a server listens: its port and, for Socket.IO, another one if that is to be had. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int HEADER_BYTES = 16 * 1024;

    private final ServerConnector main;
    private Optional<ServerConnector> socketIo = Optional.empty();

    Listeners(Server server, WebConfig.Listening listening, Optional<Tls> tls) {
        main = connector(server, listening.address(), listening.port(), tls);
        server.addConnector(main);
        listening
                .socketIoPort()
                .ifPresent(port -> open(server, connector(server, listening.address(), port, tls)));
    }

    /** Its own port is what a server must have; the other one may be somebody else's. */
    private void open(Server server, ServerConnector connector) {
        connector.setName(SideEntrance.NAME);
        try {
            connector.open();
            server.addConnector(connector);
            socketIo = Optional.of(connector);
        } catch (IOException _) {
            LOG.warn(
                    "cannot listen on {}:{}, where Socket.IO clients may look for this server;"
                            + " Socket.IO is served on its own port only",
                    connector.getHost(),
                    connector.getPort());
        }
    }

    private static ServerConnector connector(
            Server server, String address, int port, Optional<Tls> tls) {
        HttpConnectionFactory http = http(tls);
        ConnectionFactory[] layers =
                tls.<ConnectionFactory[]>map(
                                files ->
                                        new ConnectionFactory[] {
                                            new SslConnectionFactory(
                                                    files.ssl(), http.getProtocol()),
                                            http
                                        })
                        .orElseGet(() -> new ConnectionFactory[] {http});
        var connector = new ServerConnector(server, 1, 1, layers);
        connector.setHost(address);
        connector.setPort(port);
        return connector;
    }

    private static HttpConnectionFactory http(Optional<Tls> tls) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        if (tls.isPresent()) {
            var secure = new SecureRequestCustomizer();
            // Our own host check answers in our own shape, and knows IP literals.
            secure.setSniHostCheck(false);
            http.addCustomizer(secure);
        }
        return new HttpConnectionFactory(http);
    }

    ServerConnector main() {
        return main;
    }

    /** Once the server has started. */
    void started() {
        LastConnection.forget(main, LastConnection.PERIOD);
        socketIo.ifPresent(also -> LastConnection.forget(also, LastConnection.PERIOD));
    }

    /** For a server that does not start: Jetty closes only what it has started. */
    void giveUp() {
        socketIo.ifPresent(ServerConnector::close);
    }
}

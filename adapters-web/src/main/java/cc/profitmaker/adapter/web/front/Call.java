package cc.profitmaker.adapter.web.front;

import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Origin;
import cc.profitmaker.domain.session.UserAgent;

import jakarta.ws.rs.container.ContainerRequestContext;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import java.util.Optional;

/**
 * What the front door learned of one request, kept with it until it is answered. Written by the
 * thread that handles the request, before any resource sees it.
 */
public final class Call {
    static final String ATTRIBUTE = "cc.profitmaker.call";

    private final String id;
    private final long startedNanos;
    private final Request request;
    private final Proxies.Client client;
    private Caller caller;

    Call(String id, long startedNanos, Request request, Proxies.Client client) {
        this.id = id;
        this.startedNanos = startedNanos;
        this.request = request;
        this.client = client;
    }

    /** Of a request that came through the front door; every request a resource sees has. */
    public static Call of(ContainerRequestContext context) {
        return (Call) context.getProperty(ATTRIBUTE);
    }

    /** Of a request that came through the front door. */
    public static Call of(Request request) {
        return possibly(request)
                .orElseThrow(() -> new IllegalStateException("not through the front door"));
    }

    static Optional<Call> possibly(Request request) {
        return Optional.ofNullable((Call) request.getAttribute(ATTRIBUTE));
    }

    /** Fresh for each request; also in the response's header, its error body and the log. */
    public String id() {
        return id;
    }

    public Channel channel() {
        return client.channel();
    }

    public boolean isOnThisMachine() {
        return client.place() == Origin.Place.THIS_MACHINE;
    }

    public Origin origin() {
        String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
        return new Origin(address(), new UserAgent(agent == null ? "" : agent), client.place());
    }

    private ClientAddress address() {
        String text = client.address().getHostAddress();
        int zone = text.indexOf('%');
        return new ClientAddress(zone < 0 ? text : text.substring(0, zone));
    }

    /** Empty where no token is asked for. */
    public Optional<Caller> possibleCaller() {
        return Optional.ofNullable(caller);
    }

    /** A route behind the caller filter always has one; elsewhere asking for it is a bug. */
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("this route was reached without a caller");
        }
        return caller;
    }

    void recognised(Caller known) {
        this.caller = known;
    }

    long startedNanos() {
        return startedNanos;
    }
}

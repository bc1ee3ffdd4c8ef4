package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * What every request passes first, whatever it asks for: it gets an id, its response the standard
 * headers; wrong hosts, foreign pages and impossible bodies end here.
 */
final class FrontDoor extends Handler.Wrapper {
    private final RequestIds ids;
    private final StandardHeaders headers;
    private final Checks checks;
    private final Problems problems;
    private final AccessLog log;

    /** Who may come in; {@code listener} is how clients reach us without a proxy. */
    record Checks(Hosts hosts, Origins origins, Proxies proxies, Channel listener) {}

    FrontDoor(
            RequestIds ids,
            StandardHeaders headers,
            Checks checks,
            Problems problems,
            AccessLog log) {
        this.ids = ids;
        this.headers = headers;
        this.checks = checks;
        this.problems = problems;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var call =
                new Call(
                        ids.next(),
                        System.nanoTime(),
                        request,
                        checks.proxies()
                                .client(peer(request), request.getHeaders(), checks.listener()));
        request.setAttribute(Call.ATTRIBUTE, call);
        Request.addCompletionListener(request, _ -> log.completed(request, response, call));
        headers.put(request, response, call.id());
        Origins.Page page = checks.origins().page(request, call.channel());
        if (page == Origins.Page.ALLOWED) {
            checks.origins().allow(request, response.getHeaders());
        }
        Optional<Problem> refusal = refuse(request, page);
        if (refusal.isPresent()) {
            problems.write(request, response, callback, refusal.get(), call.id());
            return true;
        }
        if (Origins.isPreflight(request) && page != Origins.Page.NONE) {
            if (page == Origins.Page.ALLOWED) {
                checks.origins().allowPreflight(response.getHeaders());
            }
            response.setStatus(204);
            callback.succeeded();
            return true;
        }
        return super.handle(request, response, callback);
    }

    private Optional<Problem> refuse(Request request, Origins.Page page) {
        HttpURI uri = request.getHttpURI();
        if (!request.getHeaders().contains(HttpHeader.HOST)
                || !checks.hosts().answersTo(Request.getServerName(request))) {
            return Optional.of(Problem.ofStatus(421));
        }
        // HttpURI.getPath() is null for CONNECT and for OPTIONS *.
        if (uri.getPath() == null || !uri.getPath().startsWith("/")) {
            return Optional.of(Problem.ofStatus(400));
        }
        if (page == Origins.Page.FOREIGN
                && (changesSomething(request) || OpenRoutes.isRealtime(uri.getPath()))) {
            return Optional.of(
                    Problem.of(403, "origin_not_allowed", "That web page may not do this here."));
        }
        return Bodies.refuse(request);
    }

    private static boolean changesSomething(Request request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private static InetSocketAddress peer(Request request) {
        SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
        if (peer instanceof InetSocketAddress inet) {
            return inet;
        }
        throw new IllegalStateException("we listen on IP only");
    }
}

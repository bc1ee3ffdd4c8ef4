package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which web pages may use this server from a browser: our own and the allowed ones. */
final class Origins {
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Origin");
    private static final HttpField EXPOSED =
            new PreEncodedHttpField(
                    HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "X-Request-Id, Retry-After");
    private static final HttpField METHODS =
            new PreEncodedHttpField(
                    HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE");
    private static final HttpField REQUEST_HEADERS =
            new PreEncodedHttpField(
                    HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS,
                    "Authorization, Content-Type, Idempotency-Key, X-Client-Id");
    private static final HttpField MAX_AGE =
            new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_MAX_AGE, "600");

    /** What an {@code Origin} header makes of a request. */
    enum Page {
        /** No browser, or one that does not tell. */
        NONE,
        OWN,
        ALLOWED,
        FOREIGN
    }

    private static final Pattern LOCAL =
            Pattern.compile(
                    "https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_PORT = Pattern.compile("(.+:)(\\d{1,5})");

    private final Set<String> allowed;

    Origins(Set<String> allowedOrigins) {
        this.allowed =
                allowedOrigins.stream()
                        .map(origin -> origin.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    Page page(Request request, Channel channel) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null) {
            return Page.NONE;
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (isOwn(origin, host, channel)) {
            return Page.OWN;
        }
        return allowed.contains(origin.toLowerCase(Locale.ROOT))
                        || mayStayConnected(request, origin, host, channel)
                ? Page.ALLOWED
                : Page.FOREIGN;
    }

    /**
     * Where clients stay connected nothing is done before they say who they are: so pages on this
     * machine may come too while no others are named, and ours to the port after theirs.
     */
    private boolean mayStayConnected(Request request, String origin, String host, Channel channel) {
        String path = request.getHttpURI().getPath();
        if (path == null || !OpenRoutes.isRealtime(path)) {
            return false;
        }
        return (allowed.isEmpty() && LOCAL.matcher(origin).matches())
                || (SideEntrance.brought(request)
                        && portBefore(host).filter(own -> isOwn(origin, own, channel)).isPresent());
    }

    private static Optional<String> portBefore(String host) {
        Matcher matcher = WITH_PORT.matcher(host == null ? "" : host);
        return matcher.matches()
                ? Optional.of(matcher.group(1) + (Integer.parseInt(matcher.group(2)) - 1))
                : Optional.empty();
    }

    private static boolean isOwn(String origin, String host, Channel channel) {
        String scheme = channel == Channel.TLS ? "https://" : "http://";
        return host != null
                && origin.length() == scheme.length() + host.length()
                && origin.startsWith(scheme)
                && origin.regionMatches(true, scheme.length(), host, 0, host.length());
    }

    /** Never {@code Allow-Credentials}: a bearer token is put there by the page itself. */
    void allow(Request request, HttpFields.Mutable response) {
        response.add(VARY);
        response.put(
                HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN,
                request.getHeaders().get(HttpHeader.ORIGIN));
        response.put(EXPOSED);
    }

    void allowPreflight(HttpFields.Mutable response) {
        response.put(METHODS);
        response.put(REQUEST_HEADERS);
        response.put(MAX_AGE);
    }

    static boolean isPreflight(Request request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }
}

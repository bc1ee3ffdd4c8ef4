package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** The headers every response has, encoded once. */
final class StandardHeaders {
    static final String REQUEST_ID = "X-Request-Id";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types ";
    private static final HttpField CONTENT_POLICY =
            new PreEncodedHttpField("Content-Security-Policy", POLICY + "'none'");
    // Swagger UI is React of its time and sets innerHTML; its page installs a default policy.
    private static final HttpField VIEWER_POLICY =
            new PreEncodedHttpField("Content-Security-Policy", POLICY + "default dompurify");
    private static final HttpField NO_SNIFF =
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField NO_REFERRER =
            new PreEncodedHttpField("Referrer-Policy", "no-referrer");
    private static final HttpField SAME_ORIGIN_RESOURCE =
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin");
    private static final HttpField NO_STORE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField ONE_YEAR_OF_TLS =
            new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

    private final Channel listener;

    StandardHeaders(Channel listener) {
        this.listener = listener;
    }

    void put(Request request, Response response, String requestId) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(REQUEST_ID, requestId);
        headers.put(isViewer(request) ? VIEWER_POLICY : CONTENT_POLICY);
        headers.put(NO_SNIFF);
        headers.put(NO_REFERRER);
        headers.put(SAME_ORIGIN_RESOURCE);
        headers.put(NO_STORE);
        boolean tls =
                listener == Channel.TLS
                        || Call.possibly(request)
                                .filter(c -> c.channel() == Channel.TLS)
                                .isPresent();
        if (tls) {
            headers.put(ONE_YEAR_OF_TLS);
        }
    }

    private static boolean isViewer(Request request) {
        String path = request.getHttpURI().getPath();
        return path != null && path.startsWith("/docs/");
    }
}

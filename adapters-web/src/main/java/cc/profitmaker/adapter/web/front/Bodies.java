package cc.profitmaker.adapter.web.front;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

import java.util.Optional;

/** What can be said of a request's body before a byte of it is read. */
final class Bodies {
    static final long MAX_BYTES = 1 << 20;

    private Bodies() {}

    static Optional<Problem> refuse(Request request) {
        HttpFields headers = request.getHeaders();
        long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        if (length > MAX_BYTES) {
            return Optional.of(Problem.ofStatus(413));
        }
        boolean has = length > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
        if (!has) {
            return Optional.empty();
        }
        return switch (request.getMethod()) {
            // RFC 9110, 9.3.1: such content has no meaning, and is a way to smuggle requests.
            case "GET", "HEAD", "DELETE", "OPTIONS", "TRACE" ->
                    Optional.of(Problem.of(400, "unexpected_body", "That method takes no body."));
            default -> isPlainJson(headers) ? Optional.empty() : Optional.of(Problem.ofStatus(415));
        };
    }

    /** A page elsewhere cannot send this type without asking first, so it also stops forgeries. */
    private static boolean isPlainJson(HttpFields headers) {
        if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
            return false;
        }
        String type = null;
        for (HttpField field : headers) {
            if (field.getHeader() == HttpHeader.CONTENT_TYPE) {
                if (type != null) {
                    return false;
                }
                type = field.getValue();
            }
        }
        return type != null && isPlainJson(type);
    }

    private static boolean isPlainJson(String type) {
        if (type.equals("application/json")) {
            return true;
        }
        int semicolon = type.indexOf(';');
        String essence = semicolon < 0 ? type : type.substring(0, semicolon);
        if (!essence.strip().equalsIgnoreCase("application/json")) {
            return false;
        }
        String parameter = semicolon < 0 ? "" : type.substring(semicolon + 1).strip();
        return parameter.isEmpty()
                || parameter.equalsIgnoreCase("charset=utf-8")
                || parameter.equalsIgnoreCase("charset=\"utf-8\"");
    }
}

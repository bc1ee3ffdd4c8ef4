package cc.profitmaker.adapter.web.front;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.swagger.v3.oas.annotations.media.Schema;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One refused or failed request, in the one shape of all errors. Its parts are ours: no text of a
 * client, a parser or a library gets into it, but what an exchange said under {@code details}.
 */
public record Problem(
        int status,
        String code,
        String sentence,
        Map<String, ?> details,
        Optional<Duration> retryAfter) {

    public static Problem of(int status, String code, String sentence) {
        return new Problem(status, code, sentence, Map.of(), Optional.empty());
    }

    public Problem with(Map<String, ?> newDetails) {
        return new Problem(status, code, sentence, newDetails, retryAfter);
    }

    public Problem after(Duration wait) {
        return new Problem(status, code, sentence, details, Optional.of(wait));
    }

    /** What the router or the container refuses, by its status alone. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> of(400, "malformed", "The request is malformed.");
            case 401 -> of(401, "unauthenticated", "A bearer token is needed.");
            case 403 -> of(403, "forbidden", "That is not allowed.");
            case 404 -> of(404, "not_found", "There is no such thing here.");
            case 405 -> of(405, "method_not_allowed", "That method does not apply here.");
            case 406 -> of(406, "not_acceptable", "Only JSON can be had here.");
            case 408 -> of(408, "request_timeout", "The request took too long to arrive.");
            case 411 -> of(411, "length_required", "The request must tell its length.");
            case 413 -> of(413, "body_too_large", "A body has at most 1 MiB.");
            case 414 -> of(414, "uri_too_long", "The address is too long.");
            case 415 -> of(415, "unsupported_media_type", "A body must be application/json.");
            case 417 -> of(417, "expectation_failed", "That expectation cannot be met.");
            case 421 -> of(421, "wrong_host", "This server does not answer to that host name.");
            case 426 -> of(426, "upgrade_required", "That protocol version is not spoken here.");
            case 431 -> of(431, "headers_too_large", "The request's headers are too large.");
            case 501 -> of(501, "not_implemented", "That method is not known here.");
            case 503 -> unavailable().after(Duration.ofSeconds(1));
            case 505 -> of(505, "version_not_supported", "Only HTTP/1.1 is spoken here.");
            default ->
                    status >= 400 && status < 500
                            ? of(status, "refused", "The request is refused.")
                            : of(500, "internal_error", "Something went wrong here.");
        };
    }

    public static Problem unavailable() {
        return of(503, "unavailable", "The server cannot do that just now.");
    }

    /** The body of every error. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Error")
    public record View(
            @Schema(description = "One sentence for a human") String error,
            @Schema(description = "Stable, for programs") String code,
            @Schema(type = "object") Map<String, ?> details,
            @Schema(description = "As in X-Request-Id and the log") String requestId) {}

    public View view(String requestId) {
        return new View(sentence, code, details, requestId);
    }

    public Response response(Call call) {
        Response.ResponseBuilder response =
                Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(view(call.id()));
        retryAfter.ifPresent(wait -> response.header("Retry-After", seconds(wait)));
        return response.build();
    }

    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}

package cc.profitmaker.adapter.web.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Why a request is none of Engine.IO's, in the protocol's own words. */
enum EngineIoRefusal {
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
    UNKNOWN_SESSION(400, 1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    TOKEN_IN_URL(400, 3, "A token belongs into an authenticate event, never into an address"),
    TOO_LARGE(413, 3, "Payload too large"),
    FULL(503, 4, "Too many connections, try again later"),
    WRONG_VERSION(400, 5, "Unsupported protocol version");

    private final int status;
    private final String body;

    EngineIoRefusal(int status, int code, String message) {
        this.status = status;
        this.body = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body.getBytes(UTF_8);
    }
}

package cc.profitmaker.adapter.auth.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /_/…}: what tests do in Java, for those who run the stand-in as a process of its own. */
final class ControlPlane {
    static final String PREFIX = "/_/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StandInAuthService service;

    ControlPlane(StandInAuthService service) {
        this.service = service;
    }

    Answer answer(String method, String path, JsonNode body) {
        return switch (method + " " + path.substring(PREFIX.length())) {
            case "POST users" -> {
                service.know(body.path("sub").asText(), body.path("email").asText());
                yield Answer.done();
            }
            case "POST tokens" -> {
                ObjectNode usual =
                        Tokens.claims(body.path("sub").asText(), body.path("email").asText());
                yield token(service.token(Tokens.changed(usual, body)));
            }
            case "POST keys" -> {
                ObjectNode made = JSON.createObjectNode().put("kid", service.keys().rotate());
                yield Answer.created(made);
            }
            case "POST retired" -> {
                service.keys().retire(body.path("kid").asText());
                yield Answer.done();
            }
            case "POST behaviour" -> {
                service.behave(
                        Plane.valueOf(body.path("plane").asText()),
                        Behaviour.valueOf(body.path("behaviour").asText()));
                yield Answer.done();
            }
            case "GET requests" -> {
                ObjectNode log = JSON.createObjectNode();
                log.set("counts", JSON.valueToTree(service.counts()));
                log.set("received", JSON.valueToTree(service.received()));
                yield Answer.ok(log);
            }
            case "DELETE requests" -> {
                service.forget();
                yield Answer.done();
            }
            default -> Answer.refused(404, "unknown_control");
        };
    }

    private static Answer token(String token) {
        return Answer.created(JSON.createObjectNode().put("token", token));
    }
}

package cc.profitmaker.adapter.auth.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A status and the JSON that goes with it. */
record Answer(int status, JsonNode body) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body);
    }

    static Answer done() {
        return ok(JsonNodeFactory.instance.objectNode().put("ok", true));
    }

    static Answer refused(int status, String code) {
        return new Answer(status, error(code));
    }

    static ObjectNode error(String code) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error", "The auth service says: " + code.replace('_', ' ') + ".")
                .put("code", code);
    }
}

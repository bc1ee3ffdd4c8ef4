package cc.profitmaker.adapter.auth.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;

/** What stands in the tokens the stand-in issues. */
final class Tokens {
    private static final Duration LIFETIME = Duration.ofHours(24);

    private Tokens() {}

    static ObjectNode claims(String subject, String email) {
        Instant now = Instant.now();
        ObjectNode claims =
                JsonNodeFactory.instance.objectNode().put("sub", subject).put("email", email);
        claims.putObject("roles").put("terminal", "user");
        return claims.put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
    }

    /** Puts each claim in the place of the usual one; null takes the usual one away. */
    static ObjectNode changed(ObjectNode usual, JsonNode changes) {
        changes.properties()
                .forEach(
                        change -> {
                            if (change.getValue().isNull()) {
                                usual.remove(change.getKey());
                            } else {
                                usual.set(change.getKey(), change.getValue());
                            }
                        });
        return usual;
    }
}

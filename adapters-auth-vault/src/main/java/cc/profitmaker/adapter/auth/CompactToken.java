package cc.profitmaker.adapter.auth;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token of the right form: a compact JWS in base64url without padding, whose header asks for
 * RS256 and names a key. Nothing in it has been believed yet.
 */
final class CompactToken {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    // Keys and addresses a token brings along, extensions it wants understood, things of JWE and
    // of nested tokens: the auth service sends none of these.
    private static final Set<String> UNWANTED =
            Set.of("crit", "b64", "jku", "jwk", "x5u", "x5c", "enc", "zip", "cty");

    private final String text;
    private final String kid;

    private CompactToken(String text, String kid) {
        this.text = text;
        this.kid = kid;
    }

    static Optional<CompactToken> of(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return json(text.substring(0, text.indexOf('.')))
                .filter(header -> header.path("alg").asText().equals("RS256"))
                .filter(header -> UNWANTED.stream().noneMatch(header::has))
                .map(header -> header.path("kid"))
                .filter(kid -> kid.isTextual() && !kid.asText().isEmpty())
                .map(kid -> new CompactToken(text, kid.asText()));
    }

    String kid() {
        return kid;
    }

    /** The whole token; a secret. */
    String text() {
        return text;
    }

    /** Empty when they are no JSON object in valid UTF-8, or name something twice. */
    Optional<JsonNode> claims() {
        return json(text.substring(text.indexOf('.') + 1, text.lastIndexOf('.')));
    }

    private static Optional<JsonNode> json(String part) {
        try {
            return StrictJson.object(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

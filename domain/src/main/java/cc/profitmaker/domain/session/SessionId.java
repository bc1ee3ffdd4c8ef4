package cc.profitmaker.domain.session;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.credential.Sha256;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * SHA-256 of a session's token, in lower-case hexadecimal: names the session in the database, in
 * logs and to its owner. The token cannot be found from it, nor used with it.
 */
public record SessionId(String value) {
    // Every call of a session makes one: String.matches would compile it each time.
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public SessionId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a session id is 64 hexadecimal digits");
        }
    }

    public static SessionId of(Secret token) {
        return new SessionId(Sha256.hex(token.reveal()));
    }

    public static Optional<SessionId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}

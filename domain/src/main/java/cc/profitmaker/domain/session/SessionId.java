package cc.profitmaker.domain.session;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.credential.Sha256;

import java.util.Optional;

/**
 * SHA-256 of a session's token, in lower-case hexadecimal: names the session in the database, in
 * logs and to its owner. The token cannot be found from it, nor used with it.
 */
public record SessionId(String value) {
    private static final int DIGITS = 64;

    public SessionId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a session id is 64 hexadecimal digits");
        }
    }

    public static SessionId of(Secret token) {
        return new SessionId(Sha256.hex(token.reveal()));
    }

    public static Optional<SessionId> parse(String text) {
        return isOne(text) ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    /** By hand: every call of a session asks, and a regular expression is ten times dearer. */
    private static boolean isOne(String text) {
        if (text.length() != DIGITS) {
            return false;
        }
        for (int i = 0; i < DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}

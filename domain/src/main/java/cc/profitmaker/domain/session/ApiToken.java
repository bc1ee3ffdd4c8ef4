package cc.profitmaker.domain.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.identity.User;

import java.security.MessageDigest;
import java.time.Instant;

/** The operator's {@code API_TOKEN}, kept only as its SHA-256. */
public final class ApiToken {
    public static final int MIN_CHARACTERS = 32;

    private final byte[] hash;

    private ApiToken(byte[] hash) {
        this.hash = hash;
    }

    /** Refuses a token under 32 characters: the configuration reports it before we get here. */
    public static ApiToken of(Secret token) {
        if (token.reveal().length() < MIN_CHARACTERS) {
            throw new IllegalArgumentException("an API token has 32 characters or more");
        }
        return new ApiToken(hash(token));
    }

    /** Takes the same time for every presented token, right or wrong. */
    public boolean matches(Secret presented) {
        return MessageDigest.isEqual(hash, hash(presented));
    }

    /**
     * The proof for a token that {@linkplain #matches matches}.
     *
     * @param bootstrap the user this token stands for
     */
    public Resumption resume(Secret presented, User bootstrap) {
        if (!matches(presented) || !bootstrap.email().equals(User.BOOTSTRAP_EMAIL)) {
            throw new IllegalArgumentException("not this API token, or not its user");
        }
        return bootstrap.isEnabled()
                ? new Resumption.Live(new Caller(bootstrap, new Proof.ApiToken(), Instant.MAX))
                : new Resumption.Ended(Resumption.Reason.USER_DISABLED);
    }

    private static byte[] hash(Secret token) {
        return Sha256.hex(token.reveal()).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "ApiToken[redacted]";
    }
}

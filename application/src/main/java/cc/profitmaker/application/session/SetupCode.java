package cc.profitmaker.application.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;

import java.security.MessageDigest;

/** What the first user must know when they are not on this machine; printed once at start. */
public final class SetupCode {
    private final Secret code;

    public SetupCode(Secret code) {
        this.code = code;
    }

    /** In constant time for codes of the same length. */
    public boolean matches(Secret given) {
        return MessageDigest.isEqual(code.reveal().getBytes(UTF_8), given.reveal().getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "SetupCode[redacted]";
    }
}

package cc.profitmaker.domain.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;

/** A password someone wants to have from now on: proof that it keeps the rules. */
public final class NewPassword {
    public static final int MIN_CHARACTERS = 12;
    public static final int MAX_BYTES = 72;

    private final Secret secret;

    private NewPassword(Secret secret) {
        this.secret = secret;
    }

    /** The outcome of looking at a wished-for password. */
    public sealed interface Checked {
        record Fits(NewPassword password) implements Checked {}

        record Breaks(PasswordRule rule) implements Checked {}
    }

    public static Checked check(Secret wished) {
        String text = wished.reveal();
        if (text.codePointCount(0, text.length()) < MIN_CHARACTERS) {
            return new Checked.Breaks(PasswordRule.TOO_SHORT);
        }
        if (text.getBytes(UTF_8).length > MAX_BYTES) {
            return new Checked.Breaks(PasswordRule.TOO_LONG);
        }
        if (text.indexOf('\0') >= 0) {
            return new Checked.Breaks(PasswordRule.HAS_NUL);
        }
        return new Checked.Fits(new NewPassword(wished));
    }

    public Secret secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "NewPassword[redacted]";
    }
}

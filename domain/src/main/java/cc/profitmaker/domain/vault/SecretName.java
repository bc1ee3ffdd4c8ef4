package cc.profitmaker.domain.vault;

import java.util.regex.Pattern;

/** Names a secret of the server's own that is kept sealed: 1 to 40 of {@code a-z 0-9 -}. */
public record SecretName(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9-]{1,40}");

    public SecretName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not the name of a secret");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

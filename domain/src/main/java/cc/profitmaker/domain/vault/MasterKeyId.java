package cc.profitmaker.domain.vault;

import java.util.regex.Pattern;

/**
 * Names a master key without telling it: 16 lower-case hexadecimal digits of a hash of the key,
 * which has 256 random bits. Stored beside what it seals, logged and shown to the operator.
 */
public record MasterKeyId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{16}");

    public MasterKeyId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a master key's id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

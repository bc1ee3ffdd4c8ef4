package cc.profitmaker.domain.audit;

import java.util.HexFormat;

/** 256 bits, in lower-case hexadecimal. */
public record Digest(String hex) {
    private static final String FORM = "[0-9a-f]{64}";

    public Digest {
        if (!hex.matches(FORM)) {
            throw new IllegalArgumentException("a digest is 64 hexadecimal digits");
        }
    }

    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(bytes));
    }

    static boolean isOne(String text) {
        return text.matches(FORM);
    }

    @Override
    public String toString() {
        return hex;
    }
}

package cc.profitmaker.domain.order;

import cc.profitmaker.domain.credential.Sha256;

import java.util.List;
import java.util.regex.Pattern;

/** Stands for all that an order was asked to be: two differ when anything in them does. */
public record OrderDigest(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    public OrderDigest {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("a digest is 64 hexadecimal digits");
        }
    }

    /** Over each part and its length. */
    public static OrderDigest of(List<String> parts) {
        return new OrderDigest(Sha256.hexOfTuple(parts));
    }
}

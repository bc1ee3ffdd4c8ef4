package cc.profitmaker.domain.order;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Our name of an order, carried by every order we send, so that its fate can be looked up after a
 * lost answer. 1 to 36 characters of the alphabet every exchange here accepts.
 */
public record ClientOrderId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,36}");
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 26;

    public ClientOrderId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a client order id");
        }
    }

    /** A new one of 28 characters, 134 of its bits from {@code chance}. */
    public static ClientOrderId random(RandomGenerator chance) {
        var id = new StringBuilder("pm");
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
        }
        return new ClientOrderId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}

package cc.profitmaker.domain.audit;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A seal as somebody outside the database remembers it, written {@code NUMBER:SEAL}. Whoever kept
 * one can tell that the chain was cut before it, or made anew.
 */
public record Anchor(SealNumber number, Digest seal) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    public static Optional<Anchor> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String number = text.substring(0, colon);
        String seal = text.substring(colon + 1);
        return NUMBER.matcher(number).matches() && Digest.isOne(seal)
                ? Optional.of(new Anchor(new SealNumber(Long.parseLong(number)), new Digest(seal)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return number + ":" + seal;
    }
}

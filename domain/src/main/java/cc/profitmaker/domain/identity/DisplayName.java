package cc.profitmaker.domain.identity;

import java.util.Optional;

/** How a user is shown: 1 to 100 characters (code points), none of them a control character. */
public record DisplayName(String value) {
    public DisplayName {
        if (!fits(value)) {
            throw new IllegalArgumentException("a name has 1 to 100 printable characters");
        }
    }

    public static Optional<DisplayName> parse(String text) {
        String stripped = text.strip();
        return fits(stripped) ? Optional.of(new DisplayName(stripped)) : Optional.empty();
    }

    /** The part of an address before the at sign, for a user who gave no name. */
    public static DisplayName from(Email email) {
        return new DisplayName(email.value().substring(0, email.value().indexOf('@')));
    }

    private static boolean fits(String value) {
        return !value.isBlank()
                && value.codePointCount(0, value.length()) <= 100
                && value.codePoints().allMatch(DisplayName::isPrintable);
    }

    /** Half a surrogate pair is no character: it cannot be written as UTF-8. */
    private static boolean isPrintable(int character) {
        return !Character.isISOControl(character)
                && Character.getType(character) != Character.SURROGATE;
    }

    @Override
    public String toString() {
        return value;
    }
}

package cc.profitmaker.domain.vault;

import java.util.Optional;

/** What an account's owner calls it: 0 to 100 printable characters, no outer space. */
public record Label(String value) {
    private static final int MAX = 100;

    public static final Label NONE = new Label("");

    public Label {
        if (!value.equals(value.strip())
                || value.codePointCount(0, value.length()) > MAX
                || !value.codePoints().allMatch(Label::isPrintable)) {
            throw new IllegalArgumentException("not a label");
        }
    }

    public static Optional<Label> parse(String text) {
        String label = text.strip();
        return label.codePointCount(0, label.length()) <= MAX
                        && label.codePoints().allMatch(Label::isPrintable)
                ? Optional.of(new Label(label))
                : Optional.empty();
    }

    private static boolean isPrintable(int character) {
        return !Character.isISOControl(character)
                && Character.getType(character) != Character.SURROGATE;
    }

    @Override
    public String toString() {
        return value;
    }
}

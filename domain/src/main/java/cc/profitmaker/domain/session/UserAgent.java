package cc.profitmaker.domain.session;

/** What a client calls itself: shown to the session's owner, so cut to 200 printable characters. */
public record UserAgent(String value) {
    private static final int MAX = 200;

    public UserAgent {
        StringBuilder kept = new StringBuilder(Math.min(value.length(), MAX));
        value.codePoints().filter(UserAgent::isPrintable).limit(MAX).forEach(kept::appendCodePoint);
        value = kept.toString();
    }

    private static boolean isPrintable(int character) {
        return !Character.isISOControl(character)
                && Character.isDefined(character)
                && Character.getType(character) != Character.SURROGATE;
    }

    @Override
    public String toString() {
        return value;
    }
}

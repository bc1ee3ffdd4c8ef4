package cc.profitmaker.bootstrap;

import java.util.Locale;
import java.util.Set;

/** Tokens anyone could know or guess, although they are long enough. */
final class ExampleTokens {
    /** What stands, or once stood, in public pages of this project; add, never remove. */
    private static final Set<String> PUBLISHED =
            Set.of(
                    "0123456789abcdef0123456789abcdef",
                    "00000000-0000-0000-0000-000000000000",
                    "profitmaker-terminal-server-token",
                    "your-api-token-at-least-32-characters",
                    "change-me-change-me-change-me-change-me");

    private ExampleTokens() {}

    /** Of fewer than eight different characters, or a phrase that asks to be replaced. */
    static boolean include(String token) {
        String lower = token.toLowerCase(Locale.ROOT);
        return PUBLISHED.contains(lower)
                || token.chars().distinct().count() < 8
                || lower.matches(".*(change-?me|example|replace-?(me|this)|your-?(api-?)?token).*");
    }
}

package cc.profitmaker.domain.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * Who a verified single sign-on token speaks for: the auth service's subject, the address it
 * vouches for, the role map of its services, and the instant the token ends.
 */
public record SsoIdentity(
        String subject, Email email, Map<String, String> roles, Instant expiresAt) {
    private static final int MAX_SUBJECT = 255;

    public SsoIdentity {
        if (!isSubject(subject)) {
            throw new IllegalArgumentException("an SSO identity has a subject");
        }
        requireNonNull(email);
        roles = Map.copyOf(roles);
        requireNonNull(expiresAt);
    }

    /**
     * Whether that can be a subject: 1 to 255 characters (code points), not all of them blank, none
     * a control character or half of one. Two subjects are the same only to the letter.
     */
    public static boolean isSubject(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= MAX_SUBJECT
                && text.codePoints().allMatch(SsoIdentity::isStorable);
    }

    private static boolean isStorable(int character) {
        return !Character.isISOControl(character)
                && Character.getType(character) != Character.SURROGATE;
    }
}

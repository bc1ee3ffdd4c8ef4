package cc.profitmaker.domain.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * Who a verified single sign-on token speaks for: the auth service's subject (never empty), the
 * address it vouches for, the role map of its services, and the instant the token ends.
 */
public record SsoIdentity(
        String subject, Email email, Map<String, String> roles, Instant expiresAt) {
    public SsoIdentity {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("an SSO identity has a subject");
        }
        requireNonNull(email);
        roles = Map.copyOf(roles);
        requireNonNull(expiresAt);
    }
}

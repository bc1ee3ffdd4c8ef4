package cc.profitmaker.domain.access;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.Optional;

/** One user's leave to use another's account; it ends at, and not after, {@code expiresAt}. */
public record Grant(
        GrantId id,
        AccountId account,
        UserId grantee,
        AccessLevel level,
        GrantLimits limits,
        Instant createdAt,
        Optional<Instant> expiresAt) {
    public Grant {
        requireNonNull(id);
        requireNonNull(account);
        requireNonNull(grantee);
        requireNonNull(level);
        requireNonNull(limits);
        requireNonNull(createdAt);
        requireNonNull(expiresAt);
    }

    public boolean isLive(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }
}

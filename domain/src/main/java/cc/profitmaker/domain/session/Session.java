package cc.profitmaker.domain.session;

import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;

/** One sign-in of one user; it ends at {@code expiresAt}, used or not. */
public record Session(
        SessionId id,
        UserId owner,
        Instant createdAt,
        Instant expiresAt,
        ClientAddress address,
        UserAgent userAgent) {}

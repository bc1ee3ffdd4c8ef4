package cc.profitmaker.domain.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an exchange said of a key when it was stored; what is empty it did not say.
 *
 * @param ipRestricted whether the key works only from given addresses
 * @param expiresAt when the exchange ends the key by itself
 */
public record KeyReport(
        Optional<Set<Permission>> permissions,
        Optional<Boolean> ipRestricted,
        Optional<Instant> expiresAt) {
    public static final KeyReport SILENT =
            new KeyReport(Optional.empty(), Optional.empty(), Optional.empty());

    /** What a key may do. */
    public enum Permission {
        READ,
        SPOT_TRADE,
        MARGIN_TRADE,
        DERIVATIVES_TRADE,
        INTERNAL_TRANSFER,
        /** Takes funds out of the exchange: refused unless the owner insists. */
        WITHDRAW
    }

    public KeyReport {
        permissions = permissions.map(Set::copyOf);
    }

    /** Whether the exchange told that the key can take funds out. */
    public boolean takesFundsOut() {
        return permissions.filter(told -> told.contains(Permission.WITHDRAW)).isPresent();
    }
}

package cc.profitmaker.domain.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;

import java.time.Instant;
import java.util.Map;

/**
 * The metadata of one stored exchange key; nothing of the key but its suffix.
 *
 * @param ceiling the most that anybody may do with it, its owner included: {@code READ} makes it
 *     read-only
 * @param versions the keys it has, always the main one, and how often each was set, from 1
 */
public record Account(
        AccountId id,
        UserId owner,
        ExchangeId exchange,
        Label label,
        AccessLevel ceiling,
        Map<KeySlot, Long> versions,
        KeySuffix suffix,
        KeyReport report,
        Instant createdAt) {
    public Account {
        requireNonNull(id);
        requireNonNull(owner);
        requireNonNull(exchange);
        requireNonNull(label);
        requireNonNull(ceiling);
        requireNonNull(suffix);
        requireNonNull(report);
        requireNonNull(createdAt);
        versions = Map.copyOf(versions);
        if (!versions.containsKey(KeySlot.MAIN)) {
            throw new IllegalArgumentException("an account has a main key");
        }
    }

    /** The weakest of its keys that does for a level. */
    public KeySlot slotFor(AccessLevel level) {
        KeySlot weakest = KeySlot.forLevel(level);
        return versions.containsKey(weakest) ? weakest : KeySlot.MAIN;
    }

    /** What its credential in a slot it has is bound to. */
    public SealedFor sealedFor(KeySlot slot) {
        return new SealedFor(owner, id, exchange, versions.get(slot), slot);
    }
}

package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.SealedCredential;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The own vault's accounts, their sealed keys and the grants on them. Every method is one
 * transaction, with its audit event or not at all, and reads what is committed: nothing here is
 * answered from memory. Every change to an account, its keys or its grants is told to {@link
 * AccessChanges} on this replica before the method returns and on every other within a second.
 * Fails with {@link cc.profitmaker.application.Unavailable}.
 */
public interface AccountStore {

    /** An account as one user stands to it; grants that expired are among them. */
    record Seen(Account account, Standing standing) {
        public Seen {
            requireNonNull(account);
            requireNonNull(standing);
        }
    }

    /** As {@link Seen}, with the sealed key in that slot. */
    record Kept(Account account, Standing standing, KeySlot slot, SealedCredential credential) {
        public Kept {
            requireNonNull(account);
            requireNonNull(standing);
            requireNonNull(slot);
            requireNonNull(credential);
        }
    }

    /** A grant, and the address of who has it. */
    record Given(Grant grant, Email grantee) {}

    /** How the owner named who gets a grant: one by an address ends when its user is adopted. */
    enum Named {
        BY_EMAIL,
        BY_ID
    }

    /**
     * What {@link #change} puts in place: the account as it will be, and the keys that are new.
     *
     * @param fingerprint of the main key, when that is new
     */
    record Change(
            Account account,
            Map<KeySlot, SealedCredential> keys,
            Optional<Fingerprint> fingerprint) {
        public Change {
            requireNonNull(account);
            keys = Map.copyOf(keys);
            requireNonNull(fingerprint);
            if (keys.containsKey(KeySlot.MAIN) != fingerprint.isPresent()) {
                throw new IllegalArgumentException("a new main key, and it alone, is told by hash");
            }
        }
    }

    /**
     * What {@code user} may know of the account, with the weakest key it has for the level; empty
     * when they neither own it nor have a grant.
     */
    Optional<Kept> find(AccountId account, UserId user, AccessLevel level);

    Optional<Seen> see(AccountId account, UserId user);

    /** Own ones and those shared with the user, by age. */
    List<Seen> of(UserId user);

    /** Whether the user owns an account with exactly this key. */
    boolean has(UserId owner, Fingerprint key);

    /** All keys of {@code change} are new. */
    void add(Change change, AuditEvent event, Instant now);

    /**
     * Keys that are in {@code change.account().versions()} and not new stay as they are, others go;
     * the id, owner, exchange and age of an account never change. False, and nothing is changed or
     * recorded, when the owner has no such account or it is not as {@code before} any more.
     */
    boolean change(Account before, Change change, AuditEvent event, Instant now);

    /** With all its keys and grants; false when the owner has no such account. */
    boolean remove(AccountId account, UserId owner, AuditEvent event, Instant now);

    /** By age; empty when the owner has no such account. */
    Optional<List<Given>> grants(AccountId account, UserId owner);

    /**
     * Takes the place of a grant to the same user. Empty, and nothing is recorded, when the account
     * is not there or not the owner's any more, or the grantee is not there or disabled.
     */
    Optional<Given> give(Grant grant, Named named, UserId owner, AuditEvent event, Instant now);

    /** False when the owner has no such account or that no such grant. */
    boolean revoke(AccountId account, GrantId grant, UserId owner, AuditEvent event, Instant now);

    /**
     * The enabled user with that address, if the address is trusted: the user was made by the
     * operator or is bound to a single sign-on identity.
     */
    Optional<UserId> trusted(Email email);

    /** The user, if enabled. */
    Optional<UserId> enabled(UserId user);
}

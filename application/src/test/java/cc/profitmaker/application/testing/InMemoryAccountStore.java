package cc.profitmaker.application.testing;

import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.SealedCredential;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Accounts, sealed keys and grants in memory, of the users of {@link InMemoryIdentities}. */
public final class InMemoryAccountStore implements AccountStore {
    private final Map<AccountId, Row> accounts = new HashMap<>();
    private final Map<Shared, Grant> grants = new HashMap<>();
    private final Set<GrantId> byEmail = new HashSet<>();
    private final InMemoryIdentities users;
    private final InMemoryAuditTrail audit;
    private final AccessChanges changes;

    private record Row(
            Account account, Map<KeySlot, SealedCredential> keys, Fingerprint fingerprint) {}

    private record Shared(AccountId account, UserId grantee) {}

    public InMemoryAccountStore(
            InMemoryIdentities users, InMemoryAuditTrail audit, AccessChanges changes) {
        this.users = users;
        this.audit = audit;
        this.changes = changes;
        users.whenAdopted(this::endGrantsByEmail);
    }

    /** Whoever named the user by an address meant the one who had it then. */
    private synchronized void endGrantsByEmail(UserId adopted) {
        grants.values()
                .removeIf(grant -> grant.grantee().equals(adopted) && byEmail.contains(grant.id()));
    }

    @Override
    public synchronized Optional<Kept> find(AccountId id, UserId user, AccessLevel level) {
        return see(id, user)
                .map(
                        seen -> {
                            KeySlot slot = seen.account().slotFor(level);
                            SealedCredential credential = accounts.get(id).keys().get(slot);
                            return new Kept(seen.account(), seen.standing(), slot, credential);
                        });
    }

    @Override
    public synchronized Optional<Seen> see(AccountId id, UserId user) {
        return Optional.ofNullable(accounts.get(id)).flatMap(row -> seen(row.account(), user));
    }

    private Optional<Seen> seen(Account account, UserId user) {
        return account.owner().equals(user)
                ? Optional.of(new Seen(account, new Standing.Owner()))
                : Optional.ofNullable(grants.get(new Shared(account.id(), user)))
                        .map(grant -> new Seen(account, new Standing.Grantee(grant)));
    }

    @Override
    public synchronized List<Seen> of(UserId user) {
        return accounts.values().stream()
                .flatMap(row -> seen(row.account(), user).stream())
                .sorted(
                        Comparator.comparing((Seen seen) -> seen.account().createdAt())
                                .thenComparing(seen -> seen.account().id().value()))
                .toList();
    }

    @Override
    public synchronized boolean has(UserId owner, Fingerprint key) {
        return accounts.values().stream()
                .anyMatch(
                        row ->
                                row.account().owner().equals(owner)
                                        && row.fingerprint().equals(key));
    }

    @Override
    public synchronized void add(Change change, AuditEvent event, Instant now) {
        Account account = change.account();
        if (!change.keys().keySet().equals(account.versions().keySet())) {
            throw new IllegalArgumentException("all keys of a new account are new");
        }
        audit.record(event, now);
        accounts.put(
                account.id(), new Row(account, change.keys(), change.fingerprint().orElseThrow()));
        changes.changed(account.id());
    }

    @Override
    public synchronized boolean change(
            Account before, Change change, AuditEvent event, Instant now) {
        Row row = accounts.get(before.id());
        if (row == null || !row.account().equals(before)) {
            return false;
        }
        audit.record(event, now);
        Map<KeySlot, SealedCredential> keys = new HashMap<>(row.keys());
        keys.keySet().retainAll(change.account().versions().keySet());
        keys.putAll(change.keys());
        accounts.put(
                before.id(),
                new Row(change.account(), keys, change.fingerprint().orElse(row.fingerprint())));
        changes.changed(before.id());
        return true;
    }

    @Override
    public synchronized boolean remove(
            AccountId account, UserId owner, AuditEvent event, Instant now) {
        if (!owns(owner, account)) {
            return false;
        }
        audit.recordRevocation(event, now);
        accounts.remove(account);
        grants.keySet().removeIf(shared -> shared.account().equals(account));
        changes.changed(account);
        return true;
    }

    private boolean owns(UserId owner, AccountId account) {
        return Optional.ofNullable(accounts.get(account))
                .filter(row -> row.account().owner().equals(owner))
                .isPresent();
    }

    @Override
    public synchronized Optional<List<Given>> grants(AccountId account, UserId owner) {
        if (!owns(owner, account)) {
            return Optional.empty();
        }
        return Optional.of(
                grants.values().stream()
                        .filter(grant -> grant.account().equals(account))
                        .sorted(
                                Comparator.comparing(Grant::createdAt)
                                        .thenComparing(grant -> grant.id().toString()))
                        .map(grant -> new Given(grant, emailOf(grant.grantee())))
                        .toList());
    }

    private Email emailOf(UserId user) {
        return users.byId(user).orElseThrow().user().email();
    }

    @Override
    public synchronized Optional<Given> give(
            Grant grant, Named named, UserId owner, AuditEvent event, Instant now) {
        if (!owns(owner, grant.account()) || enabled(grant.grantee()).isEmpty()) {
            return Optional.empty();
        }
        audit.record(event, now);
        grants.put(new Shared(grant.account(), grant.grantee()), grant);
        if (named == Named.BY_EMAIL) {
            byEmail.add(grant.id());
        }
        changes.changed(grant.account());
        return Optional.of(new Given(grant, emailOf(grant.grantee())));
    }

    @Override
    public synchronized boolean revoke(
            AccountId account, GrantId grant, UserId owner, AuditEvent event, Instant now) {
        Optional<Grant> given =
                grants.values().stream()
                        .filter(g -> g.id().equals(grant) && g.account().equals(account))
                        .findFirst();
        if (given.isEmpty() || !owns(owner, account)) {
            return false;
        }
        audit.recordRevocation(event, now);
        grants.remove(new Shared(account, given.get().grantee()));
        changes.changed(account);
        return true;
    }

    @Override
    public Optional<UserId> trusted(Email email) {
        return users.byEmail(email)
                .map(UserStore.Account::user)
                .filter(User::isEnabled)
                .map(User::id)
                .filter(users::hasTrustedEmail);
    }

    @Override
    public Optional<UserId> enabled(UserId user) {
        return users.byId(user).map(UserStore.Account::user).filter(User::isEnabled).map(User::id);
    }
}

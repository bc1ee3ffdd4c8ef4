package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNT_KEYS;
import static cc.profitmaker.adapter.persistence.generated.Tables.GRANTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.USERS;

import static org.jooq.impl.DSL.excluded;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeyReport.Permission;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.SealedCredential;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Writers lock an account's row before its keys and grants, and a user's row after it: in one order
 * everywhere, so that none waits for one that waits for it.
 */
final class PostgresAccountStore implements AccountStore {
    private final Transactions transactions;
    private final AccessChanges changes;
    private final Revocations revocations;

    PostgresAccountStore(Transactions transactions, AccessChanges changes, AuditTrail audit) {
        this.transactions = transactions;
        this.revocations = new Revocations(transactions, audit);
        this.changes = changes;
    }

    @Override
    public Optional<Kept> find(AccountId account, UserId user, AccessLevel level) {
        return transactions.read(
                sql -> AccountRow.of(account, user, sql).map(row -> row.keptFor(user, level)));
    }

    @Override
    public Optional<Seen> see(AccountId account, UserId user) {
        return transactions.read(
                sql -> AccountRow.of(account, user, sql).map(row -> row.seenBy(user)));
    }

    @Override
    public List<Seen> of(UserId user) {
        return transactions.read(
                sql -> AccountRow.allOf(user, sql).stream().map(row -> row.seenBy(user)).toList());
    }

    @Override
    public boolean has(UserId owner, Fingerprint key) {
        return transactions.read(
                sql ->
                        sql.fetchExists(
                                ACCOUNTS,
                                ACCOUNTS.OWNER.eq(owner.value()),
                                ACCOUNTS.FINGERPRINT.eq(key.value())));
    }

    @Override
    public void add(Change change, AuditEvent event, Instant now) {
        Account account = change.account();
        if (!change.keys().keySet().equals(account.versions().keySet())) {
            throw new IllegalArgumentException("all keys of a new account are new");
        }
        Map<Field<?>, Object> row = new HashMap<>(columns(change));
        row.put(ACCOUNTS.ID, account.id().value());
        row.put(ACCOUNTS.OWNER, account.owner().value());
        row.put(ACCOUNTS.EXCHANGE, account.exchange().value());
        row.put(ACCOUNTS.CREATED_AT, account.createdAt());
        var _ =
                tellingOf(
                        account.id(),
                        sql -> {
                            sql.insertInto(ACCOUNTS).set(row).execute();
                            putKeys(change, sql);
                            record(event, now, sql);
                            return true;
                        });
    }

    /** What of an account may change; the fingerprint only with the main key. */
    private static Map<Field<?>, Object> columns(Change change) {
        Account account = change.account();
        Map<Field<?>, Object> row = new HashMap<>();
        row.put(ACCOUNTS.LABEL, account.label().value());
        row.put(ACCOUNTS.CEILING, account.ceiling().name());
        row.put(ACCOUNTS.SUFFIX, account.suffix().value());
        row.put(
                ACCOUNTS.PERMISSIONS,
                account.report().permissions().map(PostgresAccountStore::names).orElse(null));
        row.put(ACCOUNTS.IP_RESTRICTED, account.report().ipRestricted().orElse(null));
        row.put(ACCOUNTS.KEY_EXPIRES_AT, account.report().expiresAt().orElse(null));
        change.fingerprint().ifPresent(hash -> row.put(ACCOUNTS.FINGERPRINT, hash.value()));
        return row;
    }

    private static String[] names(Set<Permission> permissions) {
        return permissions.stream().map(Enum::name).sorted().toArray(String[]::new);
    }

    private static void putKeys(Change change, DSLContext sql) {
        change.keys()
                .forEach(
                        (slot, key) ->
                                putKey(
                                        change.account().id(),
                                        slot,
                                        change.account().versions().get(slot),
                                        key,
                                        sql));
    }

    private static void putKey(
            AccountId account, KeySlot slot, long version, SealedCredential key, DSLContext sql) {
        sql.insertInto(ACCOUNT_KEYS)
                .set(ACCOUNT_KEYS.ACCOUNT, account.value())
                .set(ACCOUNT_KEYS.SLOT, slot.name())
                .set(ACCOUNT_KEYS.VERSION, version)
                .set(ACCOUNT_KEYS.SEALED_UNDER, key.dataKey().under().value())
                .set(ACCOUNT_KEYS.DATA_KEY, key.dataKey().key().bytes())
                .set(ACCOUNT_KEYS.PAYLOAD, key.payload().bytes())
                .onConflict(ACCOUNT_KEYS.ACCOUNT, ACCOUNT_KEYS.SLOT)
                .doUpdate()
                .set(ACCOUNT_KEYS.VERSION, excluded(ACCOUNT_KEYS.VERSION))
                .set(ACCOUNT_KEYS.SEALED_UNDER, excluded(ACCOUNT_KEYS.SEALED_UNDER))
                .set(ACCOUNT_KEYS.DATA_KEY, excluded(ACCOUNT_KEYS.DATA_KEY))
                .set(ACCOUNT_KEYS.PAYLOAD, excluded(ACCOUNT_KEYS.PAYLOAD))
                .execute();
    }

    @Override
    public boolean change(Account before, Change change, AuditEvent event, Instant now) {
        return tellingOf(
                before.id(),
                sql -> {
                    if (!isLocked(before.id(), before.owner(), sql) || !isStill(before, sql)) {
                        return false;
                    }
                    sql.update(ACCOUNTS)
                            .set(columns(change))
                            .where(ACCOUNTS.ID.eq(before.id().value()))
                            .execute();
                    sql.deleteFrom(ACCOUNT_KEYS)
                            .where(
                                    ACCOUNT_KEYS.ACCOUNT.eq(before.id().value()),
                                    ACCOUNT_KEYS.SLOT.notIn(
                                            change.account().versions().keySet().stream()
                                                    .map(Enum::name)
                                                    .toList()))
                            .execute();
                    putKeys(change, sql);
                    record(event, now, sql);
                    return true;
                });
    }

    /** Whether the owner has it; then nobody else changes it until the transaction ends. */
    private static boolean isLocked(AccountId account, UserId owner, DSLContext sql) {
        return sql.select(ACCOUNTS.ID)
                .from(ACCOUNTS)
                .where(owned(account, owner))
                .forUpdate()
                .fetchOptional()
                .isPresent();
    }

    private static boolean isStill(Account before, DSLContext sql) {
        // After the lock and in a statement of its own, so that it sees what was waited for.
        return AccountRow.of(before.id(), before.owner(), sql)
                .filter(row -> row.account().equals(before))
                .isPresent();
    }

    private static Condition owned(AccountId account, UserId owner) {
        return ACCOUNTS.ID.eq(account.value()).and(ACCOUNTS.OWNER.eq(owner.value()));
    }

    @Override
    public boolean remove(AccountId account, UserId owner, AuditEvent event, Instant now) {
        return takingAway(
                account,
                event,
                now,
                sql -> sql.deleteFrom(ACCOUNTS).where(owned(account, owner)).execute() == 1);
    }

    /** What ends access goes on where the trail is closed. */
    private boolean takingAway(
            AccountId account,
            AuditEvent event,
            Instant now,
            Function<DSLContext, Boolean> change) {
        try {
            return revocations.carryOut(event, now, change, happened -> happened);
        } finally {
            // A commit whose answer was lost may have happened.
            changes.changed(account);
        }
    }

    @Override
    public Optional<List<Given>> grants(AccountId account, UserId owner) {
        var rows =
                transactions.read(
                        sql ->
                                sql.select(ACCOUNTS.ID, USERS.EMAIL)
                                        .select(GRANTS.fields())
                                        .from(ACCOUNTS)
                                        .leftJoin(GRANTS)
                                        .on(GRANTS.ACCOUNT.eq(ACCOUNTS.ID))
                                        .leftJoin(USERS)
                                        .on(USERS.ID.eq(GRANTS.GRANTEE))
                                        .where(owned(account, owner))
                                        .orderBy(GRANTS.CREATED_AT, GRANTS.ID)
                                        .fetch());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        rows.stream()
                                .filter(row -> row.get(GRANTS.ID) != null)
                                .map(PostgresAccountStore::given)
                                .toList());
    }

    private static Given given(Record row) {
        return new Given(GrantRow.grant(row), new Email(row.get(USERS.EMAIL)));
    }

    @Override
    public Optional<Given> give(
            Grant grant, Named named, UserId owner, AuditEvent event, Instant now) {
        return tellingOf(
                grant.account(),
                sql -> {
                    if (!isLocked(grant.account(), owner, sql)) {
                        return Optional.empty();
                    }
                    Optional<String> email =
                            sql.select(USERS.EMAIL)
                                    .from(USERS)
                                    .where(isEnabled(grant.grantee()))
                                    .forShare()
                                    .fetchOptional(USERS.EMAIL);
                    if (email.isPresent()) {
                        put(grant, named, sql);
                        record(event, now, sql);
                    }
                    return email.map(address -> new Given(grant, new Email(address)));
                });
    }

    private static void put(Grant grant, Named named, DSLContext sql) {
        Map<Field<?>, Object> row = new HashMap<>();
        row.put(GRANTS.ID, grant.id().value());
        row.put(GRANTS.NAMED, named.name());
        row.put(GRANTS.LEVEL, grant.level().name());
        row.put(GRANTS.LIMITS, GrantRow.json(grant.limits()));
        row.put(GRANTS.CREATED_AT, grant.createdAt());
        row.put(GRANTS.EXPIRES_AT, grant.expiresAt().orElse(null));
        sql.insertInto(GRANTS)
                .set(GRANTS.ACCOUNT, grant.account().value())
                .set(GRANTS.GRANTEE, grant.grantee().value())
                .set(row)
                .onConflict(GRANTS.ACCOUNT, GRANTS.GRANTEE)
                .doUpdate()
                .set(row)
                .execute();
    }

    @Override
    public boolean revoke(
            AccountId account, GrantId grant, UserId owner, AuditEvent event, Instant now) {
        return takingAway(
                account,
                event,
                now,
                sql ->
                        sql.deleteFrom(GRANTS)
                                        .where(
                                                GRANTS.ID.eq(grant.value()),
                                                GRANTS.ACCOUNT.in(
                                                        DSL.select(ACCOUNTS.ID)
                                                                .from(ACCOUNTS)
                                                                .where(owned(account, owner))))
                                        .execute()
                                == 1);
    }

    @Override
    public Optional<UserId> trusted(Email email) {
        return user(
                USERS.EMAIL
                        .eq(email.value())
                        .and(USERS.STATUS.eq(UserStatus.ENABLED.name()))
                        .and(
                                DSL.condition(USERS.MADE_BY_OPERATOR)
                                        .or(USERS.SSO_USER_ID.isNotNull())));
    }

    @Override
    public Optional<UserId> enabled(UserId user) {
        return user(isEnabled(user));
    }

    private static Condition isEnabled(UserId user) {
        return USERS.ID.eq(user.value()).and(USERS.STATUS.eq(UserStatus.ENABLED.name()));
    }

    private Optional<UserId> user(Condition which) {
        return transactions.read(
                sql ->
                        sql.select(USERS.ID)
                                .from(USERS)
                                .where(which)
                                .fetchOptional(row -> new UserId(row.get(USERS.ID))));
    }

    private static void record(AuditEvent event, Instant now, DSLContext sql) {
        AuditRow.of(event).write(sql, now);
    }

    private <T> T tellingOf(AccountId account, Function<DSLContext, T> change) {
        try {
            return transactions.write(transaction -> change.apply(transaction.sql()));
        } finally {
            // A commit whose answer was lost may have happened.
            changes.changed(account);
        }
    }
}

package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNT_KEYS;
import static cc.profitmaker.adapter.persistence.generated.Tables.GRANTS;

import cc.profitmaker.application.vault.AccountStore.Kept;
import cc.profitmaker.application.vault.AccountStore.Seen;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Standing;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.KeySuffix;
import cc.profitmaker.domain.vault.Label;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One account, as the rows tell that hold it: one for each of its keys, with the grant to the user
 * who asks, if there is one. One statement brings them all.
 */
record AccountRow(Result<Record> rows) {

    static Optional<AccountRow> of(AccountId account, UserId user, DSLContext sql) {
        Condition visible = ACCOUNTS.OWNER.eq(user.value()).or(GRANTS.ID.isNotNull());
        Result<Record> rows = fetch(ACCOUNTS.ID.eq(account.value()).and(visible), user, sql);
        return rows.isEmpty() ? Optional.empty() : Optional.of(new AccountRow(rows));
    }

    static List<AccountRow> allOf(UserId user, DSLContext sql) {
        // Not the condition above: that would read every account there is.
        var visible =
                DSL.select(ACCOUNTS.ID)
                        .from(ACCOUNTS)
                        .where(ACCOUNTS.OWNER.eq(user.value()))
                        .union(
                                DSL.select(GRANTS.ACCOUNT)
                                        .from(GRANTS)
                                        .where(GRANTS.GRANTEE.eq(user.value())));
        Collection<Result<Record>> each =
                fetch(ACCOUNTS.ID.in(visible), user, sql).intoGroups(ACCOUNTS.ID).values();
        return each.stream().map(AccountRow::new).toList();
    }

    private static Result<Record> fetch(Condition which, UserId user, DSLContext sql) {
        return sql.select(ACCOUNTS.fields())
                .select(ACCOUNT_KEYS.fields())
                .select(GRANTS.fields())
                .from(ACCOUNTS)
                .join(ACCOUNT_KEYS)
                .on(ACCOUNT_KEYS.ACCOUNT.eq(ACCOUNTS.ID))
                .leftJoin(GRANTS)
                .on(GRANTS.ACCOUNT.eq(ACCOUNTS.ID), GRANTS.GRANTEE.eq(user.value()))
                .where(which)
                .orderBy(ACCOUNTS.CREATED_AT, ACCOUNTS.ID)
                .fetch();
    }

    Account account() {
        Map<KeySlot, Long> versions = new EnumMap<>(KeySlot.class);
        rows.forEach(row -> versions.put(slot(row), row.get(ACCOUNT_KEYS.VERSION)));
        Record row = rows.getFirst();
        return new Account(
                new AccountId(row.get(ACCOUNTS.ID)),
                new UserId(row.get(ACCOUNTS.OWNER)),
                new ExchangeId(row.get(ACCOUNTS.EXCHANGE)),
                new Label(row.get(ACCOUNTS.LABEL)),
                AccessLevel.valueOf(row.get(ACCOUNTS.CEILING)),
                versions,
                new KeySuffix(row.get(ACCOUNTS.SUFFIX)),
                new KeyReport(
                        Optional.ofNullable(row.get(ACCOUNTS.PERMISSIONS))
                                .map(AccountRow::permissions),
                        Optional.ofNullable(row.get(ACCOUNTS.IP_RESTRICTED)),
                        Optional.ofNullable(row.get(ACCOUNTS.KEY_EXPIRES_AT))),
                row.get(ACCOUNTS.CREATED_AT));
    }

    private static Set<Permission> permissions(String[] names) {
        return Arrays.stream(names).map(Permission::valueOf).collect(Collectors.toSet());
    }

    private static KeySlot slot(Record row) {
        return KeySlot.valueOf(row.get(ACCOUNT_KEYS.SLOT));
    }

    Seen seenBy(UserId user) {
        Account account = account();
        return new Seen(account, standing(account, user));
    }

    Kept keptFor(UserId user, AccessLevel level) {
        Account account = account();
        KeySlot slot = account.slotFor(level);
        Record key = rows.stream().filter(row -> slot(row) == slot).findFirst().orElseThrow();
        return new Kept(account, standing(account, user), slot, sealed(key));
    }

    private Standing standing(Account account, UserId user) {
        return account.owner().equals(user)
                ? new Standing.Owner()
                : new Standing.Grantee(GrantRow.grant(rows.getFirst()));
    }

    private static SealedCredential sealed(Record row) {
        return new SealedCredential(
                new SealedDataKey(
                        new MasterKeyId(row.get(ACCOUNT_KEYS.SEALED_UNDER)),
                        Ciphertext.of(row.get(ACCOUNT_KEYS.DATA_KEY))),
                Ciphertext.of(row.get(ACCOUNT_KEYS.PAYLOAD)));
    }
}

package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNT_KEYS;
import static cc.profitmaker.adapter.persistence.generated.Tables.MASTER_KEYS;
import static cc.profitmaker.adapter.persistence.generated.Tables.SEALED_SECRETS;

import cc.profitmaker.application.vault.SealedDataKeys;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;
import cc.profitmaker.domain.vault.SecretName;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Of accounts' keys first, by account and slot, then of the server's own secrets, by name. */
final class PostgresSealedDataKeys implements SealedDataKeys {
    private final Transactions transactions;

    PostgresSealedDataKeys(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<MasterKeyId, Long> counts() {
        return transactions.read(PostgresSealedDataKeys::counts);
    }

    private static Map<MasterKeyId, Long> counts(DSLContext sql) {
        var under = DSL.field(DSL.name("under"), String.class);
        var all =
                DSL.select(ACCOUNT_KEYS.SEALED_UNDER.as(under))
                        .from(ACCOUNT_KEYS)
                        .unionAll(
                                DSL.select(SEALED_SECRETS.SEALED_UNDER.as(under))
                                        .from(SEALED_SECRETS));
        Map<MasterKeyId, Long> counts = new HashMap<>();
        sql.select(under, DSL.count())
                .from(all)
                .groupBy(under)
                .forEach(
                        row -> counts.put(new MasterKeyId(row.value1()), row.value2().longValue()));
        return counts;
    }

    @Override
    public List<Row> page(MasterKeyId current, Optional<DataKeyUse> after, int most) {
        return transactions.read(
                sql ->
                        switch (after.orElse(null)) {
                            case null -> ofAccounts(current, DSL.noCondition(), most, sql);
                            case DataKeyUse.OfAccount(var account, var slot, _) ->
                                    ofAccounts(
                                            current,
                                            DSL.row(ACCOUNT_KEYS.ACCOUNT, ACCOUNT_KEYS.SLOT)
                                                    .gt(account.value(), slot.name()),
                                            most,
                                            sql);
                            case DataKeyUse.OfSecret(var name) ->
                                    ofSecrets(
                                            current,
                                            SEALED_SECRETS.NAME.gt(name.value()),
                                            most,
                                            sql);
                        });
    }

    private static List<Row> ofAccounts(
            MasterKeyId current, Condition which, int most, DSLContext sql) {
        List<Row> page =
                new ArrayList<>(
                        sql.select(
                                        ACCOUNT_KEYS.ACCOUNT,
                                        ACCOUNT_KEYS.SLOT,
                                        ACCOUNT_KEYS.VERSION,
                                        ACCOUNT_KEYS.SEALED_UNDER,
                                        ACCOUNT_KEYS.DATA_KEY)
                                .from(ACCOUNT_KEYS)
                                .where(ACCOUNT_KEYS.SEALED_UNDER.ne(current.value()), which)
                                .orderBy(ACCOUNT_KEYS.ACCOUNT, ACCOUNT_KEYS.SLOT)
                                .limit(most)
                                .fetch(
                                        row ->
                                                new Row(
                                                        new DataKeyUse.OfAccount(
                                                                new AccountId(row.value1()),
                                                                KeySlot.valueOf(row.value2()),
                                                                row.value3()),
                                                        sealed(row.value4(), row.value5()))));
        if (page.size() < most) {
            page.addAll(ofSecrets(current, DSL.noCondition(), most - page.size(), sql));
        }
        return page;
    }

    private static List<Row> ofSecrets(
            MasterKeyId current, Condition which, int most, DSLContext sql) {
        return sql.select(SEALED_SECRETS.NAME, SEALED_SECRETS.SEALED_UNDER, SEALED_SECRETS.DATA_KEY)
                .from(SEALED_SECRETS)
                .where(SEALED_SECRETS.SEALED_UNDER.ne(current.value()), which)
                .orderBy(SEALED_SECRETS.NAME)
                .limit(most)
                .fetch(
                        row ->
                                new Row(
                                        new DataKeyUse.OfSecret(new SecretName(row.value1())),
                                        sealed(row.value2(), row.value3())));
    }

    private static SealedDataKey sealed(String under, byte[] key) {
        return new SealedDataKey(new MasterKeyId(under), Ciphertext.of(key));
    }

    @Override
    public boolean replace(DataKeyUse use, SealedDataKey before, SealedDataKey after) {
        return transactions.write(
                        transaction ->
                                switch (use) {
                                    case DataKeyUse.OfAccount of ->
                                            replace(of, before, after, transaction.sql());
                                    case DataKeyUse.OfSecret of ->
                                            replace(of, before, after, transaction.sql());
                                })
                == 1;
    }

    private static int replace(
            DataKeyUse.OfAccount of, SealedDataKey before, SealedDataKey after, DSLContext sql) {
        return sql.update(ACCOUNT_KEYS)
                .set(ACCOUNT_KEYS.SEALED_UNDER, after.under().value())
                .set(ACCOUNT_KEYS.DATA_KEY, after.key().bytes())
                .where(
                        ACCOUNT_KEYS.ACCOUNT.eq(of.account().value()),
                        ACCOUNT_KEYS.SLOT.eq(of.slot().name()),
                        ACCOUNT_KEYS.VERSION.eq(of.version()),
                        ACCOUNT_KEYS.SEALED_UNDER.eq(before.under().value()),
                        ACCOUNT_KEYS.DATA_KEY.eq(before.key().bytes()))
                .execute();
    }

    private static int replace(
            DataKeyUse.OfSecret of, SealedDataKey before, SealedDataKey after, DSLContext sql) {
        return sql.update(SEALED_SECRETS)
                .set(SEALED_SECRETS.SEALED_UNDER, after.under().value())
                .set(SEALED_SECRETS.DATA_KEY, after.key().bytes())
                .where(
                        SEALED_SECRETS.NAME.eq(of.name().value()),
                        SEALED_SECRETS.SEALED_UNDER.eq(before.under().value()),
                        SEALED_SECRETS.DATA_KEY.eq(before.key().bytes()))
                .execute();
    }

    @Override
    public void remember(Set<MasterKeyId> keys) {
        var _ =
                transactions.write(
                        transaction ->
                                transaction
                                        .sql()
                                        .insertInto(MASTER_KEYS, MASTER_KEYS.ID)
                                        // In one order, or two replicas would wait for each other.
                                        .valuesOfRows(
                                                keys.stream()
                                                        .map(MasterKeyId::value)
                                                        .sorted()
                                                        .map(DSL::row)
                                                        .toList())
                                        .onConflictDoNothing()
                                        .execute());
    }

    @Override
    public Set<MasterKeyId> known() {
        return transactions.read(
                sql -> {
                    Set<MasterKeyId> known = new HashSet<>(counts(sql).keySet());
                    known.addAll(noted(MASTER_KEYS.RETIRED_AT.isNull(), sql));
                    return known;
                });
    }

    @Override
    public Set<MasterKeyId> retired() {
        return transactions.read(sql -> noted(MASTER_KEYS.RETIRED_AT.isNotNull(), sql));
    }

    private static Set<MasterKeyId> noted(Condition which, DSLContext sql) {
        return sql.select(MASTER_KEYS.ID)
                .from(MASTER_KEYS)
                .where(which)
                .fetchSet(row -> new MasterKeyId(row.value1()));
    }

    @Override
    public boolean retire(MasterKeyId key) {
        return transactions.write(
                transaction -> {
                    DSLContext sql = transaction.sql();
                    // Waits for whoever is storing a key right now and holds back who comes next:
                    // what the count below does not see is refused by a trigger.
                    sql.execute(
                            "LOCK TABLE account_keys, sealed_secrets IN SHARE ROW EXCLUSIVE MODE");
                    if (counts(sql).containsKey(key)) {
                        return false;
                    }
                    sql.insertInto(MASTER_KEYS)
                            .set(MASTER_KEYS.ID, key.value())
                            .set(MASTER_KEYS.RETIRED_AT, DSL.currentInstant())
                            .onConflict(MASTER_KEYS.ID)
                            .doUpdate()
                            .set(
                                    MASTER_KEYS.RETIRED_AT,
                                    DSL.coalesce(MASTER_KEYS.RETIRED_AT, DSL.currentInstant()))
                            .execute();
                    return true;
                });
    }
}

package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNT_KEYS;
import static cc.profitmaker.adapter.persistence.generated.Tables.MASTER_KEYS;
import static cc.profitmaker.adapter.persistence.generated.Tables.SEALED_SECRETS;

import cc.profitmaker.application.vault.SealedDataKeys;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return transactions.read(sql -> new SealedKeyRows(sql).page(current, after, most));
    }

    @Override
    public boolean replace(DataKeyUse use, SealedDataKey before, SealedDataKey after) {
        return transactions.write(
                        transaction ->
                                new SealedKeyRows(transaction.sql()).replace(use, before, after))
                == 1;
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

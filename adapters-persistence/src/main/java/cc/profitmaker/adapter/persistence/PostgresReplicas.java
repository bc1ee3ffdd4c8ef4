package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.REPLICAS;

import cc.profitmaker.application.vault.ReplicaId;
import cc.profitmaker.application.vault.Replicas;
import cc.profitmaker.domain.vault.MasterKeyId;

import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class PostgresReplicas implements Replicas {
    /** Whoever was killed leaves a row behind; nobody misses it for a while. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Transactions transactions;

    PostgresReplicas(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void seen(ReplicaId replica, Standing standing) {
        String[] held = standing.held().stream().map(MasterKeyId::value).toArray(String[]::new);
        var _ =
                transactions.write(
                        transaction -> {
                            var sql = transaction.sql();
                            int said =
                                    sql.insertInto(REPLICAS)
                                            .set(REPLICAS.ID, replica.value())
                                            .set(REPLICAS.SEEN_AT, DSL.currentInstant())
                                            .set(REPLICAS.MASTER_KEYS, held)
                                            .set(REPLICAS.SEALS_UNDER, standing.seals().value())
                                            .onConflict(REPLICAS.ID)
                                            .doUpdate()
                                            .set(REPLICAS.SEEN_AT, DSL.currentInstant())
                                            .set(REPLICAS.MASTER_KEYS, held)
                                            .set(REPLICAS.SEALS_UNDER, standing.seals().value())
                                            .execute();
                            sql.deleteFrom(REPLICAS)
                                    .where(DSL.not(saidWithin(FORGOTTEN)))
                                    .execute();
                            return said;
                        });
    }

    @Override
    public void gone(ReplicaId replica) {
        var _ =
                transactions.write(
                        transaction ->
                                transaction
                                        .sql()
                                        .deleteFrom(REPLICAS)
                                        .where(REPLICAS.ID.eq(replica.value()))
                                        .execute());
    }

    @Override
    public Map<ReplicaId, Standing> live() {
        return transactions.read(
                sql ->
                        sql.select(REPLICAS.ID, REPLICAS.MASTER_KEYS, REPLICAS.SEALS_UNDER)
                                .from(REPLICAS)
                                .where(saidWithin(LIVE))
                                .fetchMap(
                                        row -> new ReplicaId(row.value1()),
                                        row ->
                                                new Standing(
                                                        ids(row.value2()),
                                                        new MasterKeyId(row.value3()))));
    }

    private static Condition saidWithin(Duration time) {
        return REPLICAS.SEEN_AT.gt(DSL.currentInstant().minus(DSL.val(DayToSecond.valueOf(time))));
    }

    private static List<MasterKeyId> ids(String[] values) {
        return Arrays.stream(values).map(MasterKeyId::new).toList();
    }
}

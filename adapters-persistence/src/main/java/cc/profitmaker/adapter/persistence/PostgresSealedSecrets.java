package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.SEALED_SECRETS;

import cc.profitmaker.application.vault.SealedSecrets;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;
import cc.profitmaker.domain.vault.SealedSecret;
import cc.profitmaker.domain.vault.SecretName;

import java.util.Optional;

final class PostgresSealedSecrets implements SealedSecrets {
    private final Transactions transactions;

    PostgresSealedSecrets(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<SealedSecret> find(SecretName name) {
        return transactions.read(
                sql ->
                        sql.select(
                                        SEALED_SECRETS.SEALED_UNDER,
                                        SEALED_SECRETS.DATA_KEY,
                                        SEALED_SECRETS.PAYLOAD)
                                .from(SEALED_SECRETS)
                                .where(SEALED_SECRETS.NAME.eq(name.value()))
                                .fetchOptional(
                                        row ->
                                                new SealedSecret(
                                                        new SealedDataKey(
                                                                new MasterKeyId(row.value1()),
                                                                Ciphertext.of(row.value2())),
                                                        Ciphertext.of(row.value3()))));
    }

    @Override
    public void offer(SecretName name, SealedSecret secret) {
        var _ =
                transactions.write(
                        transaction ->
                                transaction
                                        .sql()
                                        .insertInto(SEALED_SECRETS)
                                        .set(SEALED_SECRETS.NAME, name.value())
                                        .set(
                                                SEALED_SECRETS.SEALED_UNDER,
                                                secret.dataKey().under().value())
                                        .set(
                                                SEALED_SECRETS.DATA_KEY,
                                                secret.dataKey().key().bytes())
                                        .set(SEALED_SECRETS.PAYLOAD, secret.payload().bytes())
                                        .onConflictDoNothing()
                                        .execute());
    }
}

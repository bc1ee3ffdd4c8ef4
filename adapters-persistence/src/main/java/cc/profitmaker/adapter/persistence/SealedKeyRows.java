package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNT_KEYS;
import static cc.profitmaker.adapter.persistence.generated.Tables.SEALED_SECRETS;

import cc.profitmaker.application.vault.SealedDataKeys.Row;
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
import java.util.List;
import java.util.Optional;

/**
 * Data keys where they are, in one order: of accounts' keys first, by account and slot, then of the
 * server's own secrets, by name.
 */
record SealedKeyRows(DSLContext sql) {

    List<Row> page(MasterKeyId current, Optional<DataKeyUse> after, int most) {
        return switch (after.orElse(null)) {
            case null -> ofAccounts(current, DSL.noCondition(), most);
            case DataKeyUse.OfAccount(var account, var slot, _) ->
                    ofAccounts(
                            current,
                            DSL.row(ACCOUNT_KEYS.ACCOUNT, ACCOUNT_KEYS.SLOT)
                                    .gt(account.value(), slot.name()),
                            most);
            case DataKeyUse.OfSecret(var name) ->
                    ofSecrets(current, SEALED_SECRETS.NAME.gt(name.value()), most);
        };
    }

    private List<Row> ofAccounts(MasterKeyId current, Condition which, int most) {
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
            page.addAll(ofSecrets(current, DSL.noCondition(), most - page.size()));
        }
        return page;
    }

    private List<Row> ofSecrets(MasterKeyId current, Condition which, int most) {
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

    private SealedDataKey sealed(String under, byte[] key) {
        return new SealedDataKey(new MasterKeyId(under), Ciphertext.of(key));
    }

    /** How many: one or none. */
    int replace(DataKeyUse use, SealedDataKey before, SealedDataKey after) {
        return switch (use) {
            case DataKeyUse.OfAccount of -> replace(of, before, after);
            case DataKeyUse.OfSecret of -> replace(of, before, after);
        };
    }

    private int replace(DataKeyUse.OfAccount of, SealedDataKey before, SealedDataKey after) {
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

    private int replace(DataKeyUse.OfSecret of, SealedDataKey before, SealedDataKey after) {
        return sql.update(SEALED_SECRETS)
                .set(SEALED_SECRETS.SEALED_UNDER, after.under().value())
                .set(SEALED_SECRETS.DATA_KEY, after.key().bytes())
                .where(
                        SEALED_SECRETS.NAME.eq(of.name().value()),
                        SEALED_SECRETS.SEALED_UNDER.eq(before.under().value()),
                        SEALED_SECRETS.DATA_KEY.eq(before.key().bytes()))
                .execute();
    }
}

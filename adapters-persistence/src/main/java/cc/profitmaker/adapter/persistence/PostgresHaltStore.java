package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ACCOUNTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.HALTS;
import static cc.profitmaker.adapter.persistence.generated.Tables.ORDER_JOURNAL;

import cc.profitmaker.application.trading.HaltStore;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class PostgresHaltStore implements HaltStore {
    private final Transactions transactions;

    PostgresHaltStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Halts of(UserId user) {
        return transactions.read(
                sql -> {
                    var found =
                            sql.selectFrom(HALTS)
                                    .where(ofAll().or(HALTS.USER_ID.eq(user.value())))
                                    .fetchMap(
                                            row -> Optional.ofNullable(row.get(HALTS.USER_ID)),
                                            row -> row.get(HALTS.SINCE));
                    return new Halts(
                            Optional.ofNullable(found.get(Optional.<UUID>empty())),
                            Optional.ofNullable(found.get(Optional.of(user.value()))));
                });
    }

    @Override
    public void halt(Optional<UserId> user, AuditEvent event, Instant now) {
        var _ =
                transactions.write(
                        transaction -> {
                            DSLContext sql = transaction.sql();
                            AuditRow.of(event).write(sql, now);
                            return sql.insertInto(HALTS)
                                    .set(HALTS.USER_ID, user.map(UserId::value).orElse(null))
                                    .set(HALTS.SINCE, now)
                                    .onConflictDoNothing()
                                    .execute();
                        });
    }

    @Override
    public void resume(Optional<UserId> user, AuditEvent event, Instant now) {
        var _ =
                transactions.write(
                        transaction -> {
                            DSLContext sql = transaction.sql();
                            AuditRow.of(event).write(sql, now);
                            return sql.deleteFrom(HALTS)
                                    .where(
                                            user.map(u -> HALTS.USER_ID.eq(u.value()))
                                                    .orElseGet(PostgresHaltStore::ofAll))
                                    .execute();
                        });
    }

    private static Condition ofAll() {
        return HALTS.USER_ID.isNull();
    }

    /** Whether the user, or the owner of the account, or everybody is halted. */
    static boolean holdsBack(UserId user, Optional<AccountId> account, DSLContext sql) {
        return sql.fetchExists(
                HALTS,
                holdsBack(
                        DSL.val(user.value()),
                        DSL.val(account.map(AccountId::value).orElse(null))));
    }

    /** In an update of the journal: the same of the entry. */
    static Condition holdsBackEntry() {
        return DSL.exists(
                DSL.selectOne()
                        .from(HALTS)
                        .where(holdsBack(ORDER_JOURNAL.USER_ID, ORDER_JOURNAL.ACCOUNT)));
    }

    private static Condition holdsBack(Field<UUID> user, Field<String> account) {
        return ofAll().or(HALTS.USER_ID.eq(user))
                .or(
                        HALTS.USER_ID.eq(
                                DSL.select(ACCOUNTS.OWNER)
                                        .from(ACCOUNTS)
                                        .where(ACCOUNTS.ID.eq(account))));
    }
}

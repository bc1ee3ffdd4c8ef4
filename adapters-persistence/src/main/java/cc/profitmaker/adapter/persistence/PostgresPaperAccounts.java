package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.PAPER_ACCOUNTS;

import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.identity.UserId;

import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.impl.DSL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

final class PostgresPaperAccounts implements PaperAccounts {
    /** How exactly we need to know when an account that does not change was last used. */
    private static final Duration IDLE_GRAIN = Duration.ofMinutes(1);

    private final Transactions transactions;

    PostgresPaperAccounts(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> T change(
            Fingerprint account,
            UserId opener,
            Instant now,
            Function<Optional<String>, Changed<T>> change) {
        return transactions.write(
                transaction -> {
                    var sql = transaction.sql();
                    waitForTurn(sql, account.value());
                    Optional<Record2<String, Instant>> row =
                            sql.select(PAPER_ACCOUNTS.STATE, PAPER_ACCOUNTS.USED_AT)
                                    .from(PAPER_ACCOUNTS)
                                    .where(PAPER_ACCOUNTS.FINGERPRINT.eq(account.value()))
                                    .forUpdate()
                                    .fetchOptional();
                    Changed<T> changed = change.apply(row.map(Record2::value1));
                    if (row.isEmpty()) {
                        makeRoom(sql, opener);
                        insert(sql, account, opener, changed.state(), now);
                    } else if (!changed.state().equals(row.get().value1())
                            || now.isAfter(row.get().value2().plus(IDLE_GRAIN))) {
                        sql.update(PAPER_ACCOUNTS)
                                .set(PAPER_ACCOUNTS.STATE, changed.state())
                                .set(PAPER_ACCOUNTS.USED_AT, now)
                                .where(PAPER_ACCOUNTS.FINGERPRINT.eq(account.value()))
                                .execute();
                    }
                    return changed.result();
                });
    }

    /**
     * Until the transaction ends nobody else gets past here with the same name; a row lock would
     * not do, for what does not exist yet.
     */
    private static void waitForTurn(DSLContext sql, String name) {
        sql.select(
                        DSL.function(
                                "pg_advisory_xact_lock",
                                Object.class,
                                DSL.function(
                                        "hashtextextended",
                                        Long.class,
                                        DSL.val(name),
                                        DSL.inline(0L))))
                .execute();
    }

    private static void makeRoom(DSLContext sql, UserId opener) {
        // After the account's own turn, always: two transactions never wait for each other.
        waitForTurn(sql, opener.toString());
        List<String> surplus =
                sql.select(PAPER_ACCOUNTS.FINGERPRINT)
                        .from(PAPER_ACCOUNTS)
                        .where(PAPER_ACCOUNTS.OPENER.eq(opener.value()))
                        .orderBy(PAPER_ACCOUNTS.USED_AT.desc(), PAPER_ACCOUNTS.FINGERPRINT)
                        .offset(MAX_PER_USER - 1)
                        .fetch(PAPER_ACCOUNTS.FINGERPRINT);
        for (String fingerprint : surplus) {
            // One that is being changed at this moment is not idle: it is left for the next time.
            sql.deleteFrom(PAPER_ACCOUNTS)
                    .where(
                            PAPER_ACCOUNTS.FINGERPRINT.in(
                                    sql.select(PAPER_ACCOUNTS.FINGERPRINT)
                                            .from(PAPER_ACCOUNTS)
                                            .where(PAPER_ACCOUNTS.FINGERPRINT.eq(fingerprint))
                                            .forUpdate()
                                            .skipLocked()))
                    .execute();
        }
    }

    private static void insert(
            DSLContext sql, Fingerprint account, UserId opener, String state, Instant now) {
        sql.insertInto(PAPER_ACCOUNTS)
                .set(PAPER_ACCOUNTS.FINGERPRINT, account.value())
                .set(PAPER_ACCOUNTS.OPENER, opener.value())
                .set(PAPER_ACCOUNTS.STATE, state)
                .set(PAPER_ACCOUNTS.USED_AT, now)
                .execute();
    }
}

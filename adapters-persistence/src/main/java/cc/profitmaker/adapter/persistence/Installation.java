package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.INSTALLATION;

import java.util.Optional;
import java.util.function.Supplier;

/** Facts that are made up once and are then the same for every replica, for good. */
final class Installation {
    private final Transactions transactions;

    Installation(Transactions transactions) {
        this.transactions = transactions;
    }

    String madeOnce(String name, Supplier<String> make) {
        return find(name)
                .orElseGet(
                        () -> {
                            offer(name, make.get());
                            return find(name).orElseThrow();
                        });
    }

    private Optional<String> find(String name) {
        return transactions.read(
                sql ->
                        sql.select(INSTALLATION.VALUE)
                                .from(INSTALLATION)
                                .where(INSTALLATION.NAME.eq(name))
                                .fetchOptional(INSTALLATION.VALUE));
    }

    /** Does nothing where another replica was faster. */
    private void offer(String name, String value) {
        transactions.write(
                transaction ->
                        transaction
                                .sql()
                                .insertInto(INSTALLATION)
                                .set(INSTALLATION.NAME, name)
                                .set(INSTALLATION.VALUE, value)
                                .onConflictDoNothing()
                                .execute());
    }
}

package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.audit.AuditEvent;

import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Changes that only take something away: written with their event in one transaction, as every
 * change is; but where the trail cannot be written to, they happen all the same, and their event is
 * recorded as soon as it can be.
 */
final class Revocations {
    private final Transactions transactions;
    private final AuditTrail audit;

    Revocations(Transactions transactions, AuditTrail audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Carries out the change and tells what it came to.
     *
     * @param change may run more than once, only the last run counts
     * @param happened whether what it came to is worth an event
     */
    <T> T carryOut(
            AuditEvent event, Instant now, Function<DSLContext, T> change, Predicate<T> happened) {
        try {
            return transactions.write(
                    transaction -> {
                        T result = change.apply(transaction.sql());
                        if (happened.test(result)) {
                            AuditRow.of(event).write(transaction.sql(), now);
                        }
                        return result;
                    });
        } catch (DataAccessException | Unavailable _) {
            // The trail takes no rows, or the database is away: then it is for the change as well.
            T result = transactions.write(transaction -> change.apply(transaction.sql()));
            if (happened.test(result)) {
                audit.recordLater(event, now);
            }
            return result;
        }
    }
}

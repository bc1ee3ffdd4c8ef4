package cc.profitmaker.application.vault;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.application.vault.BrowserStore.Row;
import cc.profitmaker.application.vault.BrowserStore.RowName;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Label;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings the accounts of an old browser store into the vault of one user. One that fails holds up
 * no other; one that is there already is left alone, so that it can be done again.
 */
public final class BrowserImport {
    private final AccountStore accounts;
    private final Enrolment enrolment;

    /** How a key comes into the vault: as it does when its owner stores it, checks and all. */
    @FunctionalInterface
    public interface Enrolment {
        Enrolled enrol(UserId owner, ExchangeId exchange, Label label, ApiCredential credential);
    }

    public sealed interface Enrolled {
        record Done() implements Enrolled {}

        /** The exchange says that the key can take funds out. */
        record TakesFundsOut() implements Enrolled {}

        /** The exchange does not know the key, or could not be asked. */
        record Failed(ExchangeFault.Kind fault) implements Enrolled {}
    }

    public BrowserImport(AccountStore accounts, Enrolment enrolment) {
        this.accounts = accounts;
        this.enrolment = enrolment;
    }

    /** What became of one row. */
    public record Brought(RowName row, Outcome outcome) {
        public Brought {
            requireNonNull(row);
            requireNonNull(outcome);
        }
    }

    public sealed interface Outcome {
        record Imported() implements Outcome {}

        /** The user has an account with exactly this key. */
        record AlreadyThere() implements Outcome {}

        record Incomplete() implements Outcome {}

        record UnknownExchange() implements Outcome {}

        record SaltMissing() implements Outcome {}

        /** No row opens: it is the password. */
        record WrongPassword() implements Outcome {}

        /** Other rows open and this one does not. */
        record Damaged() implements Outcome {}

        record TakesFundsOut() implements Outcome {}

        record ExchangeFailed(ExchangeFault.Kind fault) implements Outcome {}
    }

    /**
     * Imports what can be.
     *
     * @param masterPassword asked for once, and only when something is encrypted
     */
    public List<Brought> run(UserId owner, BrowserStore store, Supplier<Secret> masterPassword) {
        List<Row> locked = store.rows();
        boolean isEncrypted = locked.stream().anyMatch(Row.Locked.class::isInstance);
        List<Row> rows = isEncrypted ? store.rows(masterPassword.get()) : locked;
        boolean isRightPassword = count(rows) < count(locked);
        return rows.stream()
                .map(row -> new Brought(row.name(), bring(owner, row, isRightPassword)))
                .toList();
    }

    private static long count(List<Row> rows) {
        return rows.stream().filter(Row.Locked.class::isInstance).count();
    }

    private Outcome bring(UserId owner, Row row, boolean isRightPassword) {
        return switch (row) {
            case Row.Open readable -> bring(owner, readable);
            case Row.Locked _ ->
                    isRightPassword ? new Outcome.Damaged() : new Outcome.WrongPassword();
            case Row.Incomplete _ -> new Outcome.Incomplete();
            case Row.Saltless _ -> new Outcome.SaltMissing();
        };
    }

    private Outcome bring(UserId owner, Row.Open row) {
        Optional<ExchangeId> exchange = row.name().exchange();
        if (exchange.isEmpty()) {
            return new Outcome.UnknownExchange();
        }
        if (accounts.has(owner, row.credential().fingerprint())) {
            return new Outcome.AlreadyThere();
        }
        return switch (enrolment.enrol(owner, exchange.get(), row.label(), row.credential())) {
            case Enrolled.Done _ -> new Outcome.Imported();
            case Enrolled.TakesFundsOut _ -> new Outcome.TakesFundsOut();
            case Enrolled.Failed(var fault) when fault == ExchangeFault.Kind.UNKNOWN_EXCHANGE ->
                    new Outcome.UnknownExchange();
            case Enrolled.Failed(var fault) -> new Outcome.ExchangeFailed(fault);
        };
    }
}

package cc.profitmaker.application.vault;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.vault.CentralAccounts.CentralCall;
import cc.profitmaker.application.vault.CentralAccounts.Passed;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.VaultKind;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.CentralChange;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What single sign-on identities do with their accounts at the auth service. It decides; here is
 * written down who asked it for what, before, and what it answered, after.
 */
public final class CentralCalls {
    private final CentralAccounts accounts;
    private final AuditTrail audit;
    private final InstantSource clock;

    public CentralCalls(CentralAccounts accounts, AuditTrail audit, InstantSource clock) {
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Answered(Passed answer) implements Outcome {}

        /** The account is this server's own by its name; the auth service is not asked. */
        record NoSuchAccount() implements Outcome {}
    }

    /** A change and the account it is about; a new account has no name yet. */
    private record Asked(CentralChange change, Optional<AccountId> account) {}

    /**
     * Without a row in the audit trail no keys and no grants go there; removals and revocations do.
     * Fails with {@link Unavailable} then, and when the auth service does not answer.
     *
     * @param proof the caller's
     */
    public Outcome pass(Caller caller, Proof.Sso proof, CentralCall call) {
        if (about(call).filter(id -> id.vault() != VaultKind.CENTRAL).isPresent()) {
            return new Outcome.NoSuchAccount();
        }
        Optional<CentralChange> change = change(call);
        if (change.isEmpty()) {
            return new Outcome.Answered(accounts.pass(proof, call));
        }
        var asked = new Asked(change.get(), about(call));
        begin(caller, asked);
        Optional<Passed> answer = Optional.empty();
        try {
            answer = Optional.of(accounts.pass(proof, call));
            return new Outcome.Answered(answer.get());
        } finally {
            end(caller, asked, answer);
        }
    }

    private void begin(Caller caller, Asked asked) {
        var event = new AuditEvent.CentralChangeAsked(caller.id(), asked.change(), asked.account());
        switch (asked.change()) {
            case ADD_ACCOUNT, CHANGE_ACCOUNT, GIVE_GRANT -> audit.record(event, clock.instant());
            case REMOVE_ACCOUNT, REVOKE_GRANT -> audit.recordLater(event, clock.instant());
        }
    }

    private void end(Caller caller, Asked asked, Optional<Passed> answer) {
        audit.recordLater(
                new AuditEvent.CentralChangeAnswered(
                        caller.id(),
                        asked.change(),
                        asked.account().or(() -> answer.flatMap(Passed::added)),
                        answer.map(given -> OptionalInt.of(given.status()))
                                .orElseGet(OptionalInt::empty)),
                clock.instant());
    }

    private static Optional<CentralChange> change(CentralCall call) {
        return switch (call) {
            case CentralCall.Add _ -> Optional.of(CentralChange.ADD_ACCOUNT);
            case CentralCall.Change _ -> Optional.of(CentralChange.CHANGE_ACCOUNT);
            case CentralCall.Remove _ -> Optional.of(CentralChange.REMOVE_ACCOUNT);
            case CentralCall.Give _ -> Optional.of(CentralChange.GIVE_GRANT);
            case CentralCall.Revoke _ -> Optional.of(CentralChange.REVOKE_GRANT);
            case CentralCall.ListAll _, CentralCall.ListGrants _ -> Optional.empty();
        };
    }

    private static Optional<AccountId> about(CentralCall call) {
        return switch (call) {
            case CentralCall.ListAll _, CentralCall.Add _ -> Optional.empty();
            case CentralCall.Change(var id, _) -> Optional.of(id);
            case CentralCall.Remove(var id) -> Optional.of(id);
            case CentralCall.ListGrants(var id) -> Optional.of(id);
            case CentralCall.Give(var id, _) -> Optional.of(id);
            case CentralCall.Revoke(var id, _) -> Optional.of(id);
        };
    }
}

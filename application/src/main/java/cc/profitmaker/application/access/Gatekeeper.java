package cc.profitmaker.application.access;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Inquired;
import cc.profitmaker.domain.access.Inquiry;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.access.Stopping;
import cc.profitmaker.domain.access.VaultKind;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.session.Caller;

import java.time.InstantSource;
import java.util.Optional;

/**
 * The one place that decides who may do what with which keys; asked on every call. For an account
 * the caller's vault is asked and decides, and what it answered is decided on again here.
 */
public final class Gatekeeper {
    private final Vaults vaults;
    private final AuditTrail audit;
    private final InstantSource clock;

    /**
     * The vaults there are; without one of its own, this server has accounts for single sign-on
     * identities only.
     */
    public record Vaults(Optional<CredentialVault> own, CredentialVault central) {}

    public Gatekeeper(Vaults vaults, AuditTrail audit, InstantSource clock) {
        this.vaults = vaults;
        this.audit = audit;
        this.clock = clock;
    }

    /** The keys a request asks to use. */
    public sealed interface Keys {
        /** Brought along, used for this call, kept in memory only. */
        record Inline(ApiCredential credential) implements Keys {}

        /**
         * Kept in a vault.
         *
         * @param want may raise the level that the operation needs, never lower it
         */
        record Account(AccountId id, Optional<AccessLevel> want) implements Keys {}
    }

    public sealed interface Admitted {
        record Granted(Decision.Allowed decision, ApiCredential credential) implements Admitted {}

        record Refused(Decision.Reason reason) implements Admitted {}
    }

    /**
     * Refusals are audited.
     *
     * @param exchange where the keys are meant to go: an account's go to its own exchange only
     */
    public Admitted admit(Caller caller, Operation operation, Keys keys, ExchangeId exchange) {
        return switch (keys) {
            case Keys.Inline(var credential) ->
                    new Admitted.Granted(
                            new Decision.Allowed(AccessRules.permitOwnKeys(caller, operation)),
                            credential);
            case Keys.Account(var id, var want) ->
                    audited(
                            caller.id(),
                            operation,
                            id,
                            vault(VaultKind.of(caller))
                                    .map(
                                            asked ->
                                                    admit(
                                                            AccessRules.inquire(
                                                                    caller, operation, id, want,
                                                                    exchange),
                                                            asked))
                                    .orElseGet(
                                            () ->
                                                    new Admitted.Refused(
                                                            Decision.Reason.SSO_IDENTITY_NEEDED)));
        };
    }

    /**
     * For the one who finds out, when nobody is calling, what became of an order: to read, on
     * behalf of who sent it, and only as long as they may. Refusals are audited.
     */
    public Admitted admitToSettle(Asker.Away user, AccountId account, ExchangeId exchange) {
        return admitAway(AccessRules.inquireToSettle(user, account, exchange));
    }

    /**
     * For somebody who listens to an account while nobody is calling: to read, asked again at every
     * read. Refusals are audited.
     */
    public Admitted admitToStream(
            Asker.Away user, Operation operation, AccountId account, ExchangeId exchange) {
        return admitAway(AccessRules.inquireToStream(user, operation, account, exchange));
    }

    private Admitted admitAway(Inquiry inquiry) {
        return audited(
                inquiry.asker().user(),
                inquiry.operation(),
                inquiry.account(),
                vault(inquiry.asker().vault())
                        .map(asked -> open(inquiry, asked))
                        .orElseGet(
                                () -> new Admitted.Refused(Decision.Reason.SSO_IDENTITY_NEEDED)));
    }

    /** For an operator who stops all trading: to list and to cancel. Refusals are audited. */
    public Admitted admitToStop(
            Caller operator,
            Stopping operation,
            Asker.Away user,
            AccountId account,
            ExchangeId exchange) {
        return audited(
                operator.id(),
                Operation.CANCEL_ORDER,
                account,
                vault(user.vault())
                        .map(
                                asked ->
                                        admit(
                                                AccessRules.inquireToStop(
                                                        operator, operation, user, account,
                                                        exchange),
                                                asked))
                        .orElseGet(
                                () -> new Admitted.Refused(Decision.Reason.SSO_IDENTITY_NEEDED)));
    }

    private Optional<CredentialVault> vault(VaultKind kind) {
        return switch (kind) {
            case OWN -> vaults.own();
            case CENTRAL -> Optional.of(vaults.central());
        };
    }

    private Admitted audited(
            UserId user, Operation operation, AccountId account, Admitted admitted) {
        if (admitted instanceof Admitted.Refused(var reason)) {
            record(user, operation, account, reason);
        }
        return admitted;
    }

    private Admitted admit(Inquired inquired, CredentialVault vault) {
        return switch (inquired) {
            case Inquired.MayNot(var reason) -> new Admitted.Refused(reason);
            case Inquired.May(var inquiry) -> open(inquiry, vault);
        };
    }

    private Admitted open(Inquiry inquiry, CredentialVault vault) {
        return switch (vault.open(inquiry)) {
            case CredentialVault.Opened.Refused(var reason) -> new Admitted.Refused(reason);
            case CredentialVault.Opened.Found(var credential, var facts) ->
                    switch (AccessRules.decide(inquiry, facts, clock.instant())) {
                        case Decision.Allowed allowed -> new Admitted.Granted(allowed, credential);
                        case Decision.Denied(var reason) -> new Admitted.Refused(reason);
                    };
        };
    }

    /** For those who decide on more than access, such as the limits of a grant. */
    public void record(Permit permit, Decision.Reason reason) {
        permit.account().ifPresent(id -> record(permit.holder(), permit.operation(), id, reason));
    }

    private void record(
            UserId user, Operation operation, AccountId account, Decision.Reason reason) {
        audit.recordLater(
                new AuditEvent.AccessRefused(user, account, operation, reason), clock.instant());
    }
}

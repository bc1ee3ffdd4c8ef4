package cc.profitmaker.application.vault;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.CredentialVault;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.AccountFacts;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Inquiry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The vault of local identities. The row and the grant are read anew for every call, so that a
 * change is effective on the next one; nothing is unsealed for somebody who may not have it.
 */
public final class OwnVault implements CredentialVault {
    /** Every copy of a key is gone so long after it was given out. */
    public static final Duration KEPT = Duration.ofSeconds(60);

    private final AccountStore accounts;
    private final KeySealing sealing;
    private final InstantSource clock;

    public OwnVault(AccountStore accounts, KeySealing sealing, InstantSource clock) {
        this.accounts = accounts;
        this.sealing = sealing;
        this.clock = clock;
    }

    @Override
    public Opened open(Inquiry inquiry) {
        Optional<AccountStore.Kept> kept =
                accounts.find(inquiry.account(), inquiry.asker().user(), inquiry.level());
        return kept.map(found -> open(inquiry, found))
                .orElseGet(() -> new Opened.Refused(Decision.Reason.NO_SUCH_ACCOUNT));
    }

    private Opened open(Inquiry inquiry, AccountStore.Kept kept) {
        Instant now = clock.instant();
        var account = kept.account();
        var facts =
                new AccountFacts(
                        account.id(),
                        account.exchange(),
                        account.ceiling(),
                        kept.standing(),
                        now.plus(KEPT));
        return switch (AccessRules.decide(inquiry, facts, now)) {
            case Decision.Denied(var reason) -> new Opened.Refused(reason);
            case Decision.Allowed _ -> unseal(kept, facts);
        };
    }

    private Opened unseal(AccountStore.Kept kept, AccountFacts facts) {
        return switch (sealing.open(kept.credential(), kept.account().sealedFor(kept.slot()))) {
            case KeySealing.Unsealed.Opened(var credential) -> new Opened.Found(credential, facts);
            case KeySealing.Unsealed.MasterKeyMissing(var needed) ->
                    throw new Unavailable(
                            Unavailable.Dependency.VAULT,
                            new IllegalStateException("master key " + needed + " is not here"));
            case KeySealing.Unsealed.Tampered _ ->
                    new Opened.Refused(Decision.Reason.VAULT_NONSENSE);
        };
    }
}

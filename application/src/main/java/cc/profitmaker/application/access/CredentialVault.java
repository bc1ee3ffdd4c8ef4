package cc.profitmaker.application.access;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.access.AccountFacts;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.Inquiry;
import cc.profitmaker.domain.credential.ApiCredential;

/**
 * Gives out exchange keys, to those who may have them. There is one for each {@link
 * cc.profitmaker.domain.access.VaultKind}; whoever asks decides again on what came back, with
 * {@link cc.profitmaker.domain.access.AccessRules#decide}. A grant that was revoked, or a key that
 * was changed or removed through this server, is not answered from memory on this replica from then
 * on, nor on any other after a second; a change made elsewhere is seen within 60 s. May be called
 * from any thread, blocks for 5 s at most, and fails with {@link
 * cc.profitmaker.application.Unavailable} when the vault cannot be reached.
 */
public interface CredentialVault {
    sealed interface Opened {
        record Found(ApiCredential credential, AccountFacts facts) implements Opened {
            public Found {
                requireNonNull(credential);
                requireNonNull(facts);
            }
        }

        record Refused(Decision.Reason reason) implements Opened {}
    }

    /** Without an account of that id for the caller: {@code NO_SUCH_ACCOUNT}. */
    Opened open(Inquiry inquiry);

    /** A vault that is not there: whoever names an account is told so. */
    static CredentialVault absent(Decision.Reason reason) {
        return _ -> new Opened.Refused(reason);
    }
}

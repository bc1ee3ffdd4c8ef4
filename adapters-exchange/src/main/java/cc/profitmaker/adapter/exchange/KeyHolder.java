package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.identity.UserId;

import java.time.Instant;
import java.util.Optional;

/**
 * Whose call it is and with which key: made by {@code Exchanges} after it saw the permit; good for
 * one call.
 *
 * @param source the key's account and when every copy of it must be gone; empty for keys that their
 *     holder brought along
 */
public record KeyHolder(UserId holder, ApiCredential credential, Optional<FromVault> source) {
    /** Where a vault's key comes from. */
    public record FromVault(AccountId account, Instant until) {}

    /** A permit for anything else is a bug. */
    static KeyHolder of(Permit permit, Operation operation, ApiCredential credential) {
        permit.mustBeFor(operation);
        return new KeyHolder(
                permit.holder(),
                credential,
                permit.account()
                        .map(account -> new FromVault(account, permit.keysUntil().orElseThrow())));
    }
}

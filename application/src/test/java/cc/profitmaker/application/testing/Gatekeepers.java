package cc.profitmaker.application.testing;

import cc.profitmaker.application.access.CredentialVault;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.access.Decision;

import java.util.Optional;

/** Gatekeepers for tests. */
public final class Gatekeepers {
    private Gatekeepers() {}

    /** No vault at all: only keys brought along get in. */
    public static Gatekeeper withoutVaults(AuditTrail audit) {
        return new Gatekeeper(
                new Gatekeeper.Vaults(
                        Optional.empty(),
                        CredentialVault.absent(Decision.Reason.VAULT_NOT_CONFIGURED)),
                audit,
                new HandMovedClock(Fixtures.NOON));
    }

    public static Gatekeeper with(CredentialVault own, AuditTrail audit) {
        return new Gatekeeper(
                new Gatekeeper.Vaults(
                        Optional.of(own),
                        CredentialVault.absent(Decision.Reason.VAULT_NOT_CONFIGURED)),
                audit,
                new HandMovedClock(Fixtures.NOON));
    }
}

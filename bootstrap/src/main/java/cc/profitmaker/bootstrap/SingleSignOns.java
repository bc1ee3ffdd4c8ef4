package cc.profitmaker.bootstrap;

import cc.profitmaker.adapter.auth.JwksVerifier;
import cc.profitmaker.adapter.persistence.Database;
import cc.profitmaker.adapter.vault.AccountsProxy;
import cc.profitmaker.adapter.vault.CentralVault;
import cc.profitmaker.application.access.CredentialVault;
import cc.profitmaker.application.session.Authentication.SingleSignOn;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.application.vault.CentralAccounts;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Decision;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All that the auth service is used for: who signs in, their accounts, and the keys of these. */
record SingleSignOns(SingleSignOn signOn, CredentialVault vault, CentralAccounts accounts) {

    /** With single sign-on switched off nobody comes who could have central accounts. */
    static SingleSignOns off() {
        return new SingleSignOns(
                SingleSignOn.off(),
                CredentialVault.absent(Decision.Reason.VAULT_NOT_CONFIGURED),
                (_, _) -> {
                    throw new IllegalStateException("nobody signs in with the auth service");
                });
    }

    static SingleSignOns open(
            Optional<Config.Sso> config,
            Database database,
            AccessChanges clients,
            CloseStack open,
            InstantSource clock) {
        return config.map(sso -> open(sso, database, clients, open, clock))
                .orElseGet(SingleSignOns::off);
    }

    private static SingleSignOns open(
            Config.Sso sso,
            Database database,
            AccessChanges clients,
            CloseStack open,
            InstantSource clock) {
        var verifier = open.add("token keys", JwksVerifier.open(AdapterConfigs.sso(sso), clock));
        var central = AdapterConfigs.central(sso);
        var vault = open.add("central vault", new CentralVault(central, clock));
        database.onAccessChange(vault);
        var accounts =
                new AccountsProxy(central, new Everywhere(List.of(vault, clients), database));
        return new SingleSignOns(
                new SingleSignOn(verifier, sso.newcomers(), UUID::randomUUID), vault, accounts);
    }

    /** Here at once, and then on the other replicas. */
    private record Everywhere(List<AccessChanges> here, Database database)
            implements AccessChanges {
        @Override
        public void changed(AccountId account) {
            try {
                here.forEach(listener -> listener.changed(account));
            } finally {
                database.tellOthers(account);
            }
        }

        @Override
        public void anyMayHaveChanged() {
            here.forEach(AccessChanges::anyMayHaveChanged);
        }
    }
}

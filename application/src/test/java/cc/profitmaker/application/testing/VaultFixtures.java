package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import cc.profitmaker.application.vault.AccountStore.Change;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantId;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeyReport.Permission;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.KeySuffix;
import cc.profitmaker.domain.vault.Label;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedDataKey;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ready-made accounts, keys and grants for tests; nothing is really sealed. */
public final class VaultFixtures {
    private VaultFixtures() {}

    public static AccountId newId() {
        return AccountId.own(UUID.randomUUID());
    }

    public static Account account(UserId owner, Instant createdAt, Map<KeySlot, Long> versions) {
        return new Account(
                newId(),
                owner,
                new ExchangeId("paper"),
                Label.NONE,
                AccessLevel.TRADE,
                versions,
                new KeySuffix("wxyz"),
                KeyReport.SILENT,
                createdAt);
    }

    public static Account withBothKeys(UserId owner, Instant createdAt) {
        return new Account(
                newId(),
                owner,
                new ExchangeId("binance"),
                new Label("main"),
                AccessLevel.TRADE,
                Map.of(KeySlot.MAIN, 1L, KeySlot.READ_ONLY, 1L),
                new KeySuffix(""),
                new KeyReport(
                        Optional.of(Set.of(Permission.READ, Permission.SPOT_TRADE)),
                        Optional.of(false),
                        Optional.of(NOON.plusSeconds(3600))),
                createdAt);
    }

    public static Account account(Account before, Map<KeySlot, Long> versions) {
        return new Account(
                before.id(),
                before.owner(),
                before.exchange(),
                before.label(),
                before.ceiling(),
                versions,
                before.suffix(),
                before.report(),
                before.createdAt());
    }

    /** All of its keys new, sealed over that text. */
    public static Change with(Account account, String text) {
        Map<KeySlot, SealedCredential> keys = new EnumMap<>(KeySlot.class);
        account.versions().keySet().forEach(slot -> keys.put(slot, sealed(account, slot, text)));
        return new Change(account, keys, Optional.of(fingerprint(account, text)));
    }

    public static SealedCredential sealed(Account account, KeySlot slot, String text) {
        String all = account.id() + " " + slot + " " + text;
        return new SealedCredential(
                new SealedDataKey(
                        new MasterKeyId("0123456789abcdef"), ciphertext("data key of " + all)),
                ciphertext("payload of " + all));
    }

    public static Ciphertext ciphertext(String text) {
        return Ciphertext.of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Fingerprint fingerprint(Account account, String text) {
        return Fixtures.credential(account.id() + text).fingerprint();
    }

    public static Grant liveGrant(Account account, UserId grantee, AccessLevel level) {
        return grant(account, grantee, level, GrantLimits.NONE, Optional.empty());
    }

    public static Grant givenAt(Account account, UserId grantee, Instant at) {
        Grant grant = liveGrant(account, grantee, AccessLevel.READ);
        return new Grant(
                grant.id(),
                grant.account(),
                grantee,
                grant.level(),
                grant.limits(),
                at,
                grant.expiresAt());
    }

    public static Grant grant(
            Account account,
            UserId grantee,
            AccessLevel level,
            GrantLimits limits,
            Optional<Instant> expiresAt) {
        return new Grant(
                new GrantId(UUID.randomUUID()),
                account.id(),
                grantee,
                level,
                limits,
                NOON,
                expiresAt);
    }
}

package cc.profitmaker.bootstrap;

import cc.profitmaker.adapter.persistence.Database;
import cc.profitmaker.adapter.vault.MasterKeys;
import cc.profitmaker.adapter.vault.SealedAuditKey;
import cc.profitmaker.adapter.vault.VaultRefused;
import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.vault.MasterKeyCheck;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.vault.MasterKeyId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The master keys of this process, checked against the database they are used with: whatever is
 * sealed there can be opened, or it does not come to this. Nothing is overwritten, and no new key
 * is made where an old one is lost.
 */
record OpenedVault(MasterKeys keys, AuditKey auditKey) {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedVault.class);

    /**
     * Empty when there are no master keys by configuration, or none that do and the vault is off;
     * then nothing is sealed or opened.
     */
    static Optional<OpenedVault> open(Config.Vault config, Database database) {
        return switch (config.state()) {
            case ON -> openKeys(config, database);
            case KEYLESS -> {
                Set<MasterKeyId> expected = expected(database);
                if (!expected.isEmpty()) {
                    throw new Refused(
                            "This database needs "
                                    + names(expected)
                                    + ", and none is given: set VAULT_MASTER_KEY or"
                                    + " VAULT_MASTER_KEY_FILE, or run without the vault with"
                                    + " VAULT=off.");
                }
                yield Optional.empty();
            }
            case OFF -> {
                try {
                    yield openKeys(config, database);
                } catch (Refused refused) {
                    LOG.warn("the audit trail is not sealed: {}", refused.getMessage());
                    yield Optional.empty();
                }
            }
        };
    }

    private static Optional<OpenedVault> openKeys(Config.Vault config, Database database) {
        return asked(
                () ->
                        switch (config.keys()) {
                            case Config.MasterKeys.Missing _ -> Optional.empty();
                            case Config.MasterKeys.Given(var currentFirst) ->
                                    Optional.of(open(given(currentFirst), database));
                            case Config.MasterKeys.InFile(var file) ->
                                    Optional.of(open(present(file, database), database));
                            case Config.MasterKeys.Kept(var file) ->
                                    Optional.of(open(kept(file, database), database));
                        });
    }

    private static OpenedVault open(MasterKeys keys, Database database) {
        check(keys, database);
        return new OpenedVault(keys, SealedAuditKey.open(keys, database.sealedSecrets()));
    }

    /**
     * Once more, when the other replicas know of this one: a rotation that did not wait for it
     * would have sealed everything under a key that is not here.
     */
    void checkAgain(Database database) {
        check(keys, database);
    }

    private static void check(MasterKeys keys, Database database) {
        switch (new MasterKeyCheck(database.sealedDataKeys()).check(keys.held())) {
            case MasterKeyCheck.Checked.Fits _ -> {}
            case MasterKeyCheck.Checked.Missing(var counts) -> throw missing(counts);
            case MasterKeyCheck.Checked.CurrentIsRetired(var key) ->
                    throw new Refused(
                            "The master key "
                                    + key
                                    + " was retired here and cannot be the current one: put another"
                                    + " first, or remove it.");
        }
    }

    private static MasterKeys given(List<Secret> currentFirst) {
        return MasterKeys.given(
                Secret.of(
                        currentFirst.stream()
                                .map(Secret::reveal)
                                .collect(Collectors.joining(","))));
    }

    private static MasterKeys present(Path file, Database database) {
        return MasterKeys.inFile(file).orElseThrow(() -> lost(file, expected(database)));
    }

    private static MasterKeys kept(Path file, Database database) {
        return MasterKeys.inFile(file)
                .orElseGet(
                        () -> {
                            Set<MasterKeyId> expected = expected(database);
                            if (!expected.isEmpty()) {
                                throw lost(file, expected);
                            }
                            return MasterKeys.madeInFile(file);
                        });
    }

    private static Set<MasterKeyId> expected(Database database) {
        return new MasterKeyCheck(database.sealedDataKeys()).expected();
    }

    private static Refused lost(Path file, Set<MasterKeyId> expected) {
        return new Refused(
                "The master key file "
                        + file
                        + " is not there"
                        + (expected.isEmpty() ? "" : ", and this database needs " + names(expected))
                        + ": put it back. With VAULT=off and without VAULT_MASTER_KEY_FILE the"
                        + " server runs without its vault.");
    }

    private static Refused missing(Map<MasterKeyId, Long> counts) {
        return new Refused(
                "The vault is sealed under "
                        + names(counts.keySet())
                        + ", which is not among the master keys at hand: put it back. Nothing was"
                        + " changed.");
    }

    private static String names(Set<MasterKeyId> keys) {
        return keys.stream()
                .map(MasterKeyId::value)
                .sorted()
                .collect(Collectors.joining(", ", "master key ", ""));
    }

    /** What the adapter refuses is the command's answer. */
    static <T> T asked(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (VaultRefused refused) {
            String said = refused.getMessage();
            throw new Refused(
                    Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".", refused);
        }
    }
}

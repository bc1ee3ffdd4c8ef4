package cc.profitmaker.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import cc.profitmaker.bootstrap.Config.MasterKeys;
import cc.profitmaker.bootstrap.Config.Vault;
import cc.profitmaker.bootstrap.Config.VaultState;
import cc.profitmaker.domain.credential.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code VAULT…}: the vault of our own and the keys that seal it. */
final class VaultKeys {
    private static final int BYTES = 32;
    private static final long MAX_FILE = 65_536;
    private static final String RULE =
            "32 bytes in Base64, or several such keys separated by commas or line breaks, the"
                    + " current one first";

    private final Settings settings;

    VaultKeys(Settings settings) {
        this.settings = settings;
    }

    /**
     * Reads them.
     *
     * @param kept where the key is that is made when none is given; empty where none is made
     */
    Vault read(Optional<Path> kept) {
        VaultState wanted =
                settings.read(
                                Key.VAULT,
                                "must be on or off",
                                text -> Config.choice(VaultState.class, text))
                        .orElse(VaultState.ON);
        MasterKeys keys = keys(kept);
        if (wanted == VaultState.ON && keys instanceof MasterKeys.Missing) {
            settings.notice(
                    "The vault is off: with DATABASE_URL it needs VAULT_MASTER_KEY or"
                            + " VAULT_MASTER_KEY_FILE. Exchange keys are used as they come with a"
                            + " call and are not kept.");
            return new Vault(VaultState.KEYLESS, keys);
        }
        return new Vault(wanted, keys);
    }

    private MasterKeys keys(Optional<Path> kept) {
        Optional<List<Secret>> given =
                settings.read(Key.VAULT_MASTER_KEY, "must be " + RULE, VaultKeys::parse);
        Optional<Path> file =
                settings.read(
                        Key.VAULT_MASTER_KEY_FILE,
                        "must name a readable file of " + RULE,
                        VaultKeys::file);
        if (settings.text(Key.VAULT_MASTER_KEY).isPresent()
                && settings.text(Key.VAULT_MASTER_KEY_FILE).isPresent()) {
            settings.fault(
                    Key.VAULT_MASTER_KEY_FILE, "must not be given along with VAULT_MASTER_KEY");
        }
        return given.<MasterKeys>map(MasterKeys.Given::new)
                .or(() -> file.map(MasterKeys.InFile::new))
                .or(() -> kept.map(MasterKeys.Kept::new))
                .orElseGet(MasterKeys.Missing::new);
    }

    private static Optional<Path> file(String text) {
        return ConfigReading.path(text)
                .filter(Files::isRegularFile)
                .map(Path::toAbsolutePath)
                .filter(path -> content(path).flatMap(VaultKeys::parse).isPresent());
    }

    private static Optional<String> content(Path file) {
        try {
            return Files.size(file) > MAX_FILE
                    ? Optional.empty()
                    : Optional.of(Files.readString(file, ISO_8859_1).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The keys as they were written; empty when one of them is none. */
    private static Optional<List<Secret>> parse(String text) {
        List<Secret> keys = new ArrayList<>();
        for (String part : text.split("[,\\s]+", -1)) {
            if (!isKey(part)) {
                return Optional.empty();
            }
            keys.add(Secret.of(part));
        }
        return Optional.of(List.copyOf(keys));
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}

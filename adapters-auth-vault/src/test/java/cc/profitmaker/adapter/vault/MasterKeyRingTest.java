package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.testing.MasterKeyRingContract;
import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.MasterKeyRing;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

final class MasterKeyRingTest implements MasterKeyRingContract {
    @TempDir Path home;
    private MasterKeys keys;

    @BeforeEach
    void two_keys_in_a_file() {
        keys = MasterKeys.madeInFile(home.resolve("master.key"));
        keys.list().orElseThrow().addCurrent();
    }

    @Override
    public MasterKeyRing ring() {
        return keys;
    }

    @Override
    public MasterKeyList list() {
        return keys.list().orElseThrow();
    }

    @Override
    public SealedDataKey sealed(DataKeyUse use) {
        return new Envelope(keys, new SecureRandom()).seal(new byte[1], use, List.of()).dataKey();
    }
}

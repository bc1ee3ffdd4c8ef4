package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.SealedDataKeys;
import cc.profitmaker.application.vault.SealedSecrets;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.SealedDataKey;

class InMemorySealedKeysTest implements SealedKeysContract {
    private final InMemorySealedKeys sealed = new InMemorySealedKeys();

    @Override
    public SealedDataKeys keys() {
        return sealed;
    }

    @Override
    public SealedSecrets secrets() {
        return sealed;
    }

    @Override
    public void given(DataKeyUse.OfAccount use, SealedDataKey key) {
        sealed.given(use, key);
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.MasterKeyRing;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.SealedDataKey;

class PlainKeyRingTest implements MasterKeyRingContract {
    private final PlainKeyRing ring = new PlainKeyRing(new PlainKeyRing.Names(2));

    @Override
    public MasterKeyRing ring() {
        return ring;
    }

    @Override
    public MasterKeyList list() {
        return ring.list();
    }

    @Override
    public SealedDataKey sealed(DataKeyUse use) {
        return ring.sealed(use, ring.seals());
    }
}

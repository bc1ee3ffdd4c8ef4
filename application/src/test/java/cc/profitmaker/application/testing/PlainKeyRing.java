package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.MasterKeyRing;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Master keys that hide nothing: a data key is its use and its master key's id, written down. All
 * rings on one {@link Names} share that list, as processes share a file, and see it when they look.
 */
public final class PlainKeyRing implements MasterKeyRing {
    private final Names names;
    private List<MasterKeyId> held;
    private Set<MasterKeyId> heldByAll = Set.of();

    public PlainKeyRing(Names names) {
        this.names = names;
        this.held = names.all();
    }

    /** The list, which may be changed. */
    public static final class Names implements MasterKeyList {
        private final List<MasterKeyId> names = new ArrayList<>();
        private int made;

        public Names(int keys) {
            for (int i = 0; i < keys; i++) {
                addCurrent();
            }
        }

        @Override
        public synchronized MasterKeyId addCurrent() {
            var id = new MasterKeyId("%016x".formatted(++made));
            names.addFirst(id);
            return id;
        }

        @Override
        public synchronized void drop(MasterKeyId key) {
            if (!names.getFirst().equals(key)) {
                names.remove(key);
            }
        }

        public synchronized List<MasterKeyId> all() {
            return List.copyOf(names);
        }
    }

    /** As the adapter's file is read. */
    public synchronized void look() {
        held = names.all();
    }

    /** The list; what is changed through this is seen by this ring at once. */
    public MasterKeyList list() {
        return new MasterKeyList() {
            @Override
            public MasterKeyId addCurrent() {
                MasterKeyId added = names.addCurrent();
                look();
                return added;
            }

            @Override
            public void drop(MasterKeyId key) {
                names.drop(key);
                look();
            }
        };
    }

    public SealedDataKey sealed(DataKeyUse use, MasterKeyId under) {
        return new SealedDataKey(
                under, Ciphertext.of((use + " under " + under).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public synchronized List<MasterKeyId> held() {
        return held;
    }

    @Override
    public synchronized MasterKeyId seals() {
        return held.stream().filter(heldByAll::contains).findFirst().orElseGet(held::getFirst);
    }

    @Override
    public synchronized void heldByAll(Set<MasterKeyId> keys) {
        heldByAll = Set.copyOf(keys);
    }

    @Override
    public synchronized Resealed reseal(DataKeyUse use, SealedDataKey key, MasterKeyId master) {
        if (!held.contains(master)) {
            throw new IllegalArgumentException("not a key of ours");
        }
        if (!held.contains(key.under())) {
            return new Resealed.MasterKeyMissing(key.under());
        }
        return key.equals(sealed(use, key.under()))
                ? new Resealed.Done(sealed(use, master))
                : new Resealed.Tampered();
    }
}

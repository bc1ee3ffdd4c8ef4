package cc.profitmaker.adapter.vault;

import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.MasterKeyRing;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The master keys of this process: given by the operator, or those in a file, as it is at the
 * moment. Printing it tells their ids.
 */
public final class MasterKeys implements MasterKeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(MasterKeys.class);

    private final SecureRandom chance = new SecureRandom();
    private final Optional<MasterKeyFile> file;
    private volatile List<MasterKey> keys;
    private volatile Optional<Set<MasterKeyId>> heldByAll = Optional.empty();
    private boolean complained;

    private MasterKeys(Optional<MasterKeyFile> file, List<MasterKey> keys) {
        this.file = file;
        this.keys = distinct(keys);
    }

    /** Whether that is a list of keys in Base64, separated by commas or space. */
    public static boolean isList(Secret list) {
        return !MasterKey.parseAll(list).isEmpty();
    }

    /** Current first. Fails with {@link VaultRefused} when it is no list of keys. */
    public static MasterKeys given(Secret list) {
        List<MasterKey> keys = MasterKey.parseAll(list);
        if (keys.isEmpty()) {
            throw new VaultRefused("a master key is 32 bytes in Base64");
        }
        return new MasterKeys(Optional.empty(), keys);
    }

    /**
     * What is in that file; empty when there is none. Fails with {@link VaultRefused} when others
     * can read it or it holds anything else.
     */
    public static Optional<MasterKeys> inFile(Path path) {
        var file = new MasterKeyFile(path);
        return file.read().map(keys -> new MasterKeys(Optional.of(file), keys));
    }

    /** As {@link #inFile}, with a fresh random key in a file of mode 0600 where there is none. */
    public static MasterKeys madeInFile(Path path) {
        new MasterKeyFile(path).make(MasterKey.random(new SecureRandom()));
        return inFile(path).orElseThrow();
    }

    private static List<MasterKey> distinct(List<MasterKey> keys) {
        List<MasterKey> distinct = new ArrayList<>();
        for (MasterKey key : keys) {
            if (distinct.stream().noneMatch(known -> known.id().equals(key.id()))) {
                distinct.add(key);
            }
        }
        return List.copyOf(distinct);
    }

    /**
     * Reads the file again, if there is one; to be called twice a second, so that a change holds
     * within one. What cannot be read changes nothing: the keys that were there stay.
     */
    public synchronized void refresh() {
        if (file.isEmpty()) {
            return;
        }
        try {
            Optional<List<MasterKey>> now = file.get().read();
            if (now.isPresent()) {
                become(distinct(now.get()));
                complained = false;
            } else {
                complain("the master key file " + file.get() + " is gone");
            }
        } catch (VaultRefused e) {
            complain(e.getMessage());
        }
    }

    private void become(List<MasterKey> now) {
        List<MasterKeyId> before = held();
        keys = now;
        if (!held().equals(before)) {
            LOG.info("master keys are now {}", held());
        }
    }

    /** Once, not twice a second. */
    private void complain(String reason) {
        if (!complained) {
            complained = true;
            LOG.warn("{}; going on with the master keys there were: {}", reason, held());
        }
    }

    @Override
    public List<MasterKeyId> held() {
        return keys.stream().map(MasterKey::id).toList();
    }

    @Override
    public MasterKeyId seals() {
        return sealing().id();
    }

    @Override
    public void heldByAll(Set<MasterKeyId> ids) {
        heldByAll = Optional.of(Set.copyOf(ids));
    }

    MasterKey sealing() {
        List<MasterKey> now = keys;
        return heldByAll.stream()
                .flatMap(ids -> now.stream().filter(key -> ids.contains(key.id())))
                .findFirst()
                .orElseGet(now::getFirst);
    }

    /** On a miss the file is asked at once: another process may have added the key just now. */
    Optional<MasterKey> find(MasterKeyId id) {
        Optional<MasterKey> known = among(keys, id);
        if (known.isPresent() || file.isEmpty()) {
            return known;
        }
        refresh();
        return among(keys, id);
    }

    private static Optional<MasterKey> among(List<MasterKey> keys, MasterKeyId id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public Resealed reseal(DataKeyUse use, SealedDataKey key, MasterKeyId master) {
        return new Envelope(this, chance)
                .reseal(
                        use,
                        key,
                        find(master)
                                .orElseThrow(
                                        () -> new IllegalArgumentException("not a key of ours")));
    }

    /** The file, as what may be changed; empty when the operator gave the keys in another way. */
    public Optional<MasterKeyList> list() {
        return file.map(InFile::new);
    }

    private final class InFile implements MasterKeyList {
        private final MasterKeyFile list;

        InFile(MasterKeyFile list) {
            this.list = list;
        }

        @Override
        public MasterKeyId addCurrent() {
            MasterKey fresh = MasterKey.random(chance);
            list.change(old -> Stream.concat(Stream.of(fresh), old.stream()).toList());
            refresh();
            return fresh.id();
        }

        @Override
        public void drop(MasterKeyId key) {
            list.change(
                    old ->
                            Stream.concat(
                                            Stream.of(old.getFirst()),
                                            old.stream().skip(1).filter(k -> !k.id().equals(key)))
                                    .toList());
            refresh();
        }
    }

    @Override
    public String toString() {
        return "MasterKeys" + held();
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.vault.SealedDataKeys;
import cc.profitmaker.application.vault.SealedSecrets;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedDataKey;
import cc.profitmaker.domain.vault.SealedSecret;
import cc.profitmaker.domain.vault.SecretName;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything sealed, in memory, behind one lock. */
public final class InMemorySealedKeys implements SealedDataKeys, SealedSecrets {
    private final Map<DataKeyUse, SealedDataKey> keys =
            new TreeMap<>(Comparator.comparing(DataKeyUse::toString));
    private final Map<SecretName, SealedSecret> secrets = new HashMap<>();
    private final Set<MasterKeyId> remembered = new HashSet<>();
    private final Set<MasterKeyId> retired = new HashSet<>();

    /** As if an account's key had been stored. */
    public synchronized void given(DataKeyUse.OfAccount use, SealedDataKey key) {
        put(use, key);
    }

    public synchronized SealedDataKey key(DataKeyUse use) {
        return keys.get(use);
    }

    private void put(DataKeyUse use, SealedDataKey key) {
        if (retired.contains(key.under())) {
            throw new IllegalStateException("that master key is retired");
        }
        keys.put(use, key);
    }

    @Override
    public synchronized Optional<SealedSecret> find(SecretName name) {
        return Optional.ofNullable(secrets.get(name))
                .map(
                        secret ->
                                new SealedSecret(
                                        keys.get(new DataKeyUse.OfSecret(name)), secret.payload()));
    }

    @Override
    public synchronized void offer(SecretName name, SealedSecret secret) {
        if (!secrets.containsKey(name)) {
            put(new DataKeyUse.OfSecret(name), secret.dataKey());
            secrets.put(name, secret);
        }
    }

    @Override
    public synchronized Map<MasterKeyId, Long> counts() {
        Map<MasterKeyId, Long> counts = new HashMap<>();
        keys.values().forEach(key -> counts.merge(key.under(), 1L, Long::sum));
        return counts;
    }

    @Override
    public synchronized List<Row> page(MasterKeyId current, Optional<DataKeyUse> after, int most) {
        return keys.entrySet().stream()
                .filter(row -> !row.getValue().under().equals(current))
                .filter(
                        row ->
                                after.isEmpty()
                                        || row.getKey().toString().compareTo(after.get().toString())
                                                > 0)
                .limit(most)
                .map(row -> new Row(row.getKey(), row.getValue()))
                .toList();
    }

    @Override
    public synchronized boolean replace(DataKeyUse use, SealedDataKey before, SealedDataKey after) {
        if (!before.equals(keys.get(use))) {
            return false;
        }
        put(use, after);
        return true;
    }

    @Override
    public synchronized void remember(Set<MasterKeyId> ids) {
        remembered.addAll(ids);
    }

    @Override
    public synchronized Set<MasterKeyId> known() {
        Set<MasterKeyId> known = new HashSet<>(remembered);
        known.removeAll(retired);
        known.addAll(counts().keySet());
        return known;
    }

    @Override
    public synchronized Set<MasterKeyId> retired() {
        return Set.copyOf(retired);
    }

    @Override
    public synchronized boolean retire(MasterKeyId key) {
        if (counts().containsKey(key)) {
            return false;
        }
        retired.add(key);
        return true;
    }
}

package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.InMemoryReplicas;
import cc.profitmaker.application.testing.InMemorySealedKeys;
import cc.profitmaker.application.vault.Rotation;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.SealedSecret;
import cc.profitmaker.domain.vault.SecretName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;

final class SealedAuditKeyTest {
    private static final byte[] MESSAGE = "a row".getBytes(UTF_8);

    @TempDir Path home;
    private final InMemorySealedKeys store = new InMemorySealedKeys();
    private final MasterKeys masters = MasterKeys.given(Keys.list(1));

    @Test
    void it_is_made_once_and_is_the_same_for_all_who_open_it_at_once() {
        var opened = AllAtOnce.run(8, _ -> SealedAuditKey.open(masters, store));

        assertThat(new HashSet<>(opened.stream().map(SealedAuditKey::id).toList())).hasSize(1);
        for (SealedAuditKey one : opened) {
            assertThat(one.hmac(MESSAGE)).isEqualTo(opened.getFirst().hmac(MESSAGE)).hasSize(32);
        }
    }

    @Test
    void another_installation_has_another() {
        SealedAuditKey here = SealedAuditKey.open(masters, store);
        SealedAuditKey there = SealedAuditKey.open(masters, new InMemorySealedKeys());

        assertThat(there.id()).isNotEqualTo(here.id());
        assertThat(there.hmac(MESSAGE)).isNotEqualTo(here.hmac(MESSAGE));
    }

    @Test
    void a_new_master_key_changes_nothing_of_it() {
        MasterKeys inFile = MasterKeys.madeInFile(home.resolve("master.key"));
        SealedAuditKey before = SealedAuditKey.open(inFile, store);
        new Rotation(store, new InMemoryReplicas(() -> Instant.EPOCH), inFile, _ -> {})
                .toNew(inFile.list().orElseThrow());
        assertThat(store.counts()).containsOnlyKeys(inFile.held().getFirst());

        SealedAuditKey after = SealedAuditKey.open(inFile, store);

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.hmac(MESSAGE)).isEqualTo(before.hmac(MESSAGE));
    }

    @Test
    void without_its_master_key_it_is_refused_by_name_and_not_made_anew() {
        SealedAuditKey.open(masters, store);
        var name = new SecretName("audit-key");
        var kept = store.find(name);

        assertThatExceptionOfType(VaultRefused.class)
                .isThrownBy(() -> SealedAuditKey.open(MasterKeys.given(Keys.list(2)), store))
                .withMessageContaining(masters.held().getFirst().value());
        assertThat(store.find(name)).isEqualTo(kept);
    }

    @Test
    void one_that_was_changed_is_refused() {
        SealedAuditKey.open(masters, store);
        SealedSecret sealed = store.find(new SecretName("audit-key")).orElseThrow();
        byte[] payload = sealed.payload().bytes();
        payload[payload.length - 1] ^= 1;
        var other = new InMemorySealedKeys();
        other.offer(
                new SecretName("audit-key"),
                new SealedSecret(sealed.dataKey(), Ciphertext.of(payload)));

        assertThatExceptionOfType(VaultRefused.class)
                .isThrownBy(() -> SealedAuditKey.open(masters, other));
    }

    @Test
    void printing_it_tells_its_id_only() {
        SealedAuditKey key = SealedAuditKey.open(masters, store);

        assertThat(key.toString()).isEqualTo("SealedAuditKey[" + key.id() + "]");
    }
}

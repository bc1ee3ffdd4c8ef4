package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.application.testing.Fixtures.credential;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.PlainKeyRing;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.application.vault.Heartbeat;
import cc.profitmaker.application.vault.ReplicaId;
import cc.profitmaker.application.vault.Rotation;
import cc.profitmaker.application.vault.Rotation.Rotated;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.KeySuffix;
import cc.profitmaker.domain.vault.Label;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedSecret;
import cc.profitmaker.domain.vault.SecretName;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A new master key over real rows, with two replicas on the database. */
final class PostgresRotationTest {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final PlainKeyRing.Names file = new PlainKeyRing.Names(1);
    private final PlainKeyRing command = new PlainKeyRing(file);
    private final User ann = user("ann@example.com");

    @BeforeEach
    void sealed_rows() {
        POSTGRES.a()
                .users()
                .add(
                        ann,
                        new PasswordHash.Hash("$2b$12$"),
                        Fixtures.NOON,
                        new AuditEvent.UserAdded(ann.id(), Role.USER));
        for (int i = 0; i < 30; i++) {
            add(i);
        }
        var name = new SecretName("audit-key");
        POSTGRES.a()
                .sealedSecrets()
                .offer(
                        name,
                        new SealedSecret(
                                command.sealed(new DataKeyUse.OfSecret(name), command.seals()),
                                bytes("the audit key")));
    }

    @Test
    void data_keys_are_sealed_anew_and_no_payload_changes_by_a_byte() throws SQLException {
        String payloads =
                "SELECT account || slot || version || payload::text FROM account_keys UNION ALL"
                        + " SELECT name || payload::text FROM sealed_secrets ORDER BY 1";
        String keys =
                "SELECT sealed_under || data_key::text FROM account_keys UNION ALL"
                        + " SELECT sealed_under || data_key::text FROM sealed_secrets";
        List<String> payloadsBefore = POSTGRES.ask(payloads);
        List<String> keysBefore = POSTGRES.ask(keys);
        var ringOfA = new PlainKeyRing(file);
        var ringOfB = new PlainKeyRing(file);
        var a = new Heartbeat(new ReplicaId(UUID.randomUUID()), ringOfA, POSTGRES.a().replicas());
        var b = new Heartbeat(new ReplicaId(UUID.randomUUID()), ringOfB, POSTGRES.b().replicas());
        a.beat();
        b.beat();

        Rotated rotated =
                new Rotation(
                                POSTGRES.a().sealedDataKeys(),
                                POSTGRES.a().replicas(),
                                command,
                                _ -> {
                                    ringOfA.look();
                                    ringOfB.look();
                                    a.beat();
                                    b.beat();
                                })
                        .toNew(command.list());

        assertThat(rotated)
                .isInstanceOfSatisfying(
                        Rotated.Done.class,
                        done -> {
                            assertThat(done.resealed()).isEqualTo(61);
                            assertThat(done.status().counts())
                                    .isEqualTo(Map.of(file.all().getFirst(), 61L));
                        });
        assertThat(POSTGRES.ask(payloads)).isEqualTo(payloadsBefore).hasSize(61);
        assertThat(POSTGRES.ask(keys)).doesNotContainAnyElementsOf(keysBefore).hasSize(61);
    }

    private void add(int number) {
        Map<KeySlot, Long> versions = Map.of(KeySlot.MAIN, 1L, KeySlot.READ_ONLY, 1L);
        var account =
                new Account(
                        AccountId.own(UUID.randomUUID()),
                        ann.id(),
                        new ExchangeId("paper"),
                        Label.NONE,
                        AccessLevel.TRADE,
                        versions,
                        new KeySuffix(""),
                        KeyReport.SILENT,
                        Fixtures.NOON);
        Map<KeySlot, SealedCredential> sealed = new HashMap<>();
        for (KeySlot slot : versions.keySet()) {
            sealed.put(
                    slot,
                    new SealedCredential(
                            command.sealed(account.sealedFor(slot).dataKeyUse(), command.seals()),
                            bytes("payload " + number + slot)));
        }
        POSTGRES.a()
                .accounts()
                .add(
                        new AccountStore.Change(
                                account,
                                sealed,
                                Optional.of(credential("key " + number).fingerprint())),
                        new AuditEvent.AccountAdded(
                                ann.id(), account.id(), account.exchange(), KeyReport.SILENT),
                        Fixtures.NOON);
    }

    private static Ciphertext bytes(String text) {
        return Ciphertext.of(text.getBytes(StandardCharsets.UTF_8));
    }
}

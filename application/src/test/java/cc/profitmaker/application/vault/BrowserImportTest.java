package cc.profitmaker.application.vault;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.credential;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.InMemoryAccountStore;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.application.testing.RecordedChanges;
import cc.profitmaker.application.vault.BrowserImport.Brought;
import cc.profitmaker.application.vault.BrowserImport.Enrolled;
import cc.profitmaker.application.vault.BrowserImport.Outcome;
import cc.profitmaker.application.vault.BrowserStore.Row;
import cc.profitmaker.application.vault.BrowserStore.RowName;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.Ciphertext;
import cc.profitmaker.domain.vault.KeyReport;
import cc.profitmaker.domain.vault.KeySlot;
import cc.profitmaker.domain.vault.KeySuffix;
import cc.profitmaker.domain.vault.Label;
import cc.profitmaker.domain.vault.MasterKeyId;
import cc.profitmaker.domain.vault.SealedCredential;
import cc.profitmaker.domain.vault.SealedDataKey;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

final class BrowserImportTest {
    private static final UserId ANN = new UserId(UUID.randomUUID());
    private static final ExchangeId BINANCE = new ExchangeId("binance");
    private static final Secret RIGHT = Secret.of("right");

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryAccountStore accounts =
            new InMemoryAccountStore(new InMemoryIdentities(audit), audit, new RecordedChanges());
    private final List<String> enrolled = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, String> sealed = new HashMap<>();

    @Test
    void plain_rows_come_in_without_a_password() {
        plain("one");
        plain("two");

        assertThat(run(BrowserImportTest::nobodyAsks))
                .containsOnly(new Outcome.Imported())
                .hasSize(2);
        assertThat(enrolled).containsExactly("one", "two");
    }

    @Test
    void what_is_there_already_is_left_alone_so_that_it_can_be_done_again() {
        plain("one");
        plain("one");
        assertThat(run(BrowserImportTest::nobodyAsks))
                .containsExactly(new Outcome.Imported(), new Outcome.AlreadyThere());

        plain("two");

        assertThat(run(BrowserImportTest::nobodyAsks))
                .containsExactly(
                        new Outcome.AlreadyThere(),
                        new Outcome.AlreadyThere(),
                        new Outcome.Imported());
        assertThat(enrolled).containsExactly("one", "two");
    }

    @Test
    void encrypted_rows_open_with_the_password() {
        plain("plain");
        locked("sealed");

        assertThat(run(() -> RIGHT)).containsOnly(new Outcome.Imported()).hasSize(2);
        assertThat(enrolled).containsExactly("plain", "sealed");
    }

    @Test
    void a_wrong_password_brings_in_the_plain_rows_only() {
        plain("plain");
        locked("sealed");
        locked("sealed too");

        assertThat(run(() -> Secret.of("wrong")))
                .containsExactly(
                        new Outcome.Imported(),
                        new Outcome.WrongPassword(),
                        new Outcome.WrongPassword());
        assertThat(enrolled).containsExactly("plain");
    }

    @Test
    void one_encrypted_row_that_does_not_open_where_others_do_is_damaged() {
        locked("sealed");
        rows.add(new Row.Locked(name()));

        assertThat(run(() -> RIGHT)).containsExactly(new Outcome.Imported(), new Outcome.Damaged());
    }

    @Test
    void each_row_that_fails_says_why_and_the_others_go_on() {
        rows.add(new Row.Incomplete(name()));
        rows.add(new Row.Saltless(name()));
        rows.add(new Row.Open(new RowName(3, Optional.empty()), credential("x"), Label.NONE));
        plain("takes funds out");
        plain("bad key");
        plain("no such exchange");
        plain("good");

        assertThat(run(BrowserImportTest::nobodyAsks))
                .containsExactly(
                        new Outcome.Incomplete(),
                        new Outcome.SaltMissing(),
                        new Outcome.UnknownExchange(),
                        new Outcome.TakesFundsOut(),
                        new Outcome.ExchangeFailed(ExchangeFault.Kind.BAD_KEY),
                        new Outcome.UnknownExchange(),
                        new Outcome.Imported());
        assertThat(enrolled).containsExactly("good");
    }

    @Test
    void what_became_of_a_row_is_told_by_its_number_and_exchange() {
        plain("one");

        assertThat(
                        new BrowserImport(accounts, this::enrol)
                                .run(ANN, store(), BrowserImportTest::nobodyAsks))
                .containsExactly(
                        new Brought(new RowName(1, Optional.of(BINANCE)), new Outcome.Imported()));
    }

    private List<Outcome> run(Supplier<Secret> password) {
        return new BrowserImport(accounts, this::enrol)
                .run(ANN, store(), password).stream().map(Brought::outcome).toList();
    }

    private Enrolled enrol(
            UserId owner, ExchangeId exchange, Label label, ApiCredential credential) {
        String key = credential.key().reveal();
        return switch (key) {
            case "takes funds out" -> new Enrolled.TakesFundsOut();
            case "bad key" -> new Enrolled.Failed(ExchangeFault.Kind.BAD_KEY);
            case "no such exchange" -> new Enrolled.Failed(ExchangeFault.Kind.UNKNOWN_EXCHANGE);
            default -> {
                enrolled.add(key);
                keep(owner, exchange, label, credential);
                yield new Enrolled.Done();
            }
        };
    }

    private void keep(UserId owner, ExchangeId exchange, Label label, ApiCredential credential) {
        var account =
                new Account(
                        AccountId.own(UUID.randomUUID()),
                        owner,
                        exchange,
                        label,
                        AccessLevel.TRADE,
                        Map.of(KeySlot.MAIN, 1L),
                        KeySuffix.of(credential),
                        KeyReport.SILENT,
                        NOON);
        var sealed =
                new SealedCredential(
                        new SealedDataKey(
                                new MasterKeyId("0000000000000001"), Ciphertext.of(new byte[0])),
                        Ciphertext.of(new byte[0]));
        accounts.add(
                new AccountStore.Change(
                        account,
                        Map.of(KeySlot.MAIN, sealed),
                        Optional.of(credential.fingerprint())),
                new AuditEvent.AccountAdded(owner, account.id(), exchange, KeyReport.SILENT),
                NOON);
    }

    private static Secret nobodyAsks() {
        throw new AssertionError("nothing is encrypted");
    }

    private RowName name() {
        return new RowName(rows.size() + 1, Optional.of(BINANCE));
    }

    private void plain(String key) {
        rows.add(new Row.Open(name(), credential(key), Label.NONE));
    }

    private void locked(String key) {
        sealed.put(rows.size(), key);
        rows.add(new Row.Locked(name()));
    }

    private BrowserStore store() {
        return new BrowserStore() {
            @Override
            public List<Row> rows() {
                return List.copyOf(rows);
            }

            @Override
            public List<Row> rows(Secret masterPassword) {
                List<Row> opened = new ArrayList<>(rows);
                if (masterPassword == RIGHT) {
                    sealed.forEach(
                            (index, key) ->
                                    opened.set(
                                            index,
                                            new Row.Open(
                                                    rows.get(index).name(),
                                                    credential(key),
                                                    Label.NONE)));
                }
                return opened;
            }
        };
    }
}

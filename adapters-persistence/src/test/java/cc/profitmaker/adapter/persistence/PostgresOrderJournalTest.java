package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;
import static cc.profitmaker.application.testing.Fixtures.user;
import static cc.profitmaker.application.testing.VaultFixtures.grant;
import static cc.profitmaker.application.testing.VaultFixtures.with;
import static cc.profitmaker.application.testing.VaultFixtures.withBothKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.trading.OrderJournal.EntryId;
import cc.profitmaker.application.trading.OrderJournal.Fate;
import cc.profitmaker.application.trading.OrderJournal.Intended;
import cc.profitmaker.application.trading.OrderJournal.Intent;
import cc.profitmaker.application.trading.OrderJournal.Reserved;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.application.vault.AccountStore.Named;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.Account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

final class PostgresOrderJournalTest {
    private static final Currency USDT = new Currency("USDT");
    private static final List<Fate> FATES = List.of(Fate.values());

    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final User ann = user("ann@example.com");
    private final User bob = user("bob@example.com");

    /** Bob's, to trade with an account of Ann's. */
    private Grant granted(Database database, String daily) {
        for (User one : List.of(ann, bob)) {
            database.users()
                    .add(
                            one,
                            new PasswordHash.Hash("$2b$12$hash"),
                            NOON,
                            new AuditEvent.UserAdded(one.id(), Role.USER));
        }
        Account account = withBothKeys(ann.id(), NOON);
        AccountStore accounts = database.accounts();
        accounts.add(
                with(account, "1"),
                new AuditEvent.AccountAdded(
                        ann.id(), account.id(), account.exchange(), account.report()),
                NOON);
        Grant grant =
                grant(
                        account,
                        bob.id(),
                        AccessLevel.TRADE,
                        new GrantLimits(
                                Optional.empty(),
                                Map.of(),
                                Map.of(USDT, new BigDecimal(daily)),
                                Optional.empty()),
                        Optional.empty());
        accounts.give(
                grant, Named.BY_ID, ann.id(), new AuditEvent.GrantGiven(ann.id(), grant), NOON);
        return grant;
    }

    private static Intent intent(Grant grant, String usdt) {
        return new Intent(
                new EntryId(UUID.randomUUID()),
                grant.grantee(),
                PAPER_SPOT,
                BTC_USDT,
                new Sought(new ClientOrderId(UUID.randomUUID().toString()), false),
                Optional.of(grant.account()),
                Optional.of(new Reserved(grant, new Notional(USDT, new BigDecimal(usdt)))),
                Optional.empty());
    }

    private static Intended intend(OrderJournal journal, Intent intent) {
        return journal.intend(
                intent,
                new AuditEvent.OrderRequested(
                        intent.user(),
                        intent.account(),
                        intent.venue(),
                        BTC_USDT,
                        intent.order().id()),
                NOON);
    }

    private static void settle(OrderJournal journal, Intent intent, Fate fate) {
        journal.sending(intent.id(), NOON);
        settleSent(journal, intent, fate);
    }

    private static void settleSent(OrderJournal journal, Intent intent, Fate fate) {
        journal.settle(
                new OrderJournal.Turn(intent.id(), NOON),
                new OrderJournal.Settled(
                        fate, new Placed.Rejected(ExchangeFault.of(ExchangeFault.Kind.REFUSED))),
                new AuditEvent.OrderSettled(
                        intent.user(), intent.venue(), intent.order().id(), fate.name()),
                NOON.plusSeconds(1));
    }

    private static Optional<String> spent() throws Exception {
        return POSTGRES.askOne("SELECT spent FROM daily_spending");
    }

    @Test
    void a_days_sum_is_exact_under_sixty_four_threads_on_two_replicas() throws Exception {
        Grant grant = granted(POSTGRES.a(), "1000");
        int threads = 64;
        var together = new CountDownLatch(threads);
        List<Future<Integer>> running = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                Database replica = i % 2 == 0 ? POSTGRES.a() : POSTGRES.b();
                running.add(
                        pool.submit(
                                () -> {
                                    together.countDown();
                                    together.await();
                                    int written = 0;
                                    for (int n = 0; n < 4; n++) {
                                        Intended intended =
                                                intend(replica.journal(), intent(grant, "10"));
                                        written += intended instanceof Intended.Written ? 1 : 0;
                                    }
                                    return written;
                                }));
            }
            int written = 0;
            for (var one : running) {
                written += one.get();
            }
            assertThat(written).isEqualTo(100);
        }
        assertThat(spent()).contains("1000");
        assertThat(POSTGRES.ask("SELECT id FROM order_journal")).hasSize(100);
        assertThat(POSTGRES.ask("SELECT id FROM audit WHERE kind = 'order_requested'"))
                .hasSize(100);
    }

    @Test
    void a_sum_is_exact_while_two_replicas_take_and_give_back() throws Exception {
        Grant grant = granted(POSTGRES.a(), "1000000");
        int threads = 16;
        List<Future<Boolean>> running = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                OrderJournal journal = (i % 2 == 0 ? POSTGRES.a() : POSTGRES.b()).journal();
                running.add(
                        pool.submit(
                                () -> {
                                    for (int n = 0; n < 12; n++) {
                                        Intent intent = intent(grant, "0.1");
                                        if (!(intend(journal, intent)
                                                instanceof Intended.Written)) {
                                            return false;
                                        }
                                        settle(journal, intent, FATES.get(n % 4));
                                    }
                                    return true;
                                }));
            }
            for (var one : running) {
                assertThat(one.get()).isTrue();
            }
        }
        eventually(
                () ->
                        POSTGRES.ask("SELECT id FROM order_journal WHERE state = 'INTENDED'")
                                .isEmpty());
        // Of 192 orders half were not placed.
        assertThat(spent()).contains("9.6");
        assertThat(POSTGRES.ask("SELECT id FROM audit WHERE kind = 'order_settled'")).hasSize(192);
    }

    @Test
    void a_revocation_has_its_turn_however_many_orders_keep_coming() throws Exception {
        Grant grant = granted(POSTGRES.a(), "1000000");
        var revoked = new AtomicBoolean();
        List<Future<Boolean>> running = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(32)) {
            for (int i = 0; i < 32; i++) {
                OrderJournal journal = (i % 2 == 0 ? POSTGRES.a() : POSTGRES.b()).journal();
                running.add(
                        pool.submit(
                                () -> {
                                    while (intend(journal, intent(grant, "1"))
                                            instanceof Intended.Written) {
                                        assertThat(revoked).isFalse();
                                    }
                                    return true;
                                }));
            }
            eventually(() -> POSTGRES.ask("SELECT id FROM order_journal").size() > 100);
            boolean done =
                    POSTGRES.open()
                            .accounts()
                            .revoke(
                                    grant.account(),
                                    grant.id(),
                                    ann.id(),
                                    new AuditEvent.GrantRevoked(
                                            ann.id(), grant.account(), grant.id()),
                                    NOON);
            assertThat(done).isTrue();
            for (var one : running) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(
                        POSTGRES.askOne(
                                "SELECT kind FROM audit WHERE kind <> 'user_added' ORDER BY id DESC"))
                .contains("grant_revoked");
    }

    @Test
    void an_entry_tells_what_was_sent_where_and_what_became_of_it() throws Exception {
        Grant grant = granted(POSTGRES.a(), "100");
        Intent intent = intent(grant, "12.50");
        intend(POSTGRES.a().journal(), intent);
        String all =
                "SELECT concat_ws(' ', user_id, account, exchange, market, environment,"
                        + " client_order_id, state, grant_id, day, currency, notional) FROM"
                        + " order_journal";
        String entry = "%s %s paper SPOT LIVE %s %s %s 2026-11-23 USDT 12.50";
        assertThat(POSTGRES.ask(all))
                .containsExactly(
                        entry.formatted(
                                bob.id(),
                                grant.account(),
                                intent.order().id(),
                                "INTENDED",
                                grant.id()));

        settle(POSTGRES.a().journal(), intent, Fate.UNKNOWN);

        eventually(
                () ->
                        POSTGRES.ask(all)
                                .contains(
                                        entry.formatted(
                                                bob.id(),
                                                grant.account(),
                                                intent.order().id(),
                                                "UNKNOWN",
                                                grant.id())));
        assertThat(spent()).contains("12.50");
    }

    @Test
    void without_the_database_no_order_is_written_and_what_became_of_others_waits_for_it()
            throws Exception {
        Secret url = POSTGRES.emptyDatabase("journal_outage");
        try (Database database = Database.open(new DatabaseConfig.Url(url))) {
            Grant grant = granted(database, "100");
            Intent sent = intent(grant, "60");
            intend(database.journal(), sent);
            database.journal().sending(sent.id(), NOON);
            connections(false);
            settleSent(database.journal(), sent, Fate.NOT_PLACED);
            assertThatThrownBy(() -> intend(database.journal(), intent(grant, "1")))
                    .isInstanceOf(Unavailable.class);
            connections(true);
            eventually(database::isReady);
            eventually(
                    () ->
                            intend(database.journal(), intent(grant, "100"))
                                    instanceof Intended.Written);
        }
    }

    private static void connections(boolean allowed) throws Exception {
        POSTGRES.asSuperuser("ALTER DATABASE journal_outage ALLOW_CONNECTIONS " + allowed);
        if (!allowed) {
            POSTGRES.ask(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                            + " 'journal_outage'");
        }
    }
}

package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.TestPostgres.eventually;
import static cc.profitmaker.adapter.persistence.TestPostgres.within;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.user;
import static cc.profitmaker.application.testing.VaultFixtures.grant;
import static cc.profitmaker.application.testing.VaultFixtures.liveGrant;
import static cc.profitmaker.application.testing.VaultFixtures.with;
import static cc.profitmaker.application.testing.VaultFixtures.withBothKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.RecordedChanges;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.application.vault.AccountStore.Named;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Grant;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.audit.AuditEvent.AccountChanged.Ceilings;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.vault.Account;
import cc.profitmaker.domain.vault.KeySlot;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

final class PostgresAccountStoreTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final User ann = user("ann@example.com");
    private final User bob = user("bob@example.com");
    private final Account account = withBothKeys(ann.id(), NOON);

    @BeforeEach
    void ann_has_an_account_and_bob_exists() {
        for (User one : List.of(ann, bob)) {
            POSTGRES.a()
                    .users()
                    .add(
                            one,
                            new PasswordHash.Hash("$2b$12$hash"),
                            NOON,
                            new AuditEvent.UserAdded(one.id(), Role.USER));
        }
        a().add(with(account, "1"), added(), NOON);
    }

    private static AccountStore a() {
        return POSTGRES.a().accounts();
    }

    private static AccountStore b() {
        return POSTGRES.b().accounts();
    }

    private AuditEvent added() {
        return new AuditEvent.AccountAdded(
                ann.id(), account.id(), account.exchange(), account.report());
    }

    private Grant given() {
        Grant grant = liveGrant(account, bob.id(), AccessLevel.TRADE);
        a().give(grant, Named.BY_ID, ann.id(), new AuditEvent.GrantGiven(ann.id(), grant), NOON);
        return grant;
    }

    private static boolean revoke(AccountStore store, Grant grant, User owner) {
        return store.revoke(
                grant.account(),
                grant.id(),
                owner.id(),
                new AuditEvent.GrantRevoked(owner.id(), grant.account(), grant.id()),
                NOON);
    }

    /** Listens on a replica of its own, from when that one hears. */
    private static RecordedChanges onAnotherReplica() {
        Database replica = POSTGRES.open();
        var changes = new RecordedChanges();
        replica.onAccessChange(changes);
        eventually(replica::hearsOfChanges);
        return changes;
    }

    private static long times(RecordedChanges changes, AccountId account) {
        return changes.told().stream().filter(account::equals).count();
    }

    @Test
    void every_change_is_heard_within_a_second_on_another_replica() {
        RecordedChanges heard = onAnotherReplica();
        Grant grant = liveGrant(account, bob.id(), AccessLevel.READ);
        List<Runnable> changes =
                List.of(
                        () ->
                                a().give(
                                                grant,
                                                Named.BY_ID,
                                                ann.id(),
                                                new AuditEvent.GrantGiven(ann.id(), grant),
                                                NOON),
                        () -> revoke(a(), grant, ann),
                        () ->
                                a().change(
                                                account,
                                                with(account, "2"),
                                                new AuditEvent.AccountChanged(
                                                        ann.id(),
                                                        account.id(),
                                                        Set.of(KeySlot.MAIN),
                                                        new Ceilings(
                                                                account.ceiling(),
                                                                account.ceiling()),
                                                        account.report()),
                                                NOON),
                        () ->
                                a().remove(
                                                account.id(),
                                                ann.id(),
                                                new AuditEvent.AccountRemoved(
                                                        ann.id(), account.id()),
                                                NOON));
        for (Runnable change : changes) {
            long before = times(heard, account.id());
            change.run();
            within(A_SECOND, () -> times(heard, account.id()) > before);
        }
    }

    @Test
    void what_is_typed_into_the_database_is_heard_too_cascades_included() throws Exception {
        POSTGRES.asSuperuser("DELETE FROM first_user");
        RecordedChanges heard = onAnotherReplica();
        given();
        within(A_SECOND, () -> times(heard, account.id()) == 1);

        List<String> typed =
                List.of(
                        "UPDATE grants SET level = 'READ'",
                        "UPDATE accounts SET ceiling = 'READ'",
                        "UPDATE account_keys SET version = 2",
                        "DELETE FROM account_keys WHERE slot = 'READ_ONLY'",
                        "DELETE FROM users WHERE email = 'bob@example.com'",
                        "DELETE FROM users");
        for (int i = 0; i < typed.size(); i++) {
            int before = i + 1;
            POSTGRES.asSuperuser(typed.get(i));
            within(A_SECOND, () -> times(heard, account.id()) == before + 1);
        }
        assertThat(POSTGRES.ask("SELECT id FROM accounts")).isEmpty();
        assertThat(POSTGRES.ask("SELECT account FROM account_keys")).isEmpty();
    }

    @Test
    void sealing_a_key_again_under_another_master_key_is_told_to_nobody() throws Exception {
        RecordedChanges heard = onAnotherReplica();

        POSTGRES.asSuperuser(
                "UPDATE account_keys SET sealed_under = 'fedcba9876543210', data_key = 'x'",
                "SELECT pg_notify('profitmaker_changes', 'account mark')");

        eventually(() -> heard.told().contains(new AccountId("mark")));
        assertThat(times(heard, account.id())).isZero();
    }

    @Test
    void a_change_elsewhere_that_was_made_through_us_is_heard_by_the_other_replicas() {
        RecordedChanges heard = onAnotherReplica();
        var central = new AccountId("cred_42");

        POSTGRES.a().tellOthers(central);

        within(A_SECOND, () -> heard.told().contains(central));
    }

    @Test
    void a_replica_that_cannot_hear_tells_so_and_tells_again_when_it_can() throws Exception {
        RecordedChanges heard = onAnotherReplica();
        try {
            POSTGRES.asSuperuser("ALTER ROLE profitmaker_app NOLOGIN");
            POSTGRES.ask(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE"
                            + " '%pg_listening_channels%' AND pid <> pg_backend_pid()");
            within(A_SECOND, () -> heard.unknown() > 1);
            long deaf = heard.unknown();
            eventually(() -> heard.unknown() > deaf);
        } finally {
            POSTGRES.asSuperuser("ALTER ROLE profitmaker_app LOGIN");
        }
        eventually(() -> POSTGRES.a().hearsOfChanges() && POSTGRES.b().hearsOfChanges());
        long before = times(heard, account.id());
        eventually(
                () -> {
                    revoke(a(), given(), ann);
                    return times(heard, account.id()) > before;
                });
    }

    @Test
    void a_listener_that_fails_keeps_no_other_from_hearing_and_no_call_from_returning() {
        Database replica = POSTGRES.open();
        replica.onAccessChange(
                new AccessChanges() {
                    @Override
                    public void changed(AccountId changed) {
                        throw new IllegalStateException("a broken promise");
                    }

                    @Override
                    public void anyMayHaveChanged() {
                        throw new IllegalStateException("a broken promise");
                    }
                });
        var heard = new RecordedChanges();
        replica.onAccessChange(heard);

        assertThat(revoke(replica.accounts(), given(), ann)).isTrue();

        assertThat(times(heard, account.id())).isPositive();
        eventually(replica::hearsOfChanges);
    }

    @Test
    void a_revocation_is_effective_on_every_replica_when_it_returns() {
        for (int i = 0; i < 20; i++) {
            Grant grant = given();
            assertThat(b().find(account.id(), bob.id(), AccessLevel.TRADE)).isPresent();
            assertThat(revoke(a(), grant, ann)).isTrue();
            assertThat(b().find(account.id(), bob.id(), AccessLevel.TRADE)).isEmpty();
        }
    }

    @Test
    void grants_given_and_revoked_on_two_replicas_at_once_leave_one_or_none() throws Exception {
        AllAtOnce.run(
                60,
                i -> {
                    AccountStore store = i % 2 == 0 ? a() : b();
                    Grant grant = liveGrant(account, bob.id(), AccessLevel.READ);
                    boolean given =
                            store.give(
                                            grant,
                                            Named.BY_ID,
                                            ann.id(),
                                            new AuditEvent.GrantGiven(ann.id(), grant),
                                            NOON)
                                    .isPresent();
                    return given && i % 3 == 0 && revoke(store, grant, ann);
                });

        int left = a().grants(account.id(), ann.id()).orElseThrow().size();
        assertThat(left).isLessThanOrEqualTo(1);
        assertThat(POSTGRES.ask("SELECT id FROM audit WHERE kind = 'grant_given'")).hasSize(60);
    }

    @Test
    void a_call_is_decided_by_one_statement() {
        given();
        var prepared = new AtomicInteger();
        var store =
                new PostgresAccountStore(
                        new Transactions(counting(prepared)),
                        new RecordedChanges(),
                        new InMemoryAuditTrail());

        assertThat(store.find(account.id(), bob.id(), AccessLevel.READ)).isPresent();

        assertThat(prepared).hasValue(1);
    }

    /** The application's connections, with every statement counted. */
    private static DataSource counting(AtomicInteger prepared) {
        return new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = POSTGRES.application().getConnection();
                return (Connection)
                        Proxy.newProxyInstance(
                                Connection.class.getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (_, method, arguments) -> {
                                    if (method.getName().contains("Statement")) {
                                        prepared.incrementAndGet();
                                    }
                                    return method.invoke(connection, arguments);
                                });
            }
        };
    }

    @Test
    void a_limit_that_this_server_does_not_know_is_not_taken_for_none() throws Exception {
        given();
        POSTGRES.asSuperuser("UPDATE grants SET limits = limits || '{\"max_orders\": \"1\"}'");

        assertThatThrownBy(() -> a().find(account.id(), bob.id(), AccessLevel.READ))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void limits_that_miss_one_are_not_taken_for_boundless() throws Exception {
        given();
        POSTGRES.asSuperuser("UPDATE grants SET limits = limits - 'daily_notional'");

        assertThatThrownBy(() -> a().find(account.id(), bob.id(), AccessLevel.READ))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_grant_tells_whether_it_was_given_to_an_address() throws Exception {
        for (Named named : Named.values()) {
            Grant grant =
                    grant(account, bob.id(), AccessLevel.READ, GrantLimits.NONE, Optional.empty());
            a().give(grant, named, ann.id(), new AuditEvent.GrantGiven(ann.id(), grant), NOON);
            assertThat(POSTGRES.ask("SELECT named FROM grants")).containsExactly(named.name());
        }
    }

    @Test
    void only_ciphertext_fits_where_keys_belong() {
        for (String typed :
                List.of(
                        "UPDATE account_keys SET sealed_under = 'master'",
                        "UPDATE account_keys SET version = 0",
                        "UPDATE account_keys SET slot = 'SPARE'",
                        "UPDATE accounts SET suffix = 'whole key'",
                        "UPDATE accounts SET fingerprint = 'key'",
                        "UPDATE accounts SET permissions = '{EVERYTHING}'")) {
            assertThatThrownBy(() -> POSTGRES.asSuperuser(typed))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).as(typed).isEqualTo("23514"));
        }
    }
}

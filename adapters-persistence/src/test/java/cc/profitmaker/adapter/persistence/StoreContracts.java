package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.operator.Roster;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.testing.AccountStoreContract;
import cc.profitmaker.application.testing.AuditReading;
import cc.profitmaker.application.testing.AuditTrailContract;
import cc.profitmaker.application.testing.BindingContract;
import cc.profitmaker.application.testing.OrderJournalContract;
import cc.profitmaker.application.testing.PaperAccountsContract;
import cc.profitmaker.application.testing.RecordedChanges;
import cc.profitmaker.application.testing.ReplicasContract;
import cc.profitmaker.application.testing.RosterContract;
import cc.profitmaker.application.testing.SealedKeysContract;
import cc.profitmaker.application.testing.SessionStoreContract;
import cc.profitmaker.application.testing.UserStoreContract;
import cc.profitmaker.application.trading.HaltStore;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.application.vault.Replicas;
import cc.profitmaker.application.vault.SealedDataKeys;
import cc.profitmaker.application.vault.SealedSecrets;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.vault.DataKeyUse;
import cc.profitmaker.domain.vault.SealedDataKey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.BeforeEach;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import javax.sql.DataSource;

/** The contracts of all stores, for test classes to nest on the PostgreSQL they have. */
final class StoreContracts {
    private StoreContracts() {}

    interface Stores {
        Database database();

        /** As a role that triggers and missing privileges do not hold back. */
        DataSource superuser();
    }

    static void empty(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(
                    "TRUNCATE users, first_user, sessions, sign_in_addresses, audit,"
                            + " audit_seals, audit_unsealed, paper_accounts, accounts,"
                            + " account_keys, grants, order_journal, daily_spending, halts,"
                            + " master_keys, sealed_secrets, replicas");
            statement.execute("NOTIFY profitmaker_changes, 'everything'");
        }
    }

    private record Reading(DataSource superuser) implements AuditReading {
        private static final JsonMapper JSON = new JsonMapper();

        @Override
        public List<String> recorded() {
            try (Connection connection = superuser.getConnection();
                    Statement statement = connection.createStatement();
                    var rows =
                            statement.executeQuery(
                                    "SELECT at, kind, user_id, detail FROM audit ORDER BY id")) {
                List<String> shown = new ArrayList<>();
                while (rows.next()) {
                    shown.add(
                            text(
                                    rows.getObject(1, OffsetDateTime.class).toInstant(),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4)));
                }
                return shown;
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String shown(AuditEvent event, Instant at) {
            AuditRow row = AuditRow.of(event);
            return text(at, row.kind(), row.user().map(UserId::toString).orElse(null), row.json());
        }

        private static String text(Instant at, String kind, String user, String detail) {
            try {
                return at + " " + kind + " " + user + " " + JSON.readValue(detail, TreeMap.class);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void closeAudit(Stores stores) {
        asSuperuser(
                stores,
                "CREATE TRIGGER closed BEFORE INSERT ON audit FOR EACH STATEMENT EXECUTE"
                        + " FUNCTION refuse_change_of_audit()");
    }

    private static void openAudit(Stores stores) {
        asSuperuser(stores, "DROP TRIGGER closed ON audit");
    }

    private static void asSuperuser(Stores stores, String sql) {
        try (Connection connection = stores.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    abstract static class Identities
            implements UserStoreContract, BindingContract, SessionStoreContract, RosterContract {
        private final Stores stores;

        Identities(Stores stores) {
            this.stores = stores;
        }

        @Override
        public UserStore users() {
            return stores.database().users();
        }

        @Override
        public SessionStore sessions() {
            return stores.database().sessions();
        }

        @Override
        public Roster roster() {
            return stores.database().roster();
        }

        @Override
        public AuditReading audit() {
            return new Reading(stores.superuser());
        }

        @Override
        public void refuseAudit() {
            closeAudit(stores);
        }

        @Override
        public void acceptAudit() {
            openAudit(stores);
        }
    }

    private static void bindToSso(Stores stores, UserId user, String subject) {
        try (Connection connection = stores.superuser().getConnection();
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE users SET sso_user_id = ? WHERE id = ?")) {
            update.setString(1, subject);
            update.setObject(2, user.value());
            update.execute();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    abstract static class Trail implements AuditTrailContract {
        private final Stores stores;

        Trail(Stores stores) {
            this.stores = stores;
        }

        @Override
        public AuditTrail trail() {
            return stores.database().audit();
        }

        @Override
        public AuditReading audit() {
            return new Reading(stores.superuser());
        }
    }

    abstract static class Paper implements PaperAccountsContract {
        private final Stores stores;

        Paper(Stores stores) {
            this.stores = stores;
        }

        @Override
        public PaperAccounts accounts() {
            return stores.database().paperAccounts();
        }
    }

    abstract static class Vault implements AccountStoreContract {
        private final Stores stores;
        private final RecordedChanges changes = new RecordedChanges();

        Vault(Stores stores) {
            this.stores = stores;
        }

        @BeforeEach
        void listening() {
            stores.database().onAccessChange(changes);
        }

        @Override
        public AccountStore accounts() {
            return stores.database().accounts();
        }

        @Override
        public UserStore users() {
            return stores.database().users();
        }

        @Override
        public RecordedChanges changes() {
            return changes;
        }

        @Override
        public AuditReading audit() {
            return new Reading(stores.superuser());
        }

        @Override
        public void refuseAudit() {
            closeAudit(stores);
        }

        @Override
        public void acceptAudit() {
            openAudit(stores);
        }

        @Override
        public void bindToSso(UserId user, String subject) {
            StoreContracts.bindToSso(stores, user, subject);
        }
    }

    abstract static class Journal implements OrderJournalContract {
        private final Stores stores;

        Journal(Stores stores) {
            this.stores = stores;
        }

        @Override
        public OrderJournal journal() {
            return stores.database().journal();
        }

        @Override
        public HaltStore halts() {
            return stores.database().halts();
        }

        @Override
        public AccountStore accounts() {
            return stores.database().accounts();
        }

        @Override
        public UserStore users() {
            return stores.database().users();
        }

        @Override
        public AuditReading audit() {
            return new Reading(stores.superuser());
        }
    }

    abstract static class Sealed implements SealedKeysContract {
        private final Stores stores;

        Sealed(Stores stores) {
            this.stores = stores;
        }

        @Override
        public SealedDataKeys keys() {
            return stores.database().sealedDataKeys();
        }

        @Override
        public SealedSecrets secrets() {
            return stores.database().sealedSecrets();
        }

        /** As any statement would store it; the account is made when there is none. */
        @Override
        public void given(DataKeyUse.OfAccount use, SealedDataKey key) {
            try (Connection connection = stores.superuser().getConnection();
                    PreparedStatement statement =
                            connection.prepareStatement(
                                    """
                                    WITH owner AS (
                                        INSERT INTO users (id, email, name, role, status, created_at)
                                        VALUES (gen_random_uuid(), gen_random_uuid() || '@x.example',
                                                'x', 'USER', 'ENABLED', now())
                                        RETURNING id),
                                    account AS (
                                        INSERT INTO accounts (id, owner, exchange, label, ceiling,
                                                              suffix, fingerprint, created_at)
                                        SELECT ?, owner.id, 'paper', '', 'TRADE', '',
                                               repeat('0', 64), now()
                                        FROM owner
                                        ON CONFLICT DO NOTHING)
                                    INSERT INTO account_keys VALUES (?, ?, ?, ?, ?, 'payload')
                                    """)) {
                statement.setString(1, use.account().value());
                statement.setString(2, use.account().value());
                statement.setString(3, use.slot().name());
                statement.setLong(4, use.version());
                statement.setString(5, key.under().value());
                statement.setBytes(6, key.key().bytes());
                statement.execute();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    abstract static class Servers implements ReplicasContract {
        private final Stores stores;

        Servers(Stores stores) {
            this.stores = stores;
        }

        @Override
        public Replicas replicas() {
            return stores.database().replicas();
        }

        @Override
        public void letPass(Duration time) {
            try (Connection connection = stores.superuser().getConnection();
                    PreparedStatement update =
                            connection.prepareStatement(
                                    "UPDATE replicas SET seen_at = seen_at - ? * interval '1 ms'")) {
                update.setLong(1, time.toMillis());
                update.execute();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}

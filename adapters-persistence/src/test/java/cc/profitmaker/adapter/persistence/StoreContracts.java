package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.testing.AccountStoreContract;
import cc.profitmaker.application.testing.AuditReading;
import cc.profitmaker.application.testing.AuditTrailContract;
import cc.profitmaker.application.testing.BindingContract;
import cc.profitmaker.application.testing.OrderJournalContract;
import cc.profitmaker.application.testing.PaperAccountsContract;
import cc.profitmaker.application.testing.RecordedChanges;
import cc.profitmaker.application.testing.SessionStoreContract;
import cc.profitmaker.application.testing.UserStoreContract;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.UserId;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.junit.jupiter.api.BeforeEach;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
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
                            + " audit_seals, audit_unsealed, paper_accounts, accounts, account_keys, grants, order_journal,"
                            + " daily_spending");
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

    abstract static class Identities
            implements UserStoreContract, BindingContract, SessionStoreContract {
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
        public AuditReading audit() {
            return new Reading(stores.superuser());
        }

        @Override
        public void refuseAudit() {
            asSuperuser(
                    "CREATE TRIGGER closed BEFORE INSERT ON audit FOR EACH STATEMENT EXECUTE"
                            + " FUNCTION refuse_change_of_audit()");
        }

        @Override
        public void acceptAudit() {
            asSuperuser("DROP TRIGGER closed ON audit");
        }

        private void asSuperuser(String sql) {
            try (Connection connection = stores.superuser().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
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
}

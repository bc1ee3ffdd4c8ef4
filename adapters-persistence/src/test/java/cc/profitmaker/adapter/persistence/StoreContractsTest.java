package cc.profitmaker.adapter.persistence;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

import javax.sql.DataSource;

/** On the embedded PostgreSQL. */
final class StoreContractsTest implements StoreContracts.Stores {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    @Override
    public Database database() {
        return POSTGRES.a();
    }

    @Override
    public DataSource superuser() {
        return POSTGRES.superuser();
    }

    @Nested
    final class Identities extends StoreContracts.Identities {
        Identities() {
            super(StoreContractsTest.this);
        }
    }

    @Nested
    final class Trail extends StoreContracts.Trail {
        Trail() {
            super(StoreContractsTest.this);
        }
    }

    @Nested
    final class Paper extends StoreContracts.Paper {
        Paper() {
            super(StoreContractsTest.this);
        }
    }

    @Nested
    final class Vault extends StoreContracts.Vault {
        Vault() {
            super(StoreContractsTest.this);
        }
    }

    @Nested
    final class Journal extends StoreContracts.Journal {
        Journal() {
            super(StoreContractsTest.this);
        }
    }

    @Nested
    final class Sealed extends StoreContracts.Sealed {
        Sealed() {
            super(StoreContractsTest.this);
        }
    }

    @Nested
    final class Servers extends StoreContracts.Servers {
        Servers() {
            super(StoreContractsTest.this);
        }
    }
}

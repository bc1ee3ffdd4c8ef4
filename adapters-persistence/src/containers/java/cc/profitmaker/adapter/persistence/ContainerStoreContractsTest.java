package cc.profitmaker.adapter.persistence;

import cc.profitmaker.domain.credential.Secret;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.PostgreSQLContainer;

import java.sql.SQLException;

import javax.sql.DataSource;

/** On the oldest PostgreSQL we support, in a container, reached through {@code DATABASE_URL}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ContainerStoreContractsTest implements StoreContracts.Stores {
    private PostgreSQLContainer<?> container;
    private Database database;

    @BeforeAll
    void start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new AssertionError(
                    "-Pcontainers needs Docker, and none answers here:"
                            + " start it, or run the build without this profile");
        }
        container = new PostgreSQLContainer<>("postgres:14-alpine");
        container.start();
        String url =
                container.getJdbcUrl()
                        + (container.getJdbcUrl().contains("?") ? "&" : "?")
                        + "user="
                        + container.getUsername()
                        + "&password="
                        + container.getPassword();
        database = Database.open(new DatabaseConfig.Url(Secret.of(url)));
    }

    @BeforeEach
    void nothing_in_it() throws SQLException {
        StoreContracts.empty(superuser());
    }

    @AfterAll
    void stop() {
        if (database != null) {
            database.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public DataSource superuser() {
        var source = new PGSimpleDataSource();
        source.setUrl(container.getJdbcUrl());
        source.setUser(container.getUsername());
        source.setPassword(container.getPassword());
        return source;
    }

    @Nested
    final class Identities extends StoreContracts.Identities {
        Identities() {
            super(ContainerStoreContractsTest.this);
        }
    }

    @Nested
    final class Trail extends StoreContracts.Trail {
        Trail() {
            super(ContainerStoreContractsTest.this);
        }
    }

    @Nested
    final class Paper extends StoreContracts.Paper {
        Paper() {
            super(ContainerStoreContractsTest.this);
        }
    }

    @Nested
    final class Vault extends StoreContracts.Vault {
        Vault() {
            super(ContainerStoreContractsTest.this);
        }
    }

    @Nested
    final class Journal extends StoreContracts.Journal {
        Journal() {
            super(ContainerStoreContractsTest.this);
        }
    }

    @Nested
    final class Sealed extends StoreContracts.Sealed {
        Sealed() {
            super(ContainerStoreContractsTest.this);
        }
    }

    @Nested
    final class Servers extends StoreContracts.Servers {
        Servers() {
            super(ContainerStoreContractsTest.this);
        }
    }
}

package cc.profitmaker.adapter.persistence;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

import java.time.Duration;
import java.util.Map;

/**
 * Brings the schema up to date: forward only, one starter at a time (Flyway holds a lock in the
 * database), every other one finds nothing left to do.
 */
final class Migrations {
    private Migrations() {}

    /**
     * As {@code owner}; {@code application} is the role that gets what the server needs and no
     * more.
     */
    static void run(Endpoint owner, Endpoint application) {
        PGSimpleDataSource source = owner.dataSource(Duration.ZERO);
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    .cleanDisabled(true)
                    .placeholders(Map.of("appRole", quoted(application.role())))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartRefused(
                    "the database cannot be reached or its schema cannot be brought up to date", e);
        }
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }
}

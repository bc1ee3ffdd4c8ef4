package cc.profitmaker.bootstrap;

import cc.profitmaker.adapter.auth.BcryptPasswordHash;
import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.persistence.Database;
import cc.profitmaker.adapter.persistence.StartRefused;
import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditExports;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.audit.AuditVerification;
import cc.profitmaker.application.session.Users;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What commands use: the same database as the server, whether that one is running or not. With the
 * embedded PostgreSQL and no server it is started for as long as this is open.
 */
final class OperatorAccess implements AutoCloseable {
    private final Database database;
    private final Config.Vault vault;
    private final BcryptPasswordHash hashing = new BcryptPasswordHash();

    private OperatorAccess(Database database, Config.Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    static OperatorAccess open(Config config) {
        Logging.configure(config.logs().quieterThan(Config.LogLevel.WARN));
        Home.open(config.store().home());
        Database database = asked(() -> Database.attach(AdapterConfigs.database(config.store())));
        return new OperatorAccess(database, config.store().vault());
    }

    /** Only for the commands that need it: a lost master key must not hold up the others. */
    private Optional<AuditKey> auditKey() {
        return OpenedVault.open(vault, database).map(OpenedVault::auditKey);
    }

    /** A database that cannot be opened as things are says why; that is the command's answer. */
    static Database asked(Supplier<Database> opening) {
        try {
            return opening.get();
        } catch (StartRefused refused) {
            String said = refused.getMessage();
            throw new Refused(
                    Character.toUpperCase(said.charAt(0))
                            + said.substring(1)
                            + (said.endsWith(".") ? "" : "."),
                    refused);
        }
    }

    /** What each exchange on the network says to a first question. */
    static Map<ExchangeId, Reply<List<Market>>> askExchanges(Config config) {
        Map<ExchangeId, Reply<List<Market>>> answers = new LinkedHashMap<>();
        try (var exchanges =
                new Exchanges(
                        AdapterConfigs.exchanges(config.exchange()), Map.of(), Clock.systemUTC())) {
            for (ExchangeId id : exchanges.exchanges()) {
                answers.put(id, exchanges.markets(exchanges.first(id)));
            }
        }
        return answers;
    }

    Users users() {
        return new Users(
                database.users(),
                database.sessions(),
                hashing,
                Clock.systemUTC(),
                UUID::randomUUID);
    }

    /** Empty when there is no key. */
    Optional<AuditVerification> auditVerification() {
        return auditKey().map(key -> new AuditVerification(database.auditChain(), key));
    }

    /** Empty when there is no key. */
    Optional<AuditExports> auditExports() {
        return auditKey()
                .map(
                        key ->
                                new AuditExports(
                                        database.auditChain(),
                                        key,
                                        database.audit(),
                                        Clock.systemUTC()));
    }

    AuditChain.Standing auditStanding() {
        return database.auditChain().standing();
    }

    AuditFile.Writing newAuditFile(Path path) {
        return Database.newAuditFile(path);
    }

    AuditFile.Reading auditFile(Path path) {
        return Database.auditFile(path);
    }

    boolean databaseAnswers() {
        return database.isReady();
    }

    @Override
    public void close() {
        hashing.close();
        database.close();
    }
}

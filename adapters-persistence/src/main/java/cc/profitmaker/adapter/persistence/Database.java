package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.audit.AuditChain;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditKey;
import cc.profitmaker.application.audit.AuditPages;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.application.operator.Roster;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.trading.HaltStore;
import cc.profitmaker.application.trading.OrderJournal;
import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.application.vault.AccountStore;
import cc.profitmaker.application.vault.Replicas;
import cc.profitmaker.application.vault.SealedDataKeys;
import cc.profitmaker.application.vault.SealedSecrets;
import cc.profitmaker.domain.access.AccountId;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;

import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The PostgreSQL behind the stores, opened with its schema up to date. The stores may be used by
 * any number of threads; while the database is away they fail with {@link Unavailable} within a few
 * seconds, and go on when it is back. Close it after all that uses it.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 12;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Optional<EmbeddedServer> server;
    private final HikariDataSource pool;
    private final Transactions transactions;
    private final Remembered memory = Remembered.nothing();
    private final AccessListeners access = new AccessListeners();
    private final Presence presence = new Presence();
    private final DatabaseClock clock = new DatabaseClock(InstantSource.system());
    private final ChangeFeed changes;
    private final LastUses uses;
    private final LaterWrites later;
    private final AtomicReference<AuditSealer> sealer = new AtomicReference<>();

    private Database(Optional<EmbeddedServer> server, Endpoint endpoint, HikariDataSource pool) {
        this.server = server;
        this.pool = pool;
        this.transactions = new Transactions(pool);
        this.changes =
                new ChangeFeed(
                        endpoint.dataSource(Duration.ofSeconds(1)),
                        memory,
                        access,
                        presence,
                        clock);
        this.uses = new LastUses(transactions);
        this.later = new LaterWrites(transactions);
        changes.start();
        uses.start();
        later.start();
    }

    /**
     * For the server: starts the embedded PostgreSQL, if that is the one. Fails with {@link
     * StartRefused}, as when another server already uses that home.
     */
    public static Database open(DatabaseConfig config) {
        return switch (config) {
            case DatabaseConfig.Embedded(var home) -> open(EmbeddedServer.start(DataHome.at(home)));
            case DatabaseConfig.Url(var url) -> open(Endpoint.of(url));
        };
    }

    /**
     * For the command line: uses the embedded PostgreSQL that a server on this home is running, and
     * starts it for as long as this is open when none is. Fails with {@link StartRefused}.
     */
    public static Database attach(DatabaseConfig config) {
        return switch (config) {
            case DatabaseConfig.Embedded(var home) -> open(EmbeddedServer.join(DataHome.at(home)));
            case DatabaseConfig.Url(var url) -> open(Endpoint.of(url));
        };
    }

    private static Database open(EmbeddedServer server) {
        try {
            return open(server.owner(), server.application(), Optional.of(server));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Database open(Endpoint endpoint) {
        return open(endpoint, endpoint, Optional.empty());
    }

    private static Database open(
            Endpoint owner, Endpoint application, Optional<EmbeddedServer> server) {
        // jOOQ greets with a picture and a tip in the log; it can be told not to in no other way.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        Migrations.run(owner, application);
        var config = new HikariConfig();
        config.setPoolName("profitmaker");
        config.setDataSource(application.dataSource(ANSWER_WITHIN));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECT_WITHIN.toMillis());
        config.setValidationTimeout(CONNECT_WITHIN.minusSeconds(1).toMillis());
        try {
            return new Database(server, application, new HikariDataSource(config));
        } catch (HikariPool.PoolInitializationException e) {
            throw new StartRefused("the database cannot be reached", e);
        }
    }

    /** The time, which all replicas of one database agree on. */
    public InstantSource clock() {
        return clock;
    }

    /** Users and their password hashes. */
    public UserStore users() {
        return new PostgresUserStore(transactions, memory, audit());
    }

    /** Sessions. */
    public SessionStore sessions() {
        return new PostgresSessionStore(transactions, memory, uses, audit());
    }

    /** Users and sessions as operators see and change them. */
    public Roster roster() {
        return new PostgresRoster(transactions, memory, audit());
    }

    /** The audit trail to look through. */
    public AuditPages auditPages() {
        return new PostgresAuditPages(transactions);
    }

    /** The audit trail. */
    public AuditTrail audit() {
        return new PostgresAuditTrail(transactions, later);
    }

    /** The own vault's accounts, keys and grants. */
    public AccountStore accounts() {
        return new PostgresAccountStore(transactions, access, audit());
    }

    /** Every order. */
    public OrderJournal journal() {
        return new PostgresOrderJournal(transactions, later, presence);
    }

    /** Whose trading is halted. */
    public HaltStore halts() {
        return new PostgresHaltStore(transactions);
    }

    /**
     * From now on the listener is told of every change to the own vault, and of what another
     * replica {@linkplain #tellOthers told}. While this one cannot hear, it is told again and again
     * that anything may have changed.
     */
    public void onAccessChange(AccessChanges listener) {
        access.add(listener);
    }

    /**
     * Tells the listeners of all replicas, of this one too, within a second, that an account that
     * is not in this database was changed through this server: one in the central vault. As good as
     * it gets: while the database is away nobody is told, and nothing fails.
     */
    public void tellOthers(AccountId account) {
        try {
            transactions.read(sql -> sql.select(ChangeFeed.telling(account)).execute());
        } catch (Unavailable | DataAccessException e) {
            LOG.warn("Other replicas were not told of a change of {}", account, e);
        }
    }

    /** The audit trail and its seals as they stand. */
    public AuditChain auditChain() {
        return new PostgresAuditChain(transactions);
    }

    /**
     * From now on, until this is closed, this replica takes part in sealing the audit trail. Prints
     * anchors to the log: at the start, at the end, and once a minute while there are new ones.
     */
    public void startSealing(AuditKey key) {
        var made = new AuditSealer(transactions, key);
        if (!sealer.compareAndSet(null, made)) {
            throw new IllegalStateException("this replica seals already");
        }
        made.start();
    }

    /** A new file for rows of the trail, readable by its owner only; one that exists is refused. */
    public static AuditFile.Writing newAuditFile(Path path) {
        return NewAuditFile.create(path);
    }

    /** A file that {@link #newAuditFile} made, or that somebody says it made. */
    public static AuditFile.Reading auditFile(Path path) {
        return WrittenAuditFile.open(path);
    }

    /** The data keys of everything sealed, for a new master key. */
    public SealedDataKeys sealedDataKeys() {
        return new PostgresSealedDataKeys(transactions);
    }

    /** Secrets of the server's own. */
    public SealedSecrets sealedSecrets() {
        return new PostgresSealedSecrets(transactions);
    }

    /** The servers on this database. */
    public Replicas replicas() {
        return new PostgresReplicas(transactions);
    }

    /** The accounts of the paper exchange. */
    public PaperAccounts paperAccounts() {
        return new PostgresPaperAccounts(transactions);
    }

    /**
     * A fact about this installation that is made up once, by whichever replica asks first, and is
     * the same for all from then on. Nothing secret.
     */
    public String madeOnce(String name, Supplier<String> make) {
        return new Installation(transactions).madeOnce(name, make);
    }

    /** Whether the database answers; takes 3 s at most to say no. Migrations are done by now. */
    public boolean isReady() {
        try {
            return transactions.read(sql -> sql.selectOne().fetchSingle().value1() == 1);
        } catch (Unavailable | DataAccessException _) {
            return false;
        }
    }

    /** Whether answers may come from memory at this moment; for tests and metrics. */
    boolean hearsOfChanges() {
        return memory.freshness().isProven();
    }

    /** Writes what waits to be written, then lets go of the database and stops our own. */
    @Override
    public void close() {
        changes.close();
        uses.close();
        later.close();
        Optional.ofNullable(sealer.get()).ifPresent(AuditSealer::close);
        pool.close();
        server.ifPresent(EmbeddedServer::close);
    }
}

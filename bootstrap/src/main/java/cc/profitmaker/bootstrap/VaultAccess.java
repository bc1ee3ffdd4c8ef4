package cc.profitmaker.bootstrap;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.persistence.Database;
import cc.profitmaker.adapter.vault.BrowserExport;
import cc.profitmaker.adapter.vault.MasterKeys;
import cc.profitmaker.adapter.vault.SealedVault;
import cc.profitmaker.application.vault.Accounts;
import cc.profitmaker.application.vault.BrowserImport;
import cc.profitmaker.application.vault.BrowserImport.Enrolled;
import cc.profitmaker.application.vault.BrowserStore;
import cc.profitmaker.application.vault.Heartbeat;
import cc.profitmaker.application.vault.KeyChecks;
import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.Retirement;
import cc.profitmaker.application.vault.Rotation;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Resumption;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.SessionToken;
import cc.profitmaker.domain.session.UserAgent;
import cc.profitmaker.domain.vault.KeySlot;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What commands do with the vault, whether servers are running or not. */
final class VaultAccess implements AutoCloseable {
    private final Config config;
    private final Database database;
    private final MasterKeys keys;

    private VaultAccess(Config config, Database database, MasterKeys keys) {
        this.config = config;
        this.database = database;
        this.keys = keys;
    }

    static VaultAccess open(Config config) {
        Logging.configure(config.logs().quieterThan(Config.LogLevel.WARN));
        Home.open(config.store().home());
        Database database =
                OperatorAccess.asked(
                        () -> Database.attach(AdapterConfigs.database(config.store())));
        try {
            MasterKeys keys =
                    OpenedVault.open(config.store().vault(), database)
                            .map(OpenedVault::keys)
                            .orElseThrow(
                                    () ->
                                            new Refused(
                                                    "There is no master key: set VAULT_MASTER_KEY"
                                                            + " or VAULT_MASTER_KEY_FILE."));
            return new VaultAccess(config, database, keys);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    Rotation rotation() {
        return new Rotation(
                database.sealedDataKeys(), database.replicas(), keys, VaultAccess::pause);
    }

    Retirement retirement() {
        return new Retirement(
                database.sealedDataKeys(), database.replicas(), keys, VaultAccess::pause);
    }

    /** Returns when it is written down. */
    void record(AuditEvent event) {
        database.audit().record(event, Clock.systemUTC().instant());
    }

    /** Empty when the keys are given by the configuration, which only its author can change. */
    Optional<MasterKeyList> list() {
        return keys.list();
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    static BrowserStore browserStore(Path file) {
        return OpenedVault.asked(() -> BrowserExport.read(file));
    }

    List<BrowserImport.Brought> bringIn(
            Email owner, BrowserStore store, Supplier<Secret> masterPassword) {
        if (config.store().vault().state() != Config.VaultState.ON) {
            throw new Refused("The vault is off: VAULT says so.");
        }
        InstantSource clock = Clock.systemUTC();
        Caller caller = asOwner(owner, clock);
        Heartbeat.agree(keys, database.replicas());
        try (Exchanges exchanges =
                Server.exchanges(config.exchange(), database, new SecureRandom(), clock)) {
            var accounts =
                    new Accounts(
                            database.accounts(),
                            new SealedVault(keys),
                            new KeyChecks(exchanges),
                            new Accounts.Sources(clock, UUID::randomUUID));
            return new BrowserImport(
                            database.accounts(),
                            (_, exchange, label, credential) ->
                                    enrolled(
                                            accounts.add(
                                                    caller,
                                                    new Accounts.NewAccount(
                                                            exchange,
                                                            label,
                                                            AccessLevel.TRADE,
                                                            Map.of(KeySlot.MAIN, credential),
                                                            KeyChecks.FundsOut.REFUSED))))
                    .run(caller.id(), store, masterPassword);
        }
    }

    /**
     * Whoever can run this on the server's data may act for any of its users. A session that is
     * kept nowhere makes the caller, so that all rules of a user's own call hold.
     */
    private Caller asOwner(Email email, InstantSource clock) {
        User user =
                database.users()
                        .byEmail(email)
                        .map(account -> account.user())
                        .orElseThrow(() -> new Refused("There is no such user."));
        var session =
                SessionPolicy.open(
                        SessionToken.of(UUID.randomUUID()),
                        user.id(),
                        clock.instant(),
                        new ClientAddress("127.0.0.1"),
                        new UserAgent("profitmaker vault import"));
        return switch (SessionPolicy.resume(session, user, clock.instant())) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended _ -> throw new Refused("This user is disabled.");
        };
    }

    private static Enrolled enrolled(Accounts.Saved saved) {
        return switch (saved) {
            case Accounts.Saved.Done _ -> new Enrolled.Done();
            case Accounts.Saved.TakesFundsOut _ -> new Enrolled.TakesFundsOut();
            case Accounts.Saved.Failed(var fault) -> new Enrolled.Failed(fault.kind());
            case Accounts.Saved.NoSuchAccount _,
                    Accounts.Saved.NotTheOwner _,
                    Accounts.Saved.Stale _ ->
                    throw new IllegalStateException("a new account is nobody else's");
        };
    }

    @Override
    public void close() {
        database.close();
    }
}

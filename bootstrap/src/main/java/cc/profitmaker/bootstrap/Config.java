package cc.profitmaker.bootstrap;

import cc.profitmaker.application.session.RegistrationMode;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Binding.Newcomers;
import cc.profitmaker.domain.market.ExchangeId;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Everything that can be configured, checked; secrets are {@link Secret} from the first moment. */
record Config(
        Http http, Store store, Identity identity, Exchange exchange, Logs logs, Report report) {

    /** Where the server listens and whom it believes. */
    record Http(Listen listen, Trust trust, Optional<Tls> tls) {}

    /**
     * The socket.
     *
     * @param port 0: any free one
     * @param socketIoPort where Socket.IO is served besides
     */
    record Listen(InetAddress address, int port, OptionalInt socketIoPort) {}

    record Trust(
            Set<String> publicHosts,
            Set<String> allowedOrigins,
            List<Cidr> proxies,
            PlaintextKeys plaintextKeys) {}

    /** Inline exchange keys over plain HTTP from another machine. */
    enum PlaintextKeys {
        REFUSED,
        ACCEPTED
    }

    /** PEM files. */
    record Tls(Path certificate, Path key) {}

    /**
     * Where things are kept.
     *
     * @param databaseUrl empty: the embedded PostgreSQL under {@code home}; secret because it holds
     *     a password
     */
    record Store(Path home, Optional<Secret> databaseUrl, Vault vault) {}

    /**
     * The vault of our own.
     *
     * @param keys whether the vault is on or not: the audit trail is sealed under them too
     */
    record Vault(VaultState state, MasterKeys keys) {}

    enum VaultState {
        ON,
        OFF,
        /** Not switched off, and without a master key: off, unless the database needs one. */
        KEYLESS
    }

    /** Where the master keys are: 32 bytes each, in Base64, the current one first. */
    sealed interface MasterKeys {
        /** In the configuration itself: they change with a restart. */
        record Given(List<Secret> currentFirst) implements MasterKeys {
            public Given {
                currentFirst = List.copyOf(currentFirst);
            }
        }

        /** In the operator's file, which was good at start and may change while we run. */
        record InFile(Path file) implements MasterKeys {}

        /** In our own file, made when missing. */
        record Kept(Path file) implements MasterKeys {}

        record Missing() implements MasterKeys {}
    }

    /**
     * Who may come in.
     *
     * @param apiToken empty: that kind of token is off
     * @param sso empty: switched off
     */
    record Identity(Optional<Secret> apiToken, RegistrationMode registration, Optional<Sso> sso) {}

    /**
     * The auth service.
     *
     * @param url without a slash at its end, as is the next one
     */
    record Sso(
            URI url, Choice choice, Newcomers newcomers, Internal internal, TokenChecks checks) {}

    /** Whose choice it was. */
    enum Choice {
        OPERATORS,
        /** Nobody's: the default. */
        OURS
    }

    /**
     * Its internal plane.
     *
     * @param secret empty: the central accounts' credentials cannot be had
     */
    record Internal(URI url, Optional<Secret> secret) {}

    /** What its tokens must say besides what all of them must. */
    record TokenChecks(
            Optional<String> audience, Issuer issuer, Optional<String> requiredService) {}

    enum Issuer {
        ANY,
        /** Must be the auth service's URL. */
        VERIFIED
    }

    /**
     * Exchanges and the way to them.
     *
     * @param brokers as whom we are known to those that ask
     * @param paperSeed empty: made once and kept
     * @param egressIp answers with our public address as plain text
     */
    record Exchange(
            Map<ExchangeId, Upstream> upstreams,
            Map<ExchangeId, Broker> brokers,
            Urls.Plaintext plaintext,
            Optional<Long> paperSeed,
            Optional<URI> egressIp) {}

    /** An exchange's broker: its id there, what it signs with, its name. */
    record Broker(String partner, Secret key, String name) {}

    /** Another base for one exchange's hosts: scheme, host and port; what is empty stays as is. */
    record Upstream(Optional<URI> rest, Optional<URI> webSocket, Optional<URI> sandbox) {
        /** Nothing of it is configured. */
        boolean isOwn() {
            return rest.isEmpty() && webSocket.isEmpty() && sandbox.isEmpty();
        }
    }

    /**
     * How it logs.
     *
     * @param format empty: text on a terminal, else JSON
     */
    record Logs(Optional<LogFormat> format, LogLevel level) {

        /** For commands, whose answer is what they print: nothing below the given level. */
        Logs quieterThan(LogLevel least) {
            return new Logs(format, level.compareTo(least) < 0 ? level : least);
        }
    }

    enum LogFormat {
        TEXT,
        JSON
    }

    enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** What is in force, key by key, and what the operator should know about it. */
    record Report(List<InForce> inForce, List<String> notices) {}

    /** One key as {@code profitmaker config} prints it. */
    record InForce(String key, String shown, Settings.Source source) {}

    /**
     * Reads the environment and the file it may name.
     *
     * @throws BadConfig with every fault there is
     */
    static Config from(Map<String, String> environment) {
        String path = environment.getOrDefault(Key.PROFITMAKER_CONFIG.name(), "");
        return new ConfigReading(
                        new Settings(
                                environment,
                                path.isBlank()
                                        ? ConfigFile.none()
                                        : ConfigFile.read(Path.of(path.strip()))))
                .read();
    }

    static <E extends Enum<E>> Optional<E> choice(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}

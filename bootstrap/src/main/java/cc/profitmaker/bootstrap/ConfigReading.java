package cc.profitmaker.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cc.profitmaker.application.session.RegistrationMode;
import cc.profitmaker.bootstrap.Config.Exchange;
import cc.profitmaker.bootstrap.Config.Http;
import cc.profitmaker.bootstrap.Config.Identity;
import cc.profitmaker.bootstrap.Config.InForce;
import cc.profitmaker.bootstrap.Config.Listen;
import cc.profitmaker.bootstrap.Config.LogFormat;
import cc.profitmaker.bootstrap.Config.LogLevel;
import cc.profitmaker.bootstrap.Config.Logs;
import cc.profitmaker.bootstrap.Config.PlaintextKeys;
import cc.profitmaker.bootstrap.Config.Store;
import cc.profitmaker.bootstrap.Config.Tls;
import cc.profitmaker.bootstrap.Config.Trust;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.session.ApiToken;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Makes a {@link Config} of {@link Settings}, or reports every fault in them. */
final class ConfigReading {
    private static final int LAST_PORT = 65_535;
    private static final String HOST_NAME =
            "(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*";

    private final Settings settings;
    private final UpstreamKeys upstreams;

    ConfigReading(Settings settings) {
        this.settings = settings;
        this.upstreams = new UpstreamKeys(settings);
    }

    Config read() {
        var config =
                new Config(
                        http(),
                        store(),
                        identity(),
                        exchange(),
                        logs(),
                        new Config.Report(List.of(), List.of()));
        for (String key : settings.oursToKnow()) {
            if (Key.named(key).isEmpty() && !upstreams.knows(key)) {
                settings.fault(key, upstreams.whyUnknown(key));
            }
        }
        if (!settings.faults().isEmpty()) {
            throw new BadConfig(settings.faults());
        }
        warnOfOpenBind(config.http());
        warnOfEverybodysTokens(config);
        return new Config(
                config.http(),
                config.store(),
                config.identity(),
                config.exchange(),
                config.logs(),
                new Config.Report(inForce(config), settings.notices()));
    }

    private Http http() {
        InetAddress address =
                settings.read(
                                Key.BIND_ADDRESS,
                                "must be an IP address of this machine, or localhost",
                                ConfigReading::address)
                        .orElseGet(InetAddress::getLoopbackAddress);
        int port =
                settings.read(Key.PORT, "must be a number from 0 to 65535", ConfigReading::port)
                        .orElse(3001);
        return new Http(new Listen(address, port, socketIoPort(port)), trust(), tls());
    }

    /** The next one: that is where existing clients look. */
    private OptionalInt socketIoPort(int port) {
        boolean on =
                settings.read(Key.SOCKETIO_EXTRA_PORT, "must be on or off", ConfigReading::onOrOff)
                        .orElse(true);
        if (!on || port == 0) {
            return OptionalInt.empty();
        }
        if (port == LAST_PORT) {
            settings.notice(
                    "There is no port after PORT: Socket.IO is served on PORT only. Clients that"
                            + " look for it on the next one do not find it.");
            return OptionalInt.empty();
        }
        return OptionalInt.of(port + 1);
    }

    private static Optional<Boolean> onOrOff(String text) {
        return switch (text) {
            case "on" -> Optional.of(true);
            case "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Trust trust() {
        return new Trust(
                Set.copyOf(
                        list(
                                Key.PUBLIC_HOSTS,
                                "must list host names, separated by commas, without scheme or port",
                                text ->
                                        text.matches(HOST_NAME)
                                                ? Optional.of(text.toLowerCase(Locale.ROOT))
                                                : Optional.empty())),
                Set.copyOf(
                        list(
                                Key.ALLOWED_ORIGINS,
                                "must list origins such as https://desk.example.org, separated by"
                                        + " commas",
                                ConfigReading::origin)),
                List.copyOf(
                        list(
                                Key.TRUSTED_PROXIES,
                                "must list addresses or CIDR blocks, separated by commas",
                                Cidr::parse)),
                flag(Key.ALLOW_PLAINTEXT_KEYS) ? PlaintextKeys.ACCEPTED : PlaintextKeys.REFUSED);
    }

    private Optional<Tls> tls() {
        Optional<Path> certificate = readable(Key.TLS_CERT);
        Optional<Path> key = readable(Key.TLS_KEY);
        if (settings.text(Key.TLS_CERT).isPresent() != settings.text(Key.TLS_KEY).isPresent()) {
            settings.fault(
                    settings.text(Key.TLS_CERT).isPresent() ? Key.TLS_KEY : Key.TLS_CERT,
                    "must be given too: TLS needs both the certificate and its key");
        }
        return certificate.flatMap(c -> key.map(k -> new Tls(c, k)));
    }

    private Store store() {
        Path home =
                settings.read(
                                Key.PROFITMAKER_HOME,
                                "must be the path of a directory",
                                ConfigReading::path)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".profitmaker"));
        Optional<Secret> database = settings.text(Key.DATABASE_URL).map(Secret::of);
        database.map(AdapterConfigs::databaseFault)
                .filter(fault -> !fault.isEmpty())
                .ifPresent(fault -> settings.fault(Key.DATABASE_URL, fault));
        Path whole = home.toAbsolutePath().normalize();
        // With a database of its own choosing there are replicas, and they must have the same key.
        boolean embedded = settings.text(Key.DATABASE_URL).isEmpty();
        return new Store(
                whole,
                database,
                new VaultKeys(settings)
                        .read(
                                embedded
                                        ? Optional.of(whole.resolve("master.key"))
                                        : Optional.empty()));
    }

    private Identity identity() {
        Optional<Secret> token =
                settings.secret(
                        Key.API_TOKEN,
                        "must be at least " + ApiToken.MIN_CHARACTERS + " visible ASCII characters",
                        text ->
                                text.length() >= ApiToken.MIN_CHARACTERS
                                        && text.chars().allMatch(c -> c > ' ' && c < 0x7f));
        if (token.isPresent()
                && settings.text(Key.API_TOKEN).filter(ExampleTokens::include).isPresent()) {
            settings.fault(
                    Key.API_TOKEN,
                    "must be your own: this one stands in public examples, or is as easily guessed;"
                            + " `profitmaker token` prints a fresh one");
        }
        RegistrationMode mode =
                settings.read(
                                Key.ALLOW_REGISTRATION,
                                "must be first, true or false",
                                ConfigReading::registration)
                        .orElse(RegistrationMode.FIRST);
        return new Identity(token, mode, new SingleSignOnKeys(settings).read());
    }

    private Exchange exchange() {
        Urls.Plaintext plaintext =
                flag(Key.ALLOW_PLAINTEXT_UPSTREAM)
                        ? Urls.Plaintext.ANYWHERE
                        : Urls.Plaintext.LOOPBACK_ONLY;
        Optional<Long> seed =
                settings.read(
                        Key.PAPER_SEED, "must be a whole number of at most 64 bits", this::seed);
        Optional<URI> egress =
                settings.read(
                        Key.EGRESS_IP_URL,
                        Urls.rule("https", "http", plaintext),
                        text -> Urls.http(text, plaintext));
        return new Exchange(
                upstreams.read(plaintext),
                new BrokerKeys(settings).read(),
                plaintext,
                seed,
                egress);
    }

    private Logs logs() {
        return new Logs(
                settings.read(
                        Key.LOG_FORMAT,
                        "must be text or json",
                        text -> Config.choice(LogFormat.class, text)),
                settings.read(
                                Key.LOG_LEVEL,
                                "must be error, warn, info, debug or trace",
                                text ->
                                        Config.choice(
                                                LogLevel.class, text.toLowerCase(Locale.ROOT)))
                        .orElse(LogLevel.INFO));
    }

    private void warnOfOpenBind(Http http) {
        if (!http.listen().address().isLoopbackAddress()
                && http.tls().isEmpty()
                && http.trust().proxies().isEmpty()) {
            settings.notice(
                    "BIND_ADDRESS lets other machines in over plain HTTP: passwords and tokens can"
                            + " be read on the way. Set TLS_CERT and TLS_KEY, or put a proxy in"
                            + " front and name it in TRUSTED_PROXIES.");
        }
    }

    private void warnOfEverybodysTokens(Config config) {
        boolean anyService =
                config.identity()
                        .sso()
                        .map(Config.Sso::checks)
                        .filter(checks -> checks.audience().isEmpty())
                        .filter(checks -> checks.requiredService().isEmpty())
                        .isPresent();
        if (anyService && !config.http().listen().address().isLoopbackAddress()) {
            settings.notice(
                    "Tokens that the auth service made for any of its services are taken, and"
                            + " BIND_ADDRESS lets other machines in. Set AUTH_AUDIENCE or"
                            + " AUTH_REQUIRED_SERVICE, or AUTH_URL=off.");
        }
    }

    private List<InForce> inForce(Config config) {
        List<InForce> lines = new ArrayList<>();
        for (Key key : Key.values()) {
            lines.add(new InForce(key.name(), shown(key, config), settings.source(key.name())));
        }
        for (String key : upstreams.given()) {
            lines.add(new InForce(key, settings.text(key).orElse("unset"), settings.source(key)));
        }
        return List.copyOf(lines);
    }

    private String shown(Key key, Config config) {
        Optional<String> given = settings.text(key);
        return switch (key.shown()) {
            case AS_SET_OR_UNSET -> given.isPresent() ? "set" : "unset";
            case PLAIN -> given.orElseGet(() -> byDefault(key, config));
        };
    }

    /** What holds for a key that is not given, where that follows from other keys. */
    private static String byDefault(Key key, Config config) {
        Optional<Config.Sso> sso = config.identity().sso();
        return switch (key) {
            case PROFITMAKER_HOME -> config.store().home().toString();
            case AUTH_PROVISION ->
                    sso.map(
                                    on ->
                                            switch (on.newcomers()) {
                                                case PROVISIONED -> "true";
                                                case REFUSED -> "false";
                                            })
                            .orElse(key.whenUnset());
            case AUTH_INTERNAL_URL ->
                    sso.map(on -> on.internal().url().toString()).orElse(key.whenUnset());
            case VAULT -> config.store().vault().state() == Config.VaultState.ON ? "on" : "off";
            case VAULT_MASTER_KEY_FILE ->
                    config.store().vault().keys() instanceof Config.MasterKeys.Kept(var file)
                            ? file.toString()
                            : key.whenUnset();
            default -> key.whenUnset();
        };
    }

    private <T> Set<T> list(Key key, String rule, Function<String, Optional<T>> parse) {
        Optional<Set<T>> all =
                settings.read(
                        key,
                        rule,
                        text -> {
                            Set<T> parsed = new LinkedHashSet<>();
                            for (String part : text.split("\\s*,\\s*|\\s+", -1)) {
                                Optional<T> one = parse.apply(part);
                                if (one.isEmpty()) {
                                    return Optional.empty();
                                }
                                parsed.add(one.get());
                            }
                            return Optional.of(parsed);
                        });
        return all.orElse(Set.of());
    }

    private boolean flag(Key key) {
        return settings.read(key, "must be true or false", ConfigReading::truth).orElse(false);
    }

    private Optional<Path> readable(Key key) {
        return settings.read(
                key,
                "must name a readable file",
                text -> path(text).filter(Files::isRegularFile).filter(Files::isReadable));
    }

    private Optional<Long> seed(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<RegistrationMode> registration(String text) {
        return switch (text) {
            case "first" -> Optional.of(RegistrationMode.FIRST);
            case "true" -> Optional.of(RegistrationMode.OPEN);
            case "false" -> Optional.of(RegistrationMode.CLOSED);
            default -> Optional.empty();
        };
    }

    private static Optional<InetAddress> address(String text) {
        if (text.equalsIgnoreCase("localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        return Addresses.parse(text);
    }

    private static Optional<Integer> port(String text) {
        return text.matches("[0-9]{1,5}")
                ? Optional.of(Integer.parseInt(text)).filter(port -> port <= LAST_PORT)
                : Optional.empty();
    }

    private static Optional<String> origin(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            boolean bare =
                    ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawPath().isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            return bare && US_ASCII.newEncoder().canEncode(text)
                    ? Optional.of(text.toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }
}

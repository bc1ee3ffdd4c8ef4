package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cc.profitmaker.application.session.RegistrationMode;
import cc.profitmaker.bootstrap.BadConfig.Fault;
import cc.profitmaker.domain.market.ExchangeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

final class ConfigTest {
    private static final String GOOD_TOKEN = "q7Jw2mXz9RtLk4Vb8NcP1sYd6HfG3aE0";

    @TempDir Path dir;

    private static List<Fault> faultsOf(Map<String, String> environment) {
        return catchThrowableOfType(BadConfig.class, () -> Config.from(environment)).faults();
    }

    private static List<String> faultyKeys(Map<String, String> environment) {
        return faultsOf(environment).stream().map(Fault::key).toList();
    }

    private static List<String> notices(Map<String, String> environment) {
        return Config.from(environment).report().notices();
    }

    @Test
    void nothing_given_means_the_documented_defaults() {
        var config = Config.from(Map.of());

        assertThat(config.http().listen().port()).isEqualTo(3001);
        assertThat(config.http().listen().address().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(config.http().tls()).isEmpty();
        assertThat(config.http().trust())
                .isEqualTo(
                        new Config.Trust(
                                Set.of(), Set.of(), List.of(), Config.PlaintextKeys.REFUSED));
        assertThat(config.store().home())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".profitmaker"));
        assertThat(config.store().databaseUrl()).isEmpty();
        assertThat(config.identity().apiToken()).isEmpty();
        assertThat(config.identity().registration()).isEqualTo(RegistrationMode.FIRST);
        assertThat(config.exchange())
                .isEqualTo(
                        new Config.Exchange(
                                Map.of(),
                                Map.of(),
                                Urls.Plaintext.LOOPBACK_ONLY,
                                Optional.empty(),
                                Optional.empty()));
        assertThat(config.logs().level()).isEqualTo(Config.LogLevel.INFO);
        assertThat(config.report().notices()).isEmpty();
    }

    @Test
    void every_fault_is_reported_at_once() {
        assertThat(
                        faultyKeys(
                                Map.of(
                                        "PORT", "65536",
                                        "BIND_ADDRESS", "nowhere",
                                        "API_TOKEN", "short",
                                        "ALLOW_REGISTRATION", "maybe",
                                        "LOG_LEVEL", "loud",
                                        "PROFITMAKER_HOEM", "/tmp")))
                .containsExactlyInAnyOrder(
                        "PORT",
                        "BIND_ADDRESS",
                        "API_TOKEN",
                        "ALLOW_REGISTRATION",
                        "LOG_LEVEL",
                        "PROFITMAKER_HOEM");
    }

    @Test
    void no_fault_tells_a_value() {
        Map<String, String> environment = new HashMap<>();
        for (Key key : Key.values()) {
            environment.put(key.name(), "canary\u00e9 \u0001");
        }
        environment.put("PROFITMAKER_CONFIG", "/canary/nowhere");
        environment.put("EXCHANGE_BINANCE_URL", "canary://x");
        environment.put("EXCHANGE_BINANCE_SANDBOX_URL", "http://user:canary@127.0.0.1");
        environment.put("AUTH_CANARY", "canary");

        var bad = catchThrowableOfType(BadConfig.class, () -> Config.from(environment));

        assertThat(bad.faults()).hasSizeGreaterThan(25);
        assertThat(bad.getMessage()).doesNotContain("canary");
        assertThat(bad.getCause()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PROFITMAKER_HOEM, PROFITMAKER_HOME",
        "AUTH_URI, AUTH_URL",
        "AUTH_INTERNL_SECRET, AUTH_INTERNAL_SECRET",
        "KUCOIN_BROKER_SPOT_PARTENR, KUCOIN_BROKER_SPOT_PARTNER",
        "EXCHANGE_BINANCE_ULR, EXCHANGE_BINANCE_URL",
    })
    void a_misspelt_key_is_a_fault_that_names_the_nearest(String misspelt, String meant) {
        assertThat(faultsOf(Map.of(misspelt, "x")))
                .containsExactly(
                        new Fault(misspelt, "is not a known key; did you mean " + meant + "?"));
    }

    @Test
    void an_exchange_that_is_not_there_cannot_be_given_an_address() {
        assertThat(faultsOf(Map.of("EXCHANGE_BINANSE_URL", "https://example.org")))
                .containsExactly(
                        new Fault(
                                "EXCHANGE_BINANSE_URL",
                                "names no exchange of this version; known: "
                                        + String.join(
                                                ", ",
                                                AdapterConfigs.configurableExchanges().stream()
                                                        .map(ExchangeId::value)
                                                        .toList())));
    }

    @Test
    void other_programs_keys_in_the_environment_are_not_ours() {
        assertThat(notices(Map.of("PATH", "/bin", "POSTGRES_HOST", "x", "AUTHOR", "me"))).isEmpty();
    }

    @Test
    void a_blank_value_means_unset() {
        assertThat(Config.from(Map.of("PORT", " ", "API_TOKEN", "")).http().listen().port())
                .isEqualTo(3001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api1.binance.com",
                "https://api1.binance.com:8443/base",
                "http://127.0.0.1:9001",
                "http://localhost:9001",
                "http://[::1]:9001"
            })
    void an_exchange_address_is_https_or_on_this_machine(String url) {
        assertThat(
                        Config.from(Map.of("EXCHANGE_BINANCE_URL", url))
                                .exchange()
                                .upstreams()
                                .get(new ExchangeId("binance"))
                                .rest())
                .contains(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.binance.com",
                "http://127.0.0.1.example.org",
                "http://2130706433",
                "ftp://127.0.0.1",
                "https://user:pass@api.binance.com",
                "https://api.binance.com/?a=b",
                "https://api.binance.com/#x",
                "https:///path",
                "https:api.binance.com",
                "//api.binance.com",
                "api.binance.com",
                "https://api.binance.com:99999"
            })
    void any_other_exchange_address_is_a_fault(String url) {
        assertThat(faultyKeys(Map.of("EXCHANGE_BINANCE_URL", url)))
                .containsExactly("EXCHANGE_BINANCE_URL");
        assertThat(faultyKeys(Map.of("EXCHANGE_BINANCE_SANDBOX_URL", url)))
                .containsExactly("EXCHANGE_BINANCE_SANDBOX_URL");
    }

    @Test
    void plain_http_to_elsewhere_must_be_allowed() {
        var upstream = Map.of("EXCHANGE_BINANCE_URL", "http://stand-in:9001");
        assertThat(faultyKeys(upstream)).containsExactly("EXCHANGE_BINANCE_URL");

        var allowed = new HashMap<>(upstream);
        allowed.put("ALLOW_PLAINTEXT_UPSTREAM", "true");
        assertThat(Config.from(allowed).exchange().upstreams())
                .containsOnlyKeys(new ExchangeId("binance"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890123456789012345678901",
                "q7Jw2mXz9RtLk4Vb 8NcP1sYd6HfG3aE0",
                "q7Jw2mXz9RtLk4Vb8NcP1sYd6HfG3aE\u00e9",
                "0123456789abcdef0123456789abcdef",
                "change-me-change-me-change-me-change-me",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "this-is-an-example-token-1234567890"
            })
    void a_short_odd_or_published_api_token_stops_the_start(String token) {
        assertThat(faultyKeys(Map.of("API_TOKEN", token))).containsOnly("API_TOKEN");
    }

    @Test
    void an_api_token_of_32_characters_is_taken() {
        assertThat(Config.from(Map.of("API_TOKEN", GOOD_TOKEN)).identity().apiToken()).isPresent();
    }

    @Test
    void no_token_that_our_pages_print_is_taken() throws IOException {
        try (var pages = Files.newDirectoryStream(Path.of(".."), "*.md")) {
            for (Path page : pages) {
                var printed =
                        Pattern.compile("API_TOKEN=[\"']?([^\\s\"'`$]{32,})")
                                .matcher(Files.readString(page));
                while (printed.find()) {
                    assertThat(faultyKeys(Map.of("API_TOKEN", printed.group(1))))
                            .contains("API_TOKEN");
                }
            }
        }
    }

    @Test
    void a_file_gives_what_the_environment_does_not() throws IOException {
        var file =
                Files.writeString(
                        dir.resolve("profitmaker.conf"),
                        """
                        # the desk's own
                        PORT=4000

                        LOG_LEVEL = "debug"
                        API_TOKEN=%s
                        """
                                .formatted(GOOD_TOKEN));

        var config = Config.from(Map.of("PROFITMAKER_CONFIG", file.toString(), "PORT", "5000"));

        assertThat(config.http().listen().port()).isEqualTo(5000);
        assertThat(config.logs().level()).isEqualTo(Config.LogLevel.DEBUG);
        assertThat(config.identity().apiToken()).isPresent();
        assertThat(config.report().inForce())
                .contains(
                        new Config.InForce("PORT", "5000", Settings.Source.ENVIRONMENT),
                        new Config.InForce("LOG_LEVEL", "debug", Settings.Source.FILE),
                        new Config.InForce("API_TOKEN", "set", Settings.Source.FILE),
                        new Config.InForce("DATABASE_URL", "unset", Settings.Source.DEFAULT));
    }

    @Test
    void in_the_file_every_unknown_key_is_a_fault() throws IOException {
        var file = Files.writeString(dir.resolve("c"), "PROT=1\nnonsense\nPORT=1\nPORT=2\n");

        assertThat(faultsOf(Map.of("PROFITMAKER_CONFIG", file.toString())))
                .containsExactly(
                        new Fault("PROFITMAKER_CONFIG", "line 2 must have the form KEY=value"),
                        new Fault("PROFITMAKER_CONFIG", "line 4 gives a key a second time"),
                        new Fault("PROT", "is not a known key; did you mean PORT?"));
    }

    @Test
    void a_file_that_cannot_be_read_is_a_fault() {
        assertThat(faultyKeys(Map.of("PROFITMAKER_CONFIG", dir.resolve("missing").toString())))
                .containsExactly("PROFITMAKER_CONFIG");
    }

    @Test
    void tls_needs_both_files() throws IOException {
        var pem = Files.writeString(dir.resolve("pem"), "x").toString();
        assertThat(faultyKeys(Map.of("TLS_CERT", pem))).containsExactly("TLS_KEY");
        assertThat(faultyKeys(Map.of("TLS_KEY", pem))).containsExactly("TLS_CERT");
        assertThat(faultyKeys(Map.of("TLS_CERT", pem, "TLS_KEY", dir + "/missing")))
                .containsExactly("TLS_KEY");
        assertThat(Config.from(Map.of("TLS_CERT", pem, "TLS_KEY", pem)).http().tls()).isPresent();
    }

    @Test
    void a_bind_that_others_reach_without_tls_or_proxy_is_warned_about() throws IOException {
        var pem = Files.writeString(dir.resolve("pem"), "x").toString();
        assertThat(notices(bound("0.0.0.0"))).hasSize(1);
        assertThat(notices(bound("::"))).hasSize(1);
        assertThat(notices(bound("127.0.0.2"))).isEmpty();
        assertThat(notices(bound("0.0.0.0", "TLS_CERT", pem, "TLS_KEY", pem))).isEmpty();
        assertThat(notices(bound("0.0.0.0", "TRUSTED_PROXIES", "10.0.0.1"))).isEmpty();
    }

    private static Map<String, String> bound(String address, String... more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("BIND_ADDRESS", address);
        environment.put("AUTH_URL", "off");
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void lists_are_read_whole_or_not_at_all() {
        var trust =
                Config.from(
                                Map.of(
                                        "PUBLIC_HOSTS", "Desk.example.org, other",
                                        "ALLOWED_ORIGINS",
                                                "https://a.example http://localhost:5173",
                                        "TRUSTED_PROXIES", "10.0.0.0/8,::1"))
                        .http()
                        .trust();
        assertThat(trust.publicHosts()).containsExactlyInAnyOrder("desk.example.org", "other");
        assertThat(trust.allowedOrigins())
                .containsExactlyInAnyOrder("https://a.example", "http://localhost:5173");
        assertThat(trust.proxies()).containsExactly(new Cidr("10.0.0.0/8"), new Cidr("::1/128"));

        assertThat(
                        faultyKeys(
                                Map.of(
                                        "PUBLIC_HOSTS", "a,,b",
                                        "ALLOWED_ORIGINS", "https://a.example/",
                                        "TRUSTED_PROXIES", "10.0.0.0/33")))
                .containsExactlyInAnyOrder("PUBLIC_HOSTS", "ALLOWED_ORIGINS", "TRUSTED_PROXIES");
    }

    @Test
    void a_broker_is_known_to_the_leg_it_is_given_for() {
        var config =
                Config.from(
                        Map.of(
                                "KUCOIN_BROKER_FUTURES_PARTNER", "a-partner",
                                "KUCOIN_BROKER_FUTURES_KEY", "canary-key",
                                "KUCOIN_BROKER_FUTURES_NAME", "a-name"));

        assertThat(config.toString()).doesNotContain("canary");
        assertThat(config.report().inForce())
                .contains(
                        new Config.InForce(
                                "KUCOIN_BROKER_FUTURES_KEY", "set", Settings.Source.ENVIRONMENT));
        var exchanges = AdapterConfigs.exchanges(config.exchange());
        assertThat(exchanges.brokerAt(new ExchangeId("kucoin"))).isEmpty();
        var broker = exchanges.brokerAt(new ExchangeId("kucoinfutures")).orElseThrow();
        assertThat(broker.partner()).isEqualTo("a-partner");
        assertThat(broker.key().reveal()).isEqualTo("canary-key");
        assertThat(broker.name()).isEqualTo("a-name");
    }

    @Test
    void a_broker_is_given_whole_or_not_at_all() {
        String together =
                "is missing: KUCOIN_BROKER_SPOT_PARTNER, KUCOIN_BROKER_SPOT_KEY and"
                        + " KUCOIN_BROKER_SPOT_NAME are given together or not at all";
        assertThat(faultsOf(Map.of("KUCOIN_BROKER_SPOT_KEY", "k")))
                .containsExactlyInAnyOrder(
                        new Fault("KUCOIN_BROKER_SPOT_PARTNER", together),
                        new Fault("KUCOIN_BROKER_SPOT_NAME", together));
        assertThat(
                        faultyKeys(
                                Map.of(
                                        "KUCOIN_BROKER_SPOT_PARTNER", "a partner",
                                        "KUCOIN_BROKER_SPOT_KEY", "k",
                                        "KUCOIN_BROKER_SPOT_NAME", "n")))
                .containsExactly("KUCOIN_BROKER_SPOT_PARTNER");
    }

    @Test
    void socket_io_is_served_on_the_next_port_too_where_there_is_one() {
        assertThat(socketIoPort(Map.of())).hasValue(3002);
        assertThat(socketIoPort(Map.of("SOCKETIO_EXTRA_PORT", "on", "PORT", "4000")))
                .hasValue(4001);
        assertThat(socketIoPort(Map.of("SOCKETIO_EXTRA_PORT", "off"))).isEmpty();
        assertThat(socketIoPort(Map.of("PORT", "0"))).isEmpty();
        assertThat(socketIoPort(Map.of("PORT", "65535"))).isEmpty();
        assertThat(notices(Map.of("PORT", "65535"))).hasSize(1);
        assertThat(faultyKeys(Map.of("SOCKETIO_EXTRA_PORT", "3002")))
                .containsExactly("SOCKETIO_EXTRA_PORT");
    }

    private static OptionalInt socketIoPort(Map<String, String> environment) {
        return Config.from(environment).http().listen().socketIoPort();
    }

    @Test
    void a_host_for_streams_that_are_made_of_reads_is_said_to_have_no_effect() {
        for (ExchangeId id : AdapterConfigs.configurableExchanges()) {
            String key = "EXCHANGE_" + id.value().toUpperCase(Locale.ROOT) + "_WS_URL";
            assertThat(notices(Map.of(key, "ws://127.0.0.1:1")))
                    .as(key)
                    .hasSize(AdapterConfigs.hasFeed(id) ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"binance", "kraken", "kucoin", "kucoinfutures"})
    void the_host_of_an_exchanges_own_streams_can_be_set(String id) {
        String key = "EXCHANGE_" + id.toUpperCase(Locale.ROOT) + "_WS_URL";
        var config = Config.from(Map.of(key, "ws://127.0.0.1:1"));
        assertThat(config.report().notices()).isEmpty();
        assertThat(config.exchange().upstreams().get(new ExchangeId(id)).webSocket())
                .contains(URI.create("ws://127.0.0.1:1"));
    }

    @Test
    void a_database_url_is_a_secret_and_has_a_known_form() {
        var config = Config.from(Map.of("DATABASE_URL", "postgres://u:canary@db:5432/desk"));
        assertThat(config.toString()).doesNotContain("canary");
        assertThat(config.report().inForce())
                .contains(new Config.InForce("DATABASE_URL", "set", Settings.Source.ENVIRONMENT));
        assertThat(faultyKeys(Map.of("DATABASE_URL", "mysql://db/desk")))
                .containsExactly("DATABASE_URL");
    }

    @Test
    void every_key_is_shown_by_name() {
        var shown = Config.from(Map.of()).report().inForce();
        assertThat(shown).extracting(Config.InForce::key).contains("PORT", "LOG_LEVEL", "VAULT");
        assertThat(shown).hasSize(Key.values().length);
    }
}

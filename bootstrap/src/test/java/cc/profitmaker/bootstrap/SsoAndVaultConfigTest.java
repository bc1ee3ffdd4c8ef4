package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cc.profitmaker.bootstrap.BadConfig.Fault;
import cc.profitmaker.bootstrap.Config.InForce;
import cc.profitmaker.bootstrap.Config.Issuer;
import cc.profitmaker.bootstrap.Config.MasterKeys;
import cc.profitmaker.bootstrap.Config.VaultState;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Binding.Newcomers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class SsoAndVaultConfigTest {
    private static final String KEY = key('k');
    private static final String OLDER = key('o');

    @TempDir Path dir;

    private static String key(char fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Config.Sso sso(Map<String, String> environment) {
        return Config.from(environment).identity().sso().orElseThrow();
    }

    private static Config.Vault vault(Map<String, String> environment) {
        return Config.from(environment).store().vault();
    }

    private static List<String> notices(Map<String, String> environment) {
        return Config.from(environment).report().notices();
    }

    private static List<String> faultyKeys(Map<String, String> environment) {
        return catchThrowableOfType(BadConfig.class, () -> Config.from(environment))
                .faults()
                .stream()
                .map(Fault::key)
                .toList();
    }

    private static List<String> shown(Map<String, String> environment, Key key) {
        return Config.from(environment).report().inForce().stream()
                .filter(line -> line.key().equals(key.name()))
                .map(InForce::shown)
                .toList();
    }

    @Test
    void nothing_given_means_the_public_auth_service_and_nobody_new() {
        assertThat(sso(Map.of()))
                .isEqualTo(
                        new Config.Sso(
                                URI.create("https://auth.marketmaker.cc"),
                                Config.Choice.OURS,
                                Newcomers.REFUSED,
                                new Config.Internal(
                                        URI.create("https://auth.marketmaker.cc"),
                                        Optional.empty()),
                                new Config.TokenChecks(
                                        Optional.empty(), Issuer.ANY, Optional.empty())));
        assertThat(shown(Map.of(), Key.AUTH_URL)).containsExactly("https://auth.marketmaker.cc");
        assertThat(shown(Map.of(), Key.AUTH_PROVISION)).containsExactly("false");
    }

    @Test
    void a_named_auth_service_brings_its_people_unless_told_otherwise() {
        String own = "https://auth.example.org";
        assertThat(sso(Map.of("AUTH_URL", own)).newcomers()).isEqualTo(Newcomers.PROVISIONED);
        assertThat(sso(Map.of("AUTH_URL", own)).choice()).isEqualTo(Config.Choice.OPERATORS);
        // Even where it is the default's own name: somebody chose it.
        assertThat(sso(Map.of("AUTH_URL", "https://auth.marketmaker.cc")).newcomers())
                .isEqualTo(Newcomers.PROVISIONED);
        assertThat(sso(Map.of("AUTH_URL", own, "AUTH_PROVISION", "false")).newcomers())
                .isEqualTo(Newcomers.REFUSED);
        assertThat(sso(Map.of("AUTH_PROVISION", "true")).newcomers())
                .isEqualTo(Newcomers.PROVISIONED);
    }

    @Test
    void everything_of_the_auth_service_can_be_given() {
        var sso =
                sso(
                        Map.of(
                                "AUTH_URL", "https://auth.example.org/base/",
                                "AUTH_INTERNAL_URL", "http://127.0.0.1:9000",
                                "AUTH_INTERNAL_SECRET", "canary-7",
                                "AUTH_AUDIENCE", "terminal",
                                "AUTH_VERIFY_ISSUER", "1",
                                "AUTH_REQUIRED_SERVICE", "profitmaker"));

        assertThat(sso.url()).isEqualTo(URI.create("https://auth.example.org/base"));
        assertThat(sso.internal().url()).isEqualTo(URI.create("http://127.0.0.1:9000"));
        assertThat(sso.internal().secret().map(Secret::reveal)).contains("canary-7");
        assertThat(sso.checks())
                .isEqualTo(
                        new Config.TokenChecks(
                                Optional.of("terminal"),
                                Issuer.VERIFIED,
                                Optional.of("profitmaker")));
        assertThat(sso.toString()).doesNotContain("canary");
    }

    @Test
    void off_is_off_and_says_what_has_no_effect_then() {
        assertThat(Config.from(Map.of("AUTH_URL", "off")).identity().sso()).isEmpty();
        assertThat(notices(Map.of("AUTH_URL", "off"))).isEmpty();
        assertThat(notices(Map.of("AUTH_URL", "off", "AUTH_PROVISION", "true")))
                .containsExactly("AUTH_PROVISION has no effect: AUTH_URL is off.");
        assertThat(faultyKeys(Map.of("AUTH_URL", "off", "AUTH_PROVISION", "yes")))
                .containsExactly("AUTH_PROVISION");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH_URL, http://auth.example.org",
        "AUTH_URL, https://u:p@auth.example.org",
        "AUTH_URL, https://auth.example.org/?a=b",
        "AUTH_URL, https://auth.example.org/#a",
        "AUTH_URL, OFF",
        "AUTH_INTERNAL_URL, off",
        "AUTH_INTERNAL_URL, http://10.0.0.1",
        "AUTH_PROVISION, yes",
        "AUTH_VERIFY_ISSUER, true",
        "AUTH_AUDIENCE, two words",
        "AUTH_REQUIRED_SERVICE, é",
        "AUTH_INTERNAL_SECRET, two words",
        "VAULT, yes",
        "VAULT_MASTER_KEY, c2hvcnQ=",
        "VAULT_MASTER_KEY_FILE, /nowhere/at/all",
    })
    void what_breaks_its_rule_is_a_fault(String key, String value) {
        assertThat(faultyKeys(Map.of(key, value))).containsExactly(key);
    }

    @Test
    void tokens_of_every_service_from_every_machine_are_warned_about() {
        String open = "0.0.0.0";
        assertThat(notices(Map.of("BIND_ADDRESS", open)))
                .anyMatch(notice -> notice.contains("AUTH_AUDIENCE"));
        assertThat(notices(Map.of("BIND_ADDRESS", "127.0.0.1"))).isEmpty();
        for (var narrowing :
                List.of(
                        Map.entry("AUTH_AUDIENCE", "terminal"),
                        Map.entry("AUTH_REQUIRED_SERVICE", "profitmaker"),
                        Map.entry("AUTH_URL", "off"))) {
            assertThat(
                            notices(
                                    Map.of(
                                            "BIND_ADDRESS",
                                            open,
                                            narrowing.getKey(),
                                            narrowing.getValue())))
                    .noneMatch(notice -> notice.contains("AUTH_AUDIENCE"));
        }
    }

    @Test
    void the_vaults_key_is_kept_at_home_beside_the_embedded_database() {
        var environment = Map.of("PROFITMAKER_HOME", dir.toString());
        Path kept = dir.resolve("master.key");

        assertThat(vault(environment))
                .isEqualTo(new Config.Vault(VaultState.ON, new MasterKeys.Kept(kept)));
        assertThat(kept).doesNotExist();
        assertThat(shown(environment, Key.VAULT)).containsExactly("on");
        assertThat(shown(environment, Key.VAULT_MASTER_KEY_FILE)).containsExactly(kept.toString());
    }

    @Test
    void with_a_database_of_ones_own_the_key_must_be_given_or_the_vault_is_off_with_a_warning() {
        var environment = new HashMap<>(Map.of("DATABASE_URL", "postgres://u:p@db/desk"));
        assertThat(vault(environment))
                .isEqualTo(new Config.Vault(VaultState.KEYLESS, new MasterKeys.Missing()));
        assertThat(notices(environment)).singleElement().asString().contains("The vault is off");
        assertThat(shown(environment, Key.VAULT)).containsExactly("off");

        environment.put("VAULT_MASTER_KEY", KEY);
        assertThat(vault(environment).state()).isEqualTo(VaultState.ON);
        assertThat(notices(environment)).isEmpty();
    }

    @Test
    void a_vault_that_is_switched_off_needs_no_key_and_warns_of_nothing() {
        var environment = Map.of("DATABASE_URL", "postgres://u:p@db/desk", "VAULT", "off");
        assertThat(vault(environment).state()).isEqualTo(VaultState.OFF);
        assertThat(notices(environment)).isEmpty();
        assertThat(vault(Map.of("VAULT", "off", "VAULT_MASTER_KEY", KEY)).keys())
                .isInstanceOf(MasterKeys.Given.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\n", " ,\n ", ", "})
    void several_keys_come_in_their_order_current_first(String between) throws IOException {
        var keys = vault(Map.of("VAULT_MASTER_KEY", KEY + between + OLDER)).keys();

        assertThat(keys)
                .isInstanceOfSatisfying(
                        MasterKeys.Given.class,
                        given ->
                                assertThat(given.currentFirst())
                                        .extracting(Secret::reveal)
                                        .containsExactly(KEY, OLDER));
        assertThat(keys.toString()).doesNotContain(KEY).doesNotContain(OLDER);

        Path file = Files.writeString(dir.resolve("keys"), KEY + between + OLDER + "\n");
        assertThat(vault(Map.of("VAULT_MASTER_KEY_FILE", file.toString())).keys())
                .isEqualTo(new MasterKeys.InFile(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "Y2FuYXJ5", ",", "canary\u00e9"})
    void a_bad_key_is_a_fault_that_never_quotes_it(String bad) throws IOException {
        Path file = Files.writeString(dir.resolve("keys"), KEY + "\n" + bad);
        Path empty = Files.writeString(dir.resolve("empty"), "\n");

        for (var environment :
                List.of(
                        Map.of("VAULT_MASTER_KEY", KEY + "," + bad),
                        Map.of("VAULT_MASTER_KEY_FILE", file.toString()),
                        Map.of("VAULT_MASTER_KEY_FILE", empty.toString()),
                        Map.of("VAULT_MASTER_KEY_FILE", dir.toString()))) {
            var refused = catchThrowableOfType(BadConfig.class, () -> Config.from(environment));
            assertThat(refused.faults())
                    .extracting(Fault::key)
                    .containsExactlyElementsOf(environment.keySet());
            assertThat(refused.getMessage()).doesNotContain(KEY).doesNotContain("anary");
        }
    }

    @Test
    void the_key_and_its_file_are_not_both_given() throws IOException {
        Path file = Files.writeString(dir.resolve("keys"), KEY);

        assertThat(
                        faultyKeys(
                                Map.of(
                                        "VAULT_MASTER_KEY",
                                        KEY,
                                        "VAULT_MASTER_KEY_FILE",
                                        file.toString())))
                .containsExactly("VAULT_MASTER_KEY_FILE");
    }

    @Test
    void secrets_are_shown_as_set_only() {
        var environment =
                Map.of("VAULT_MASTER_KEY", KEY, "AUTH_INTERNAL_SECRET", "canary-7", "VAULT", "off");

        assertThat(shown(environment, Key.VAULT_MASTER_KEY)).containsExactly("set");
        assertThat(shown(environment, Key.AUTH_INTERNAL_SECRET)).containsExactly("set");
        assertThat(Config.from(environment).toString())
                .doesNotContain(KEY)
                .doesNotContain("canary-7");
    }
}

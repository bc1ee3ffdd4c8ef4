package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.domain.credential.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

class CentralConfigTest {
    private static final URI AUTH = URI.create("https://auth.example.org");

    private static CentralConfig config(URI address, String secret, Duration deadline) {
        return new CentralConfig(AUTH, address, Optional.of(Secret.of(secret)), deadline);
    }

    @Test
    void paths_are_put_behind_an_address() {
        var config = config(URI.create("http://127.0.0.1:9/base/"), "s", CentralConfig.DEADLINE);

        assertThat(config.accounts("/42"))
                .hasToString("https://auth.example.org/api/v1/me/exchanges/42");
        assertThat(config.credentials())
                .hasToString("http://127.0.0.1:9/base/api/v1/internal/exchange-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://a", "a", "http://u:p@a", "http://a?q", "http://a#f", "http:///x"})
    void an_address_that_is_not_plain_is_refused(String address) {
        assertThatThrownBy(() -> config(URI.create(address), "s", CentralConfig.DEADLINE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary\r\nX: y", "canary ", "canäry"})
    void a_secret_that_no_header_can_carry_is_refused_and_not_quoted(String secret) {
        assertThatThrownBy(() -> config(AUTH, secret, CentralConfig.DEADLINE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("can");
        assertThat(config(AUTH, "canary", CentralConfig.DEADLINE).toString())
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 60})
    void patience_is_positive_and_shorter_than_the_life_of_keys(long seconds) {
        assertThatThrownBy(() -> config(AUTH, "s", Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

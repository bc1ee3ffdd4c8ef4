package cc.profitmaker.adapter.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;

final class SsoConfigTest {
    private static SsoConfig at(String url) {
        return new SsoConfig(URI.create(url), SsoConfig.Demands.NONE, SsoConfig.Timing.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "https://auth.example.com, https://auth.example.com/.well-known/jwks.json",
        "https://auth.example.com/, https://auth.example.com/.well-known/jwks.json",
        "http://127.0.0.1:9/base/, http://127.0.0.1:9/base/.well-known/jwks.json"
    })
    void the_keys_are_under_the_base_address(String base, String keys) {
        assertThat(at(base).keysUrl()).isEqualTo(URI.create(keys));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://auth.example.com",
                "/relative",
                "https://user@auth.example.com",
                "https://auth.example.com?x=1",
                "https://auth.example.com#x",
                "https:opaque"
            })
    void an_address_that_is_not_plain_http_is_refused(String url) {
        assertThatThrownBy(() -> at(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 2, 3", "1, 0, 2, 3", "1, 3, 2, 4", "1, 1, 3, 2"})
    void times_that_contradict_each_other_are_refused(
            int answer, int coolDown, int refresh, int outage) {
        assertThatThrownBy(
                        () ->
                                new SsoConfig.Timing(
                                        Duration.ofSeconds(answer),
                                        Duration.ofSeconds(coolDown),
                                        Duration.ofSeconds(refresh),
                                        Duration.ofSeconds(outage)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package cc.profitmaker.adapter.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.exchange.ExchangesConfig.Hosts;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Patience;
import cc.profitmaker.adapter.exchange.ExchangesConfig.Plaintext;
import cc.profitmaker.domain.market.ExchangeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

final class ExchangesConfigTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api1.binance.com",
                "http://127.0.0.1:9001",
                "http://localhost:9001",
                "http://[::1]:9001/"
            })
    void tls_or_loopback_is_accepted(String url) {
        assertThat(config(url, Plaintext.LOOPBACK_ONLY).hosts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org",
                "http://127.0.0.1.example.org",
                "http://10.0.0.1",
                "https://user@example.org",
                "https://example.org?x=1",
                "https://example.org#x",
                "ftp://example.org",
                "file:///etc/passwd",
                "/relative",
                "https:opaque"
            })
    void anything_else_is_refused(String url) {
        assertThatThrownBy(() -> config(url, Plaintext.LOOPBACK_ONLY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(url);
    }

    @Test
    void plain_http_elsewhere_needs_the_operators_word() {
        assertThat(config("http://10.0.0.1", Plaintext.ANYWHERE).hosts()).hasSize(1);
    }

    @Test
    void an_override_replaces_scheme_host_and_port_and_no_path() {
        assertThat(
                        Upstream.origin(
                                Optional.of(URI.create("http://127.0.0.1:9001/some/path")),
                                URI.create("https://api.binance.com")))
                .isEqualTo(URI.create("http://127.0.0.1:9001"));
    }

    private static ExchangesConfig config(String url, Plaintext plaintext) {
        return new ExchangesConfig(
                Map.of(
                        new ExchangeId("binance"),
                        new Hosts(
                                Optional.of(URI.create(url)), Optional.empty(), Optional.empty())),
                plaintext,
                Patience.DEFAULT);
    }
}

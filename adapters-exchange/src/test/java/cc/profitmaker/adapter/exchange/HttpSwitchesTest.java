package cc.profitmaker.adapter.exchange;

import static cc.profitmaker.adapter.exchange.testing.MisbehavingServer.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.exchange.testing.MisbehavingServer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Java's own client, as XChange's services and other libraries use it. */
final class HttpSwitchesTest {
    @BeforeAll
    static void install() {
        HttpSwitches.install();
    }

    @Test
    void a_post_whose_answer_is_lost_is_not_sent_again() throws IOException {
        try (var server = new MisbehavingServer((_, _) -> {})) {
            HttpURLConnection connection = open(server.url());
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.getOutputStream().write('x');

            assertThatThrownBy(connection::getResponseCode).isInstanceOf(IOException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        try (var other = new MisbehavingServer(MisbehavingServer.says(answer("200 OK", "", "")));
                var server =
                        new MisbehavingServer(
                                MisbehavingServer.says(
                                        answer(
                                                "302 Found",
                                                "Location: " + other.url() + "\r\n",
                                                "")))) {
            assertThat(open(server.url()).getResponseCode()).isEqualTo(302);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void at_most_sixty_four_idle_connections_are_kept() {
        assertThat(System.getProperty("http.maxConnections")).isEqualTo("64");
    }

    private static HttpURLConnection open(URI url) throws IOException {
        return (HttpURLConnection) url.toURL().openConnection();
    }
}

package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.web.RunningServer.Setup;
import cc.profitmaker.adapter.web.WebConfig.Boundary;
import cc.profitmaker.adapter.web.WebConfig.SignOn;
import cc.profitmaker.application.session.RegistrationMode;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the terminal page is told about the server and its visitor. */
final class PageSettingsTest {
    private static final Pattern SETTINGS =
            Pattern.compile("<meta name=\"profitmaker-page\" content=\"([^\"]*)\"");

    @ParameterizedTest
    @CsvSource({"OPEN, anyone, anyone", "FIRST, first, first_with_code", "CLOSED, closed, closed"})
    void the_page_is_told_who_may_register_from_where_it_is_looked_at(
            RegistrationMode mode, String here, String elsewhere) {
        var behindProxy =
                RunningServer.plain(new Boundary(Set.of(), Set.of(), Set.of("127.0.0.1")));
        try (var server = RunningServer.start(Setup.USUAL.with(behindProxy).with(mode))) {
            assertThat(settings(server.get("/")).path("registration").asText()).isEqualTo(here);
            Answer proxied =
                    server.send("/", r -> r.header("X-Forwarded-For", "203.0.113.7").GET());
            assertThat(settings(proxied).path("registration").asText()).isEqualTo(elsewhere);
        }
    }

    @ParameterizedTest
    @CsvSource({"ASKED, true", "NOT_ASKED, false"})
    void the_page_learns_the_auth_service_from_the_server_and_may_ask_it(
            SignOn.AtOnce atOnce, boolean silently) {
        var url = URI.create("https://auth.example.org:8443/base");
        try (var server = RunningServer.start(Setup.USUAL.with(signingOnAt(url, atOnce)))) {
            Answer page = server.get("/");
            assertThat(settings(page).path("authUrl").asText()).isEqualTo(url.toString());
            assertThat(settings(page).path("silentSignIn").asBoolean()).isEqualTo(silently);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("connect-src 'self' https://auth.example.org:8443;")
                    .contains("form-action 'none'");
        }
    }

    @Test
    void without_single_sign_on_the_page_knows_of_none() {
        try (var server = RunningServer.start()) {
            JsonNode settings = settings(server.get("/"));
            assertThat(settings.path("authUrl").isNull()).isTrue();
            assertThat(settings.path("silentSignIn").asBoolean()).isFalse();
        }
    }

    @Test
    void what_the_page_is_told_cannot_leave_its_attribute() {
        var url = URI.create("https://auth.example.org/it's&a=%22%3E%3Cscript%3E'&quot;");
        try (var server =
                RunningServer.start(Setup.USUAL.with(signingOnAt(url, SignOn.AtOnce.NOT_ASKED)))) {
            Answer page = server.get("/");
            assertThat(settings(page).path("authUrl").asText()).isEqualTo(url.toString());
            assertThat(page.body()).contains("&amp;quot;").doesNotContain("'&quot;");
        }
    }

    private static WebConfig signingOnAt(URI url, SignOn.AtOnce atOnce) {
        WebConfig plain = RunningServer.plain(Boundary.NONE);
        return new WebConfig(
                plain.listening(),
                plain.boundary(),
                plain.plaintextKeys(),
                plain.egressIp(),
                Optional.of(new SignOn(url, atOnce)));
    }

    private static JsonNode settings(Answer page) {
        Matcher found = SETTINGS.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        String text =
                found.group(1)
                        .replace("&quot;", "\"")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
        return new Answer(200, page.headers(), text).json();
    }
}

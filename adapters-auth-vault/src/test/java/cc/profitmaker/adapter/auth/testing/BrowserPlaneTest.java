package cc.profitmaker.adapter.auth.testing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/** The stand-in's side towards browsers, as the contract has it. */
final class BrowserPlaneTest {
    private static final String PAGE = "http://127.0.0.1:4711/#/trade";
    private static final String ORIGIN = "http://127.0.0.1:4711";

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void a_form_sets_a_cookie_for_which_any_page_of_ours_gets_a_token() throws Exception {
        try (var auth = StandInAuthService.start("secret")) {
            auth.know("sub-ann", "ann@example.com");
            HttpResponse<String> stranger = get(auth, Plane.SESSION.path());
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(ORIGIN);
            assertThat(get(auth, login(Map.of("return", PAGE))).body())
                    .contains("ann@example.com")
                    .contains("value=\"" + PAGE + "\"");

            HttpResponse<String> entered = enter(auth, "sub-ann", PAGE);

            assertThat(entered.statusCode()).isEqualTo(303);
            assertThat(entered.headers().firstValue("Location")).contains(PAGE);
            HttpResponse<String> session = get(auth, Plane.SESSION.path());
            assertThat(session.headers().firstValue("Access-Control-Allow-Credentials"))
                    .contains("true");
            var said = new ObjectMapper().readTree(session.body());
            assertThat(said.path("user_id").asText()).isEqualTo("sub-ann");
            assertThat(auth.keys().verified(said.path("token").asText()).path("email").asText())
                    .isEqualTo(said.path("email").asText())
                    .isEqualTo("ann@example.com");
            assertThat(said.path("roles").isObject()).isTrue();
        }
    }

    @Test
    void a_good_cookie_goes_back_at_once_unless_the_form_is_asked_for() throws Exception {
        try (var auth = StandInAuthService.start("secret")) {
            auth.know("sub-ann", "ann@example.com");
            var _ = enter(auth, "sub-ann", PAGE);

            assertThat(get(auth, login(Map.of("return", PAGE))).statusCode()).isEqualTo(303);
            assertThat(get(auth, login(Map.of("return", PAGE, "prompt", "login"))).body())
                    .contains("<form");
        }
    }

    @Test
    void logging_out_ends_the_session_of_the_cookie() throws Exception {
        try (var auth = StandInAuthService.start("secret")) {
            auth.know("sub-ann", "ann@example.com");
            var _ = enter(auth, "sub-ann", PAGE);

            assertThat(post(auth, BrowserPlane.LOGOUT, "").statusCode()).isEqualTo(200);

            assertThat(get(auth, Plane.SESSION.path()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void it_leads_nowhere_but_to_pages_of_this_machine_and_lets_nobody_in_it_does_not_know()
            throws Exception {
        try (var auth = StandInAuthService.start("secret")) {
            auth.know("sub-ann", "ann@example.com");
            String elsewhere = "https://example.org/";

            assertThat(get(auth, login(Map.of("return", elsewhere))).statusCode()).isEqualTo(400);
            assertThat(enter(auth, "sub-ann", elsewhere).statusCode()).isEqualTo(400);
            assertThat(enter(auth, "sub-bob", PAGE).statusCode()).isEqualTo(400);
            assertThat(get(auth, Plane.SESSION.path()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void it_can_be_down_for_browsers_alone() throws Exception {
        try (var auth = StandInAuthService.start("secret")) {
            auth.behave(Plane.SESSION, Behaviour.UNAVAILABLE);

            assertThat(get(auth, Plane.SESSION.path()).statusCode()).isEqualTo(503);
            assertThat(get(auth, Plane.KEYS.path()).statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> enter(StandInAuthService auth, String subject, String back)
            throws Exception {
        return post(auth, BrowserPlane.LOGIN, encoded(Map.of("subject", subject, "return", back)));
    }

    private static String login(Map<String, String> asked) {
        return BrowserPlane.LOGIN + "?" + encoded(asked);
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> get(StandInAuthService auth, String path) throws Exception {
        return send(HttpRequest.newBuilder(auth.url().resolve(path)));
    }

    private HttpResponse<String> post(StandInAuthService auth, String path, String body)
            throws Exception {
        return send(
                HttpRequest.newBuilder(auth.url().resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(
                request.header("Origin", ORIGIN).build(), HttpResponse.BodyHandlers.ofString());
    }
}

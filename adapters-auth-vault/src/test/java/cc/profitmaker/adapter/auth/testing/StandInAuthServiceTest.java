package cc.profitmaker.adapter.auth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stand-in keeps the contract, or what is tested against it proves nothing. */
final class StandInAuthServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "internal-secret-of-the-tests";
    private static final String ACCOUNTS = Plane.USER.path();
    private static final String ACCOUNT =
            """
            {"exchange": "paper", "label": "Main", "api_key": "key-main-1234",
             "api_secret": "secret-main", "passphrase": "phrase-main",
             "api_key_ro": "key-ro", "api_secret_ro": "secret-ro"}""";

    private record Reply(int status, JsonNode body) {}

    @Test
    void keys_are_published_as_the_contract_says() throws Exception {
        try (var auth = StandInAuthService.start(SECRET)) {
            String first = auth.keys().kid();
            String second = auth.keys().rotate();

            JsonNode published = get(auth.url(), Plane.KEYS.path(), Optional.empty()).body();

            assertThat(published.path("keys").findValuesAsText("kid"))
                    .containsExactly(first, second);
            assertThat(published.path("keys").get(0).properties().stream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder("kty", "kid", "alg", "use", "n", "e");
            JsonNode claims = auth.keys().verified(auth.token("sub-ann", "ann@example.com"));
            assertThat(claims.path("email").asText()).isEqualTo("ann@example.com");
        }
    }

    @Test
    void accounts_are_kept_shown_without_keys_changed_and_deleted() throws Exception {
        try (var auth = StandInAuthService.start(SECRET)) {
            Optional<String> ann = Optional.of(auth.token("sub-ann", "ann@example.com"));

            Reply made = call(auth.url(), "POST", ACCOUNTS, ann, ACCOUNT);
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.body().properties().stream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder(
                            "id",
                            "exchange",
                            "label",
                            "read_only",
                            "has_ro_keys",
                            "owner_user_id",
                            "access_level",
                            "shared",
                            "created_at",
                            "api_key_suffix");
            assertThat(made.body().path("api_key_suffix").asText()).isEqualTo("1234");
            assertThat(made.body().path("has_ro_keys").asBoolean()).isTrue();

            String one = ACCOUNTS + "/" + made.body().path("id").asText();
            Reply changed = call(auth.url(), "PATCH", one, ann, "{\"label\": \"Other\"}");
            assertThat(changed.body().path("label").asText()).isEqualTo("Other");
            assertThat(call(auth.url(), "PATCH", one, ann, "{\"exchange\": \"okx\"}").status())
                    .isEqualTo(400);
            assertThat(call(auth.url(), "DELETE", one, ann, "").body().path("ok").asBoolean())
                    .isTrue();
            assertThat(get(auth.url(), ACCOUNTS, ann).body()).isEmpty();
        }
    }

    @Test
    void the_user_plane_wants_a_token_of_its_own() throws Exception {
        try (var auth = StandInAuthService.start(SECRET)) {
            assertThat(get(auth.url(), ACCOUNTS, Optional.empty()).status()).isEqualTo(401);
            assertThat(get(auth.url(), ACCOUNTS, Optional.of("a.b.c")).status()).isEqualTo(401);
        }
    }

    @Test
    void the_internal_plane_gives_by_level_and_grant() throws Exception {
        try (var auth = StandInAuthService.start(SECRET)) {
            auth.know("sub-bob", "bob@example.com");
            Optional<String> ann = Optional.of(auth.token("sub-ann", "ann@example.com"));
            String id = call(auth.url(), "POST", ACCOUNTS, ann, ACCOUNT).body().path("id").asText();
            String grants = ACCOUNTS + "/" + id + "/grants";

            assertThat(keys(auth, id, "sub-ann", "trade").body().path("api_secret").asText())
                    .isEqualTo("secret-main");
            assertThat(keys(auth, id, "sub-ann", "read").body().path("api_secret").asText())
                    .isEqualTo("secret-ro");
            assertThat(keys(auth, id, "sub-bob", "read").status()).isEqualTo(403);
            assertThat(keys(auth, "nothing", "sub-ann", "read").status()).isEqualTo(404);
            assertThat(call(auth.url(), "POST", Plane.INTERNAL.path(), ann, "{}").status())
                    .isEqualTo(401);

            String share = "{\"grantee_email\": \"Bob@example.com\", \"access_level\": \"%s\"}";
            Reply read = call(auth.url(), "POST", grants, ann, share.formatted("read"));
            assertThat(read.status()).isEqualTo(201);
            assertThat(read.body().path("grantee_user_id").asText()).isEqualTo("sub-bob");
            assertThat(keys(auth, id, "sub-bob", "read").status()).isEqualTo(200);
            Reply refused = keys(auth, id, "sub-bob", "trade");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body().path("access_level").asText()).isEqualTo("read");

            Reply trade = call(auth.url(), "POST", grants, ann, share.formatted("trade"));
            assertThat(keys(auth, id, "sub-bob", "trade").status()).isEqualTo(200);
            assertThat(get(auth.url(), grants, ann).body()).hasSize(1);

            String gid = trade.body().path("id").asText();
            assertThat(call(auth.url(), "DELETE", grants + "/" + gid, ann, "").status())
                    .isEqualTo(200);
            assertThat(keys(auth, id, "sub-bob", "read").status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTML, 200",
        "HALF_JSON, 200",
        "HUGE, 200",
        "REDIRECTING, 307",
        "UNAUTHORIZED, 401",
        "FORBIDDEN, 403",
        "NOT_FOUND, 404",
        "BROKEN, 500",
        "UNAVAILABLE, 503"
    })
    void it_misbehaves_when_told_and_stops_when_told(Behaviour behaviour, int status)
            throws Exception {
        try (var auth = StandInAuthService.start(SECRET)) {
            auth.behave(Plane.KEYS, behaviour);
            assertThat(status(auth)).isEqualTo(status);
            auth.behave(Plane.KEYS, Behaviour.PROPER);
            assertThat(status(auth)).isEqualTo(200);
            assertThat(auth.count(Plane.KEYS)).isEqualTo(2);
        }
    }

    private static int status(StandInAuthService auth) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(auth.url().resolve(Plane.KEYS.path())).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void it_can_be_killed_and_comes_back_as_it_was(@TempDir Path folder) throws Exception {
        try (var auth = StandInProcess.start(SECRET, folder)) {
            Optional<String> ann = Optional.of(auth.token("sub-ann", "ann@example.com"));
            auth.rotateKeys();
            call(auth.url(), "POST", ACCOUNTS, ann, ACCOUNT);
            JsonNode keys = get(auth.url(), Plane.KEYS.path(), Optional.empty()).body();
            JsonNode accounts = get(auth.url(), ACCOUNTS, ann).body();
            URI url = auth.url();
            assertThat(auth.counts()).containsEntry(ACCOUNTS, 2);
            assertThat(List.copyOf(auth.received().findValuesAsText("path")))
                    .containsExactly(ACCOUNTS, Plane.KEYS.path(), ACCOUNTS);

            auth.kill();
            assertThatThrownBy(() -> get(url, ACCOUNTS, ann)).isInstanceOf(IOException.class);
            auth.revive();

            assertThat(auth.url()).isEqualTo(url);
            assertThat(get(url, Plane.KEYS.path(), Optional.empty()).body()).isEqualTo(keys);
            assertThat(get(url, ACCOUNTS, ann).body()).isEqualTo(accounts).hasSize(1);
        }
    }

    private static Reply keys(StandInAuthService auth, String id, String requester, String want)
            throws Exception {
        String body =
                "{\"credential_id\": \"%s\", \"requester_user_id\": \"%s\", \"want\": \"%s\"}"
                        .formatted(id, requester, want);
        return send(
                HttpRequest.newBuilder(auth.url().resolve(Plane.INTERNAL.path()))
                        .header("X-Internal-Secret", SECRET)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static Reply get(URI url, String path, Optional<String> token) throws Exception {
        return call(url, "GET", path, token, "");
    }

    private static Reply call(
            URI url, String method, String path, Optional<String> token, String body)
            throws Exception {
        var request =
                HttpRequest.newBuilder(url.resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return send(request);
    }

    private static Reply send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
        }
    }
}

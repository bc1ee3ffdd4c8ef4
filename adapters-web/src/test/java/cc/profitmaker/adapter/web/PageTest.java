package cc.profitmaker.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The terminal page and its files as the server serves them; nobody is signed in here. */
final class PageTest {
    private static final RunningServer SERVER = RunningServer.start();
    private static final Pattern NAMED_FILE =
            Pattern.compile("(?:src|href)=\"(/assets/[^\"]+\\.(\\w+))\"");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void the_page_is_html_that_is_asked_for_anew_each_time_and_runs_nothing_but_our_files() {
        Answer page = SERVER.get("/").is(200);

        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
                .contains("connect-src 'self';", "frame-ancestors 'none'")
                .contains("require-trusted-types-for 'script'", "trusted-types 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(page.body())
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContainPattern("<style|\\sstyle=|\\son\\w+=")
                .doesNotContain("http://", "https://");
    }

    @Test
    void every_file_the_page_names_is_there_for_ever_under_that_name() {
        List<String> kinds = named().map(found -> found.group(2)).distinct().toList();
        assertThat(kinds).contains("js", "css", "svg");
        named().forEach(
                        found -> {
                            Answer file = SERVER.get(found.group(1)).is(200);
                            assertThat(file.header("Content-Type")).isEqualTo(type(found.group(2)));
                            assertThat(file.header("Cache-Control"))
                                    .isEqualTo("public, max-age=31536000, immutable");
                            assertThat(file.header("Vary")).isEqualTo("Accept-Encoding");
                            assertThat(file.header("Content-Encoding")).isNull();
                            assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
                            assertThat(file.header("Content-Security-Policy"))
                                    .isNotNull()
                                    .doesNotContain("unsafe");
                        });
    }

    @Test
    void what_others_wrote_is_named_with_its_licence() {
        assertThat(SERVER.get("/assets/third-party.txt").is(200).body())
                .contains("preact", "socket.io-client", "MIT");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "'gzip, deflate, br', br",
                "'gzip, deflate', gzip",
                "'gzip;q=1, br;q=0', gzip",
                "'gzip;q=0, br;q=0', none",
                "identity, none",
                "'', none",
                "zstd, none"
            })
    void a_file_comes_as_small_as_the_browser_can_take_it(String accepted, String encoding)
            throws Exception {
        String script = script();
        HttpResponse<byte[]> plain = file(script, "identity");
        HttpResponse<byte[]> asked = file(script, accepted);

        assertThat(asked.headers().firstValue("Content-Encoding"))
                .isEqualTo(Optional.ofNullable(encoding));
        assertThat(asked.headers().firstValueAsLong("Content-Length"))
                .hasValue(asked.body().length);
        if (encoding == null) {
            assertThat(asked.body()).isEqualTo(plain.body());
        } else {
            assertThat(asked.body()).hasSizeLessThan(plain.body().length / 2);
        }
        if ("gzip".equals(encoding)) {
            assertThat(new GZIPInputStream(new ByteArrayInputStream(asked.body())).readAllBytes())
                    .isEqualTo(plain.body());
        }
    }

    @Test
    void head_says_all_that_get_says_but_the_body() {
        for (String path : List.of("/", script())) {
            Answer got = SERVER.get(path).is(200);
            Answer head = SERVER.send(path, r -> r.method("HEAD", BodyPublishers.noBody())).is(200);
            assertThat(head.body()).isEmpty();
            for (String name :
                    List.of(
                            "Content-Type",
                            "Content-Length",
                            "Cache-Control",
                            "Content-Security-Policy")) {
                assertThat(head.header(name)).as(path + " " + name).isEqualTo(got.header(name));
            }
        }
    }

    @Test
    void a_file_that_is_not_there_is_404_in_json() {
        for (String path :
                List.of(
                        "/assets/index-00000000.js",
                        "/assets/index.html",
                        "/assets/files.txt",
                        "/assets/third-party.txt.gz")) {
            Answer missing = SERVER.get(path).hasErrorShape(404);
            assertThat(missing.header("Cache-Control")).as(path).isEqualTo("no-store");
        }
    }

    /** As sent: a client that tidies paths before sending them would prove nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/..",
                "/assets/../index.html",
                "/assets/../../../rest/Rest.class",
                "/assets/.%2e/index.html",
                "/assets/%2e%2e%2findex.html",
                "/assets/..%5cindex.html",
                "/assets/..;/index.html",
                "/assets/index.html%00.js",
                "/assets//index.html",
                "/assets/./third-party.txt",
                "/assets/",
                "/assets",
                "//",
                "/index.html",
                "/files/index.html"
            })
    void nothing_outside_is_reached_through_the_folder(String path) {
        try (var raw = new Raw(SERVER.port())) {
            String answer =
                    raw.send(
                                    "GET "
                                            + path
                                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .all();
            assertThat(answer)
                    .as(path)
                    .containsPattern("^HTTP/1.1 (400|401|404) ")
                    .contains("Content-Type: application/json")
                    .contains("\"requestId\":\"")
                    .doesNotContain("<html", "<!doctype");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void the_page_is_for_reading(String method) {
        for (String path : List.of("/", script())) {
            SERVER.send(
                            path,
                            r ->
                                    r.header("Content-Type", "application/json")
                                            .method(method, BodyPublishers.ofString("{}")))
                    .refuses(401, "unauthenticated");
            SERVER.send(
                            path,
                            r ->
                                    r.header("Content-Type", "application/json")
                                            .header("Authorization", "Bearer " + SERVER.annsToken)
                                            .method(method, BodyPublishers.ofString("{}")))
                    .refuses(405, "method_not_allowed");
        }
    }

    @Test
    void a_token_changes_nothing_and_no_cookie_is_set() {
        Answer stranger = SERVER.get("/");
        Answer ann = SERVER.getAs(SERVER.annsToken, "/");
        Answer liar = SERVER.getAs("no-token-at-all", "/");

        assertThat(ann.is(200).body()).isEqualTo(stranger.body());
        assertThat(liar.is(200).body()).isEqualTo(stranger.body());
        assertThat(stranger.header("Set-Cookie")).isNull();
    }

    private static Stream<MatchResult> named() {
        return NAMED_FILE.matcher(SERVER.get("/").body()).results();
    }

    private static String script() {
        return named().filter(found -> found.group(2).equals("js"))
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String type(String ending) {
        return switch (ending) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new AssertionError("what is a ." + ending + "?");
        };
    }

    private static HttpResponse<byte[]> file(String path, String accepted) {
        try {
            return SERVER.http.send(
                    HttpRequest.newBuilder(SERVER.uri(path))
                            .header("Accept-Encoding", accepted)
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

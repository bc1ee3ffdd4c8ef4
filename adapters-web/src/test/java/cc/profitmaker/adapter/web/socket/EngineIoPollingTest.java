package cc.profitmaker.adapter.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

final class EngineIoPollingTest {
    private static final String UNKNOWN_SESSION = "{\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";

    private final DoorServer server = DoorServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_handshake_says_what_is_agreed() {
        HttpResponse<String> answer = server.get("EIO=4&transport=polling&t=abc&b64=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/plain; charset=UTF-8");
        assertThat(answer.body())
                .matches(
                        "0\\{\"sid\":\"[A-Za-z0-9_-]{32}\",\"upgrades\":\\[\"websocket\"\\],"
                                + "\"pingInterval\":300000,\"pingTimeout\":300000,"
                                + "\"maxPayload\":1000000}");
    }

    @Test
    void what_a_client_is_known_by_is_shown_to_nobody_else() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            DoorServer.Poller poller = server.poller().connect();
            names.add(poller.sid);
            names.add(server.conversations.all.get(i).line.id());
        }
        assertThat(names).hasSize(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EIO=4                                        | 0 | Transport unknown",
                "EIO=4&transport=flashsocket                  | 0 | Transport unknown",
                "EIO=4&transport=polling&sid=abc              | 1 | Session ID unknown",
                "EIO=4&transport=polling&sid=                 | 1 | Session ID unknown",
                "EIO=4&transport=websocket&sid=abc            | 1 | Session ID unknown",
                "EIO=4&transport=websocket                    | 3 | Bad request",
                "EIO=4&EIO=4&transport=polling                | 3 | Bad request",
                "EIO=4&transport=polling&transport=websocket  | 3 | Bad request",
                "EIO=3&transport=polling                      | 5 | Unsupported protocol version",
                "transport=polling                            | 5 | Unsupported protocol version",
            })
    void what_is_no_request_of_the_protocol_is_refused_in_its_words(
            String query, int code, String message) {
        HttpResponse<String> answer = server.get(query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(server.door.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void hands_are_shaken_by_get_only(String method) {
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(server.uri("EIO=4&transport=polling"))
                                .method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "access_token",
                "Token",
                "%74oken",
                "authorization",
                "auth[token]",
                "api_key",
                "x-jwt"
            })
    void a_token_in_the_address_is_refused_whatever_else_is_said(String name) {
        DoorServer.Poller poller = server.poller().connect();
        for (String query :
                List.of("EIO=4&transport=polling", "EIO=4&transport=websocket", poller.query)) {
            HttpResponse<String> answer = server.get(query + "&" + name + "=good");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":3").contains("A token belongs into");
        }
    }

    @Test
    void a_query_that_cannot_be_read_is_refused() {
        var raw = "GET /socket.io/?EIO=4&transport=polling&x=%C3%28 HTTP/1.1\r\nHost: a\r\n\r\n";
        try (var socket = new RawSocket(server.port())) {
            assertThat(socket.send(raw).read(12)).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void other_paths_are_none_of_its_business() {
        var at = HttpRequest.newBuilder(server.uri("").resolve("/socket.io/other"));
        assertThat(server.send(at).statusCode()).isEqualTo(404);
    }

    @Test
    void letters_wait_for_a_question_and_all_go_along_with_it() {
        DoorServer.Poller poller = server.poller().connect();
        EchoConversations.Echo echo = server.conversations.all.getFirst();
        for (int n = 0; n < 5; n++) {
            echo.say("n", Integer.toString(n));
        }
        assertThat(poller.ask())
                .isEqualTo(
                        "42[\"n\",0]\u001e42[\"n\",1]\u001e42[\"n\",2]\u001e42[\"n\",3]\u001e42[\"n\",4]");
    }

    @Test
    void a_client_that_asks_nothing_holds_one_letter_only() {
        server.poller().connect();
        EchoConversations.Echo echo = server.conversations.all.getFirst();
        List<Integer> sent = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            int number = n;
            echo.line.send(Outgoing.of("n", new byte[] {'1'}), () -> sent.add(number));
        }
        assertThat(sent).isEmpty();
        server.poller();
        assertThat(sent).isEmpty();
    }

    @Test
    void a_letter_is_sent_when_a_question_takes_it() {
        DoorServer.Poller poller = server.poller().connect();
        var sent = new CompletableFuture<Boolean>();
        server.conversations
                .all
                .getFirst()
                .line
                .send(Outgoing.of("n", new byte[] {'1'}), () -> sent.complete(true));
        assertThat(sent).isNotDone();
        assertThat(poller.ask()).isEqualTo("42[\"n\",1]");
        assertThat(sent).isCompleted();
    }

    @Test
    void a_question_is_open_until_there_is_something_to_say() {
        DoorServer.Poller poller = server.poller().connect();
        CompletableFuture<String> answer = server.getLater(poller.query);
        poller.say("42[\"echo\",{\"a\":\"ü\"}]");
        assertThat(answer.join()).isEqualTo("42[\"echo\",{\"a\":\"ü\"}]");
    }

    @Test
    void two_questions_at_once_end_the_session() {
        DoorServer.Poller poller = server.poller().connect();
        CompletableFuture<String> one = server.getLater(poller.query);
        CompletableFuture<String> two = server.getLater(poller.query);
        assertThat(List.of(one.join(), two.join())).containsExactlyInAnyOrder("1", BAD_REQUEST);
        server.awaitGone(1);
        assertThat(server.get(poller.query).body()).isEqualTo(UNKNOWN_SESSION);
        assertThat(server.door.count()).isZero();
    }

    @Test
    void two_posts_at_once_end_the_session() {
        DoorServer.Poller poller = server.poller().connect();
        try (var slow = new RawSocket(server.port())) {
            slow.send(
                    "POST /socket.io/?"
                            + poller.query
                            + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 9\r\n\r\n42[");
            HttpResponse<String> second = server.post(poller.query, "42[\"echo\",1]");
            while (second.statusCode() == 200) {
                second = server.post(poller.query, "42[\"echo\",1]");
            }
            assertThat(second.statusCode()).isEqualTo(400);
            server.awaitGone(1);
        }
    }

    @Test
    void packets_are_heard_in_their_order() {
        DoorServer.Poller poller = server.poller().connect();
        poller.say("42[\"a\"]\u001e3\u001e42[\"b\"]\u001e427[\"c\",1,2]");
        assertThat(server.conversations.all.getFirst().heard).containsExactly("a", "b", "c");
        assertThat(poller.ask().split("\u001e")).hasSize(4).contains("437[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u001e",
                "40\u001e",
                "bAQIDBA==",
                "2",
                "2probe",
                "5",
                "6",
                "0",
                "7",
                "x",
                "30",
                "11",
                "4",
                "47"
            })
    void what_is_no_packet_ends_the_session(String body) {
        DoorServer.Poller poller = server.poller();
        HttpResponse<String> answer = server.post(poller.query, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(BAD_REQUEST);
        assertThat(server.get(poller.query).body()).isEqualTo(UNKNOWN_SESSION);
        assertThat(server.door.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "application/json", "text/html"})
    void only_text_is_taken(String type) {
        DoorServer.Poller poller = server.poller();
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(server.uri(poller.query))
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString("40")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(server.conversations.all).isEmpty();
    }

    @Test
    void text_that_is_no_utf_8_ends_the_session() {
        DoorServer.Poller poller = server.poller().connect();
        byte[] body = {'4', '2', '[', '"', (byte) 0xc0, (byte) 0xaf, '"', ']'};
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(server.uri(poller.query))
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).isEqualTo(400);
        server.awaitGone(1);
    }

    @Test
    void five_megabytes_are_too_many_announced_or_not() {
        String much = "42[\"echo\",\"" + "x".repeat(5 << 20) + "\"]";
        DoorServer.Poller announced = server.poller().connect();
        assertThat(server.post(announced.query, much).statusCode()).isEqualTo(413);
        DoorServer.Poller chunked = server.poller().connect();
        HttpResponse<String> answer =
                server.send(
                        HttpRequest.newBuilder(server.uri(chunked.query))
                                .header("Content-Type", "text/plain")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () ->
                                                        new java.io.ByteArrayInputStream(
                                                                much.getBytes(UTF_8)))));
        assertThat(answer.statusCode()).isEqualTo(413);
        server.awaitGone(2);
        assertThat(server.conversations.all).allMatch(echo -> echo.heard.isEmpty());
    }

    @Test
    void a_client_that_says_goodbye_is_gone() {
        DoorServer.Poller poller = server.poller().connect();
        CompletableFuture<String> question = server.getLater(poller.query);
        poller.say("42[\"a\"]\u001e1");
        // Whichever of the two the server heard first.
        assertThat(question.join())
                .isIn(
                        "1",
                        "42[\"error\",{\"error\":\"There is no such event.\"}]",
                        UNKNOWN_SESSION);
        server.awaitGone(1);
        assertThat(server.get(poller.query).body()).isEqualTo(UNKNOWN_SESSION);
    }

    @Test
    void a_client_that_is_sent_away_gets_what_was_said_before() {
        DoorServer.Poller poller = server.poller().connect();
        poller.say("42[\"authenticate\",{\"token\":\"bad\"}]");
        poller.say("42[\"echo\",1]");
        assertThat(poller.ask())
                .isEqualTo(
                        "42[\"auth_error\",{\"error\":\"That token is not accepted.\"}]\u001e41");
        assertThat(poller.ask()).isEqualTo("1");
        assertThat(server.conversations.all.getFirst().heard).containsExactly("authenticate");
        server.awaitGone(1);
        assertThat(server.get(poller.query).body()).isEqualTo(UNKNOWN_SESSION);
    }

    @Test
    void a_client_that_is_sent_away_need_not_fetch_the_goodbye() {
        DoorServer.Poller poller = server.poller().connect();
        poller.say("42[\"end\",{\"code\":1008}]");
        poller.say("1");
        server.awaitGone(1);
        assertThat(server.door.count()).isZero();
    }

    @Test
    void acknowledgements_that_nobody_fetches_do_not_pile_up() {
        DoorServer.Poller poller = server.poller().connect();
        server.post(poller.query, "42[\"echo\",1]" + "\u001e421[\"count\"]".repeat(2000));
        server.awaitGone(1);
        assertThat(server.door.count()).isZero();
    }

    @Test
    void a_bug_of_ours_ends_the_session() {
        DoorServer.Poller poller = server.poller().connect();
        assertThat(server.post(poller.query, "42[\"fail\"]").statusCode()).isEqualTo(500);
        server.awaitGone(1);
    }

    @Test
    void the_end_of_the_server_is_told_to_everybody() {
        DoorServer.Poller connected = server.poller().connect();
        DoorServer.Poller silent = server.poller();
        CompletableFuture<String> one = server.getLater(connected.query);
        server.door.close();
        assertThat(one.join()).isEqualTo("1");
        assertThat(silent.ask()).isEqualTo("1");
        server.awaitGone(1);
    }
}

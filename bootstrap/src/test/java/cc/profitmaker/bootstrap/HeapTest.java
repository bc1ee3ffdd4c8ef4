package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.auth.testing.StandInAuthService;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Secrets that were used are gone from the live heap of a serving process 70 s later. */
final class HeapTest {
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String PASSWORD = "canary password/+heap one";
    private static final String INTERNAL = "an-internal-secret-of-the-auth-service";
    private static final Charset[] ENCODINGS = {ISO_8859_1, UTF_16LE};

    private record Used(Map<String, String> secrets) {
        String of(String name) {
            return secrets.get(name);
        }
    }

    private static Process serve(int port, URI authService, Path log) throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve");
        builder.environment()
                .putAll(
                        DESK.environment(
                                Map.of(
                                        "PORT",
                                        Integer.toString(port),
                                        "ALLOW_REGISTRATION",
                                        "true",
                                        "AUTH_URL",
                                        authService.toString(),
                                        "AUTH_INTERNAL_SECRET",
                                        INTERNAL)));
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static String keys(String key, String secret) {
        return "{\"exchange\":\"paper\",\"api_key\":\""
                + key
                + "\",\"api_secret\":\""
                + secret
                + "\",\"passphrase\":\"canary-phrase/+Lk4Vb8\"}";
    }

    private static void trade(Client caller, String keys) {
        for (String call : List.of("fetchBalance", "createOrder", "fetchOpenOrders")) {
            Client.Answer answer =
                    caller.post(
                            "/api/exchange/" + call,
                            "{"
                                    + keys
                                    + ",\"exchange\":\"paper\",\"symbol\":\"BTC/USDT\",\"type\":\"market\","
                                    + "\"side\":\"buy\",\"amount\":\"0.001\"}");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }
    }

    /** Every secret there is, used once in every way there is. */
    private static Used use(URI url, StandInAuthService service) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("password", PASSWORD);
        for (String name : List.of("inline", "own", "central")) {
            secrets.put(name + " key", "canary-" + name + "-key/+Jw2mXz9RtLk4");
            secrets.put(name + " secret", "canary-" + name + "-secret/+Vb8NcP1sYd6");
        }
        secrets.put("passphrase", "canary-phrase/+Lk4Vb8");
        var used = new Used(secrets);
        // Its own connections, closed here: else they could keep the server's buffers in use.
        try (HttpClient http = HttpClient.newHttpClient()) {
            Client client = Client.of(url, http);
            String session =
                    client.post(
                                    "/api/auth/register",
                                    Client.credentials("ann@example.org", PASSWORD))
                            .at("/token")
                            .asText();
            secrets.put("session", session);
            Client ann = client.with(session);
            trade(
                    ann,
                    "\"config\":{\"exchangeId\":\"paper\",\"apiKey\":\""
                            + used.of("inline key")
                            + "\",\"secret\":\""
                            + used.of("inline secret")
                            + "\"}");
            String own =
                    ann.post("/api/accounts", keys(used.of("own key"), used.of("own secret")))
                            .at("/id")
                            .asText();
            trade(ann, "\"accountId\":\"" + own + "\"");
            String jwt = service.token("s-bob", "bob@sso.example.org");
            secrets.put("token", jwt.substring(jwt.lastIndexOf('.') + 1));
            Client bob = client.with(jwt);
            String central =
                    bob.post(
                                    "/api/accounts",
                                    keys(used.of("central key"), used.of("central secret")))
                            .at("/id")
                            .asText();
            trade(bob, "\"accountId\":\"" + central + "\"");
        }
        return used;
    }

    private static Map<String, byte[]> forms(Used used) {
        Map<String, byte[]> forms = new LinkedHashMap<>();
        used.secrets()
                .forEach(
                        (name, secret) -> {
                            byte[] bytes = secret.getBytes(UTF_8);
                            Map<String, String> texts = new LinkedHashMap<>();
                            texts.put("plain", secret);
                            texts.put(
                                    "Base64",
                                    Base64.getEncoder().withoutPadding().encodeToString(bytes));
                            texts.put("URL", URLEncoder.encode(secret, UTF_8));
                            texts.forEach(
                                    (form, text) -> {
                                        for (Charset encoding : ENCODINGS) {
                                            forms.put(
                                                    name + " " + form + " " + encoding,
                                                    text.getBytes(encoding));
                                        }
                                    });
                        });
        return forms;
    }

    private static List<String> found(byte[] heap, Map<String, byte[]> forms) {
        List<String> found = new ArrayList<>();
        forms.forEach(
                (name, form) -> {
                    if (contains(heap, form)) {
                        found.add(name);
                    }
                });
        return found;
    }

    private static boolean contains(byte[] heap, byte[] form) {
        for (int i = 0; i <= heap.length - form.length; i++) {
            if (heap[i] == form[0] && matches(heap, i, form)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] heap, int at, byte[] form) {
        for (int i = 1; i < form.length; i++) {
            if (heap[at + i] != form[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] liveHeap(Process server, Path file) throws Exception {
        Process dump =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(server.pid()),
                                "GC.heap_dump",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(dump.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllBytes(file);
    }

    @Test
    void no_secret_is_in_the_live_heap_70_seconds_after_its_last_use() throws Exception {
        int port = Ports.free();
        Path log = DESK.home().resolve("heap.log");
        try (var service = StandInAuthService.start(INTERNAL)) {
            Process server = serve(port, service.url(), log);
            try {
                var http = Config.from(Map.of("PORT", Integer.toString(port))).http();
                Eventually.within(60, () -> Probe.ask(http) == Probe.Answer.READY);
                Used used = use(URI.create("http://127.0.0.1:" + port), service);
                byte[] atOnce = liveHeap(server, DESK.home().resolve("used.hprof"));
                // The search finds what is there: else it would prove nothing.
                assertThat(contains(atOnce, "ann@example.org".getBytes(ISO_8859_1))).isTrue();

                TimeUnit.SECONDS.sleep(70);
                byte[] later = liveHeap(server, DESK.home().resolve("later.hprof"));

                assertThat(found(later, forms(used))).isEmpty();
                assertThat(Files.readString(log)).doesNotContain("canary");
            } finally {
                server.destroy();
                assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}

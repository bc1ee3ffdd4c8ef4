package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.bootstrap.Config.LogFormat;
import cc.profitmaker.bootstrap.Config.LogLevel;
import cc.profitmaker.bootstrap.Config.Logs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Canary secrets go through every call; afterwards they are nowhere. */
final class LeakTest {
    @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String API_TOKEN = "Canary/token+Jw2mXz9RtLk4Vb8NcP1";
    private static final String PASSWORD = "canary password/+\u00e9 one";
    private static final String NEW_PASSWORD = "canary password/+\u00e9 two";
    private static final String WRONG = "canary password/+\u00e9 bad";
    private static final String KEY = "canary-key/+Jw2mXz9RtLk4";
    private static final String SECRET = "canary-secret/+Vb8NcP1sYd6";
    private static final String PASSPHRASE = "canary-phrase/+Lk4Vb8";

    private static final List<String> EXCHANGE_CALLS =
            List.of(
                    "instance",
                    "capabilities",
                    "market",
                    "fetchTicker",
                    "fetchOrderBook",
                    "fetchTrades",
                    "fetchOHLCV",
                    "watchTicker",
                    "fetchBalance",
                    "fetchOrders",
                    "fetchOpenOrders",
                    "fetchMyTrades",
                    "fetchPositions",
                    "fetchLedger",
                    "fetchLeverages",
                    "leverageMarkets",
                    "createOrder",
                    "cancelOrder",
                    "setLeverages",
                    "noSuchCall");

    @TempDir Path dir;

    @AfterEach
    void restoreLogging() {
        Logging.configure(new Logs(Optional.of(LogFormat.TEXT), LogLevel.WARN));
    }

    private static List<String> forms(String canary) {
        byte[] bytes = canary.getBytes(UTF_8);
        return List.of(
                canary,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                URLEncoder.encode(canary, UTF_8),
                canary.replace("/", "\\/"));
    }

    private static void assertNowhere(String where, List<String> texts, List<String> canaries) {
        for (String canary : canaries) {
            for (String form : forms(canary)) {
                assertThat(texts.stream().filter(text -> text.contains(form)).limit(3))
                        .as(where)
                        .isEmpty();
            }
        }
    }

    private static String exchangeBody(String exchange) {
        return "{\"config\":{\"exchangeId\":\""
                + exchange
                + "\",\"apiKey\":\""
                + KEY
                + "\",\"secret\":\""
                + SECRET
                + "\",\"password\":\""
                + PASSPHRASE
                + "\"},\"symbol\":\"BTC/USDT\",\"type\":\"limit\",\"side\":\"buy\","
                + "\"amount\":\"0.01\",\"price\":\"1000\",\"orderId\":\"1\","
                + "\"symbols\":[\"BTC/USDT:USDT\"],\"leverage\":2}";
    }

    @Test
    void no_secret_is_found_in_logs_answers_or_rows() throws Exception {
        var log = new ByteArrayOutputStream();
        Logging.configure(new Logs(Optional.of(LogFormat.JSON), LogLevel.TRACE), log);
        var database = POSTGRES.freshDatabase("leak");
        var environment = new HashMap<>(database);
        environment.put("PROFITMAKER_HOME", dir.toString());
        environment.put("API_TOKEN", API_TOKEN);
        environment.put("VAULT_MASTER_KEY", newMasterKey());
        // Nobody listens there: what the client of the exchange makes of that is looked at too.
        environment.put("EXCHANGE_BINANCE_URL", "http://127.0.0.1:1");
        Server server = DESK.start(environment);
        Client client = Client.of(server.url());

        List<String> tokens = signUpAndIn(client);
        Client ann = client.with(tokens.getLast());
        for (String call : EXCHANGE_CALLS) {
            for (String exchange : List.of("paper", "binance", KEY.replaceAll("[^a-z]", ""))) {
                ann.post("/api/exchange/" + call, exchangeBody(exchange));
                client.with(API_TOKEN).post("/api/exchange/" + call, exchangeBody(exchange));
            }
            ann.post("/api/exchange/" + call, exchangeBody("paper").replace("}", ""));
        }
        driveAccounts(ann);
        client.with(API_TOKEN + "x").get("/api/auth/me");
        client.with(API_TOKEN).get("/health/egress-ip");
        client.with(API_TOKEN).get("/api/auth/sessions");
        assertThat(client.look("/metrics")).isEqualTo(200);
        assertThat(client.look("/openapi.json")).isEqualTo(200);
        DESK.afterEach(null);
        Logging.stop();

        List<String> secrets =
                List.of(API_TOKEN, PASSWORD, NEW_PASSWORD, WRONG, KEY, SECRET, PASSPHRASE);
        List<String> lines = log.toString(UTF_8).lines().toList();
        List<String> rows = POSTGRES.everything(database);
        assertThat(lines).isNotEmpty();
        assertThat(rows).anyMatch(row -> row.startsWith("audit"));
        assertNowhere("answers", client.told(), secrets);
        assertNowhere("log", lines, secrets);
        assertNowhere("log", lines, tokens);
        assertNowhere("rows", rows, secrets);
        assertNowhere("rows", rows, tokens);
    }

    private static String newMasterKey() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Every route of accounts and grants, with keys that are stored and keys that are refused. */
    private static void driveAccounts(Client ann) {
        var added = ann.post("/api/accounts", keys("\"exchange\":\"paper\","));
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        String account = "/api/accounts/" + added.at("/id").asText();
        ann.post("/api/accounts", keys("\"exchange\":\"binance\","));
        ann.post("/api/accounts", keys("\"exchange\":\"" + SECRET + "\","));
        assertThat(change(ann, account, keys("\"label\":\"other\",")).status()).isEqualTo(200);
        change(ann, account, keys("").replace("}", ""));
        ann.get("/api/accounts");
        for (String call : EXCHANGE_CALLS) {
            ann.post(
                    "/api/exchange/" + call,
                    exchangeBody("paper")
                            .replaceFirst(
                                    "\\{", "{\"accountId\":\"" + added.at("/id").asText() + "\","));
        }
        String grants = account + "/grants";
        ann.post(grants, "{\"grantee_email\":\"" + SECRET + "\",\"access_level\":\"read\"}");
        ann.get(grants);
        ann.send("DELETE", grants + "/" + KEY.replace("/", ""), Optional.empty(), Map.of());
        assertThat(ann.send("DELETE", account, Optional.empty(), Map.of()).status()).isEqualTo(200);
    }

    private static Client.Answer change(Client ann, String account, String body) {
        return ann.send("PATCH", account, Optional.of(body), Map.of());
    }

    private static String keys(String more) {
        return "{"
                + more
                + "\"api_key\":\""
                + KEY
                + "\",\"api_secret\":\""
                + SECRET
                + "\",\"passphrase\":\""
                + PASSPHRASE
                + "\",\"api_key_ro\":\""
                + KEY
                + "\",\"api_secret_ro\":\""
                + SECRET
                + "\"}";
    }

    private static List<String> signUpAndIn(Client client) {
        List<String> tokens = new ArrayList<>();
        String email = "ann@example.org";
        var registered = client.post("/api/auth/register", Client.credentials(email, PASSWORD));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(200);
        tokens.add(registered.at("/token").asText());
        client.post("/api/auth/login", Client.credentials(email, WRONG));
        client.post("/api/auth/login", Client.credentials("nobody@example.org", WRONG));
        tokens.add(
                client.post("/api/auth/login", Client.credentials(email, PASSWORD))
                        .at("/token")
                        .asText());
        Client ann = client.with(tokens.getLast());
        for (String current : List.of(WRONG, PASSWORD)) {
            ann.post(
                    "/api/auth/password",
                    "{\"current_password\":\""
                            + current
                            + "\",\"new_password\":\""
                            + NEW_PASSWORD
                            + "\"}");
        }
        ann.get("/api/auth/sessions");
        ann.post("/api/auth/logout", "{}");
        tokens.add(
                client.post("/api/auth/login", Client.credentials(email, NEW_PASSWORD))
                        .at("/token")
                        .asText());
        return tokens;
    }
}

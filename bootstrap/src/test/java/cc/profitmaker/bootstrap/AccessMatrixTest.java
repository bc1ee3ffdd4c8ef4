package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.auth.testing.StandInAuthService;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.Operation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who may do what with an account, through the whole server, at both vaults. */
final class AccessMatrixTest {
    @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
    @RegisterExtension static final Desk DESK = new Desk();

    private static final String SECRET = "an-internal-secret-of-the-auth-service";
    private static final StandInAuthService SERVICE = StandInAuthService.start(SECRET);
    private static final String MASTER_KEY = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";

    @TempDir Path dir;

    private Map<String, String> environment;
    private Client ann;
    private Client bob;
    private String bobsId;

    /** Where the accounts are, and how one signs in there. */
    enum Vault {
        OWN,
        CENTRAL
    }

    enum Standing {
        OWNER,
        TRADE_GRANT,
        READ_GRANT,
        /** It has expired, or, where grants have no end, was taken back. */
        EXPIRED_GRANT,
        NONE
    }

    @AfterAll
    static void stopService() {
        SERVICE.close();
    }

    @AfterEach
    void restoreLogging() {
        DESK.afterEach(null);
    }

    @BeforeEach
    void start() throws Exception {
        environment = new HashMap<>(POSTGRES.freshDatabase("matrix"));
        environment.put("PROFITMAKER_HOME", dir.resolve("a").toString());
        environment.put("ALLOW_REGISTRATION", "true");
        environment.put("VAULT_MASTER_KEY", MASTER_KEY);
        environment.put("AUTH_URL", SERVICE.url().toString());
        environment.put("AUTH_INTERNAL_SECRET", SECRET);
    }

    private void signIn(Vault vault, Client client) {
        switch (vault) {
            case OWN -> {
                ann = local(client, "ann@example.org");
                bob = local(client, "bob@example.org");
            }
            case CENTRAL -> {
                ann = client.with(SERVICE.token("s-ann", "ann@sso.example.org"));
                bob = client.with(SERVICE.token("s-bob", "bob@sso.example.org"));
            }
        }
        bobsId = bob.get("/api/auth/me").at("/user/id").asText();
    }

    private static Client local(Client client, String email) {
        return client.with(
                client.post(
                                "/api/auth/register",
                                Client.credentials(email, "correct horse battery"))
                        .at("/token")
                        .asText());
    }

    private String account() {
        Client.Answer added =
                ann.post(
                        "/api/accounts",
                        "{\"exchange\":\"paper\",\"api_key\":\"matrix\",\"api_secret\":\"matrix\"}");
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        return added.at("/id").asText();
    }

    /** The grant's id. */
    private String share(Vault vault, String account, String level, String more) {
        String grantee =
                vault == Vault.OWN
                        ? "\"grantee_user_id\":\"" + bobsId + "\""
                        : "\"grantee_email\":\"bob@sso.example.org\"";
        Client.Answer given =
                ann.post(
                        "/api/accounts/" + account + "/grants",
                        "{" + grantee + ",\"access_level\":\"" + level + "\"" + more + "}");
        assertThat(given.status()).as(given.toString()).isEqualTo(201);
        return given.at("/id").asText();
    }

    private void revoke(String account, String grant) {
        Client.Answer revoked =
                ann.send(
                        "DELETE",
                        "/api/accounts/" + account + "/grants/" + grant,
                        Optional.empty(),
                        Map.of());
        assertThat(revoked.status()).as(revoked.toString()).isEqualTo(200);
    }

    private Client standing(Vault vault, Standing standing, String account) {
        return switch (standing) {
            case OWNER -> ann;
            case TRADE_GRANT -> {
                share(vault, account, "trade", "");
                yield bob;
            }
            case READ_GRANT -> {
                share(vault, account, "read", "");
                yield bob;
            }
            case EXPIRED_GRANT -> {
                switch (vault) {
                    case OWN -> {
                        Instant end = Instant.now().plusMillis(700);
                        share(vault, account, "trade", ",\"expires_at\":\"" + end + "\"");
                        Eventually.within(5, () -> Instant.now().isAfter(end));
                    }
                    case CENTRAL -> revoke(account, share(vault, account, "trade", ""));
                }
                yield bob;
            }
            case NONE -> bob;
        };
    }

    /** Empty for what no call of its own does. */
    private static Optional<String> call(Operation operation) {
        return switch (operation) {
            case FETCH_BALANCE -> Optional.of("fetchBalance");
            case FETCH_ORDERS -> Optional.of("fetchOrders");
            case FETCH_OPEN_ORDERS -> Optional.of("fetchOpenOrders");
            case FETCH_MY_TRADES -> Optional.of("fetchMyTrades");
            case FETCH_POSITIONS -> Optional.of("fetchPositions");
            case FETCH_LEDGER -> Optional.of("fetchLedger");
            case FETCH_LEVERAGES -> Optional.of("fetchLeverages");
            case LEVERAGE_MARKETS -> Optional.of("leverageMarkets");
            case CREATE_ORDER -> Optional.of("createOrder");
            case CANCEL_ORDER -> Optional.of("cancelOrder");
            case SET_LEVERAGES -> Optional.of("setLeverages");
            case INSPECT_KEY, LISTEN -> Optional.empty();
        };
    }

    private static String body(String account) {
        return """
        {"exchange":"paper","market":"swap","accountId":"%s","symbol":"BTC/USDT:USDT",\
        "type":"limit","side":"buy","amount":"10","price":"1000","orderId":"77",\
        "symbols":["BTC/USDT:USDT"],"leverage":2}"""
                .formatted(account);
    }

    /** What somebody of that standing is answered, success and refusals by the exchange alike. */
    private static int expected(Vault vault, Standing standing, Operation operation) {
        boolean trades = operation.needs() == AccessLevel.TRADE;
        int served = operation == Operation.CANCEL_ORDER ? 422 : 200;
        return switch (standing) {
            case OWNER, TRADE_GRANT -> served;
            case READ_GRANT -> trades ? 403 : served;
            case EXPIRED_GRANT, NONE -> vault == Vault.OWN ? 404 : 403;
        };
    }

    @ParameterizedTest
    @EnumSource
    void every_operation_is_answered_as_the_standing_of_its_caller_has_it(Vault vault) {
        signIn(vault, Client.of(DESK.start(environment).url()));
        Map<String, Integer> wanted = new LinkedHashMap<>();
        Map<String, Integer> answered = new LinkedHashMap<>();
        for (Standing standing : Standing.values()) {
            String account = account();
            Client caller = standing(vault, standing, account);
            for (Operation operation : Operation.values()) {
                call(operation)
                        .ifPresent(
                                name -> {
                                    String cell = standing + " " + operation;
                                    wanted.put(cell, expected(vault, standing, operation));
                                    answered.put(
                                            cell,
                                            caller.post("/api/exchange/" + name, body(account))
                                                    .status());
                                });
            }
        }

        assertThat(answered).hasSize(55).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource
    void a_share_grows_and_ends_on_the_very_next_call(Vault vault) {
        signIn(vault, Client.of(DESK.start(environment).url()));
        String account = account();
        String order = "/api/exchange/createOrder";
        String balance = "/api/exchange/fetchBalance";
        int hidden = vault == Vault.OWN ? 404 : 403;

        assertThat(bob.post(balance, body(account)).status()).isEqualTo(hidden);
        share(vault, account, "read", "");
        assertThat(bob.post(balance, body(account)).status()).isEqualTo(200);
        assertThat(bob.post(order, body(account)).status()).isEqualTo(403);
        String grant = share(vault, account, "trade", "");
        assertThat(bob.post(order, body(account)).status()).isEqualTo(200);
        revoke(account, grant);
        assertThat(bob.post(order, body(account)).status()).isEqualTo(hidden);
        assertThat(bob.post(balance, body(account)).status()).isEqualTo(hidden);
        assertThat(ann.post(balance, body(account)).status()).isEqualTo(200);
    }

    @Test
    void a_grant_of_the_own_vault_is_the_same_on_every_replica_at_once() {
        Client here = Client.of(DESK.start(environment).url());
        environment.put("PROFITMAKER_HOME", dir.resolve("b").toString());
        Server other = DESK.start(environment);
        signIn(Vault.OWN, here);
        String account = account();
        Client bobThere = bob.at(other.url());

        String grant = share(Vault.OWN, account, "trade", "");
        assertThat(bobThere.post("/api/exchange/createOrder", body(account)).status())
                .isEqualTo(200);
        revoke(account, grant);
        assertThat(bobThere.post("/api/exchange/createOrder", body(account)).status())
                .isEqualTo(404);
    }

    @Test
    void the_kind_of_the_token_decides_which_vault_an_account_is_looked_for_in() {
        Client client = Client.of(DESK.start(environment).url());
        signIn(Vault.OWN, client);
        String own = account();
        Client local = ann;
        signIn(Vault.CENTRAL, client);
        String central = account();

        assertThat(ann.post("/api/exchange/fetchBalance", body(own)).status()).isEqualTo(404);
        assertThat(local.post("/api/exchange/fetchBalance", body(central)).status()).isEqualTo(404);
    }
}

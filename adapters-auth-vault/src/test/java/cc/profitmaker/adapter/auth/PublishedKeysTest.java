package cc.profitmaker.adapter.auth;

import static cc.profitmaker.adapter.auth.Sso.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.adapter.auth.SsoConfig.Demands;
import cc.profitmaker.adapter.auth.SsoConfig.Timing;
import cc.profitmaker.adapter.auth.testing.Behaviour;
import cc.profitmaker.adapter.auth.testing.Plane;
import cc.profitmaker.adapter.auth.testing.SigningKeys;
import cc.profitmaker.adapter.auth.testing.StandInAuthService;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.domain.credential.Secret;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Where the keys come from and how long they count, over real HTTP. */
@Timeout(120)
final class PublishedKeysTest {
    private static final int FLOOD = 64;
    private static final KeyPair STRANGER = SigningKeys.newKey(2048);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Well formed, and by a key id nobody has published. */
    private static String unknown(int i) {
        String header =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("alg", "RS256")
                        .put("kid", "unknown-" + i)
                        .toString();
        return SigningKeys.sign(header, claims().toString(), STRANGER);
    }

    private static List<Boolean> flood(Sso sso) {
        return AllAtOnce.run(FLOOD, i -> sso.accepts(unknown(i)));
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void many_first_tokens_make_one_fetch() {
        try (var sso = Sso.open()) {
            String token = sso.token();

            assertThat(AllAtOnce.run(FLOOD, _ -> sso.accepts(token))).containsOnly(true);
            assertThat(sso.auth().count(Plane.KEYS)).isEqualTo(1);
        }
    }

    @Test
    void a_flood_of_unknown_keys_makes_one_fetch_in_a_cool_down() {
        try (var sso = Sso.open()) {
            assertThat(sso.accepts(sso.token())).isTrue();

            assertThat(flood(sso)).containsOnly(false);
            assertThat(sso.auth().count(Plane.KEYS)).isEqualTo(1);

            sso.clock().advance(Timing.DEFAULT.coolDown());
            assertThat(flood(sso)).containsOnly(false);
            assertThat(flood(sso)).containsOnly(false);
            assertThat(sso.auth().count(Plane.KEYS)).isEqualTo(2);

            sso.clock().advance(Timing.DEFAULT.coolDown().minusMillis(1));
            assertThat(flood(sso)).containsOnly(false);
            assertThat(sso.auth().count(Plane.KEYS)).isEqualTo(2);
        }
    }

    @Test
    void good_tokens_pass_while_a_flood_waits_for_its_fetch() {
        try (var sso = Sso.open()) {
            String token = sso.token();
            assertThat(sso.accepts(token)).isTrue();
            sso.clock().advance(Timing.DEFAULT.coolDown());
            sso.auth().behave(Plane.KEYS, Behaviour.HOLDING);

            CompletableFuture<List<Boolean>> flood =
                    CompletableFuture.supplyAsync(() -> flood(sso));
            until(() -> sso.auth().count(Plane.KEYS) == 2);

            assertThat(sso.accepts(token)).isTrue();
            assertThat(sso.accepts(sso.auth().token(claims().put("sub", "sub-bob")))).isTrue();
            assertThat(flood).isNotDone();
            sso.auth().behave(Plane.KEYS, Behaviour.PROPER);
            assertThat(flood.join()).containsOnly(false);
            assertThat(sso.auth().count(Plane.KEYS)).isEqualTo(2);
        }
    }

    @Test
    void a_new_key_is_found_by_its_first_token_and_the_old_one_still_counts() {
        try (var sso = Sso.open()) {
            String old = sso.token();
            assertThat(sso.accepts(old)).isTrue();
            sso.auth().keys().rotate();
            String fresh = sso.token();

            assertThat(sso.accepts(fresh)).isFalse();
            sso.clock().advance(Timing.DEFAULT.coolDown());
            assertThat(AllAtOnce.run(FLOOD, _ -> sso.accepts(fresh))).containsOnly(true);
            assertThat(sso.accepts(old)).isTrue();
            assertThat(sso.auth().count(Plane.KEYS)).isEqualTo(2);
        }
    }

    @Test
    void a_clock_that_was_set_back_does_not_make_it_blind_for_new_keys() {
        try (var sso = Sso.open()) {
            assertThat(sso.accepts(sso.token())).isTrue();
            sso.auth().keys().rotate();

            sso.clock().advance(Duration.ofMinutes(-30));
            assertThat(sso.accepts(sso.auth().token(claims().put("iat", 0)))).isTrue();
        }
    }

    @Test
    void a_remembered_token_dies_with_its_key() {
        try (var sso = Sso.open()) {
            String old = sso.token();
            String oldKey = sso.auth().keys().kid();
            assertThat(sso.accepts(old)).isTrue();
            sso.auth().keys().rotate();
            sso.auth().keys().retire(oldKey);

            sso.clock().advance(Timing.DEFAULT.refresh().minus(SECOND));
            assertThat(sso.accepts(old)).isTrue();
            sso.clock().advance(SECOND);
            assertThat(sso.accepts(old)).isFalse();
            assertThat(sso.accepts(sso.token())).isTrue();
        }
    }

    @Test
    void a_remembered_token_dies_when_its_key_id_gets_another_key() {
        try (var sso = Sso.open()) {
            String old = sso.token();
            assertThat(sso.accepts(old)).isTrue();
            sso.auth().keys().replace(sso.auth().keys().kid());

            sso.clock().advance(Timing.DEFAULT.refresh());
            assertThat(sso.accepts(old)).isFalse();
            assertThat(sso.accepts(sso.token())).isTrue();
        }
    }

    @Test
    void the_last_good_keys_serve_a_day_of_outage_and_not_longer() {
        try (var sso = Sso.open()) {
            String remembered = sso.token();
            assertThat(sso.accepts(remembered)).isTrue();
            sso.auth().behave(Plane.KEYS, Behaviour.UNAVAILABLE);

            sso.clock().advance(Timing.DEFAULT.outage().minus(SECOND));
            assertThat(sso.accepts(remembered)).isTrue();
            String later = sso.auth().token(claims().put("exp", farFuture()));
            assertThat(sso.accepts(later)).isTrue();
            assertThat(sso.accepts(unknown(0))).isFalse();

            sso.clock().advance(SECOND);
            for (String token : List.of(later, remembered, unknown(0))) {
                assertThatThrownBy(() -> sso.verify(token))
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                e ->
                                        assertThat(e.dependency())
                                                .isEqualTo(Unavailable.Dependency.AUTH_SERVICE));
            }
            assertThat(sso.accepts("no token")).isFalse();

            sso.auth().behave(Plane.KEYS, Behaviour.PROPER);
            sso.clock().advance(Timing.DEFAULT.coolDown());
            assertThat(sso.accepts(later)).isTrue();
        }
    }

    private static long farFuture() {
        return Sso.EXP.plus(Duration.ofDays(7)).getEpochSecond();
    }

    @Test
    void without_keys_only_what_might_be_a_token_finds_the_service_unavailable() {
        var auth = StandInAuthService.start("internal");
        auth.behave(Plane.KEYS, Behaviour.UNAVAILABLE);
        try (var sso = Sso.of(auth, Demands.NONE, Timing.DEFAULT)) {
            assertThat(sso.accepts("no token")).isFalse();
            assertThatThrownBy(() -> sso.verify(sso.token())).isInstanceOf(Unavailable.class);

            auth.behave(Plane.KEYS, Behaviour.PROPER);
            sso.clock().advance(Timing.DEFAULT.coolDown());
            assertThat(sso.accepts(sso.token())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "HOLDING",
                "TRICKLING",
                "HANGING_UP",
                "HTML",
                "HALF_JSON",
                "HUGE",
                "REDIRECTING",
                "UNAUTHORIZED",
                "NOT_FOUND",
                "BROKEN"
            })
    void an_answer_that_is_no_key_set_is_none_and_takes_none_away(Behaviour behaviour) {
        var patience =
                new Timing(
                        Duration.ofMillis(400),
                        Timing.DEFAULT.coolDown(),
                        Timing.DEFAULT.refresh(),
                        Timing.DEFAULT.outage());
        try (var good = Sso.open(Demands.NONE, patience)) {
            String token = good.token();
            assertThat(good.accepts(token)).isTrue();
            good.auth().behave(Plane.KEYS, behaviour);
            good.clock().advance(Timing.DEFAULT.refresh());
            assertThat(good.accepts(token)).isTrue();
            // The JDK's client asks once more itself when a connection ends without a byte.
            assertThat(good.auth().count(Plane.KEYS))
                    .isEqualTo(behaviour == Behaviour.HANGING_UP ? 3 : 2);

            try (var late =
                    JwksVerifier.open(
                            new SsoConfig(good.auth().url(), Demands.NONE, patience),
                            good.clock())) {
                var secret = Secret.of(token);
                assertThatThrownBy(() -> late.verify(secret)).isInstanceOf(Unavailable.class);
            }
            assertThat(good.auth().counts()).containsOnlyKeys(Plane.KEYS.path());
            good.auth().behave(Plane.KEYS, Behaviour.PROPER);
        }
    }

    @Test
    void a_set_without_a_usable_key_takes_none_away() {
        try (var sso = Sso.open()) {
            String token = sso.token();
            assertThat(sso.accepts(token)).isTrue();
            sso.auth().keys().retire(sso.auth().keys().kid());

            sso.clock().advance(Timing.DEFAULT.refresh());
            assertThat(sso.accepts(token)).isTrue();
            assertThat(sso.auth().count(Plane.KEYS)).isEqualTo(2);
        }
    }

    @Test
    void the_keys_are_fetched_again_without_anybody_asking_until_it_is_closed() {
        var often =
                new Timing(
                        Timing.DEFAULT.answer(),
                        Duration.ofMillis(20),
                        Duration.ofMillis(40),
                        Duration.ofHours(24));
        try (var auth = StandInAuthService.start("internal")) {
            var config = new SsoConfig(auth.url(), Demands.NONE, often);
            try (var verifier = JwksVerifier.open(config, Instant::now)) {
                until(() -> auth.count(Plane.KEYS) >= 3);
                auth.behave(Plane.KEYS, Behaviour.BROKEN);
                int broken = auth.count(Plane.KEYS);
                until(() -> auth.count(Plane.KEYS) >= broken + 3);
                assertThat(verifier.remembered()).isZero();
            }
            int afterwards = auth.count(Plane.KEYS);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            assertThat(auth.count(Plane.KEYS)).isEqualTo(afterwards);
        }
    }
}

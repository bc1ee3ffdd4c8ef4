package cc.profitmaker.adapter.auth;

import static cc.profitmaker.adapter.auth.Sso.EXP;
import static cc.profitmaker.adapter.auth.Sso.NOW;
import static cc.profitmaker.adapter.auth.Sso.claims;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.auth.SsoConfig.Demands;
import cc.profitmaker.adapter.auth.SsoConfig.Issuer;
import cc.profitmaker.application.session.TokenVerifier.Verification;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.SsoIdentity;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

final class JwksVerifierTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Sso sso = Sso.open();

    @AfterEach
    void close() {
        sso.close();
    }

    private boolean accepts(Demands demands, ObjectNode claims) {
        var config = new SsoConfig(sso.auth().url(), demands, SsoConfig.Timing.DEFAULT);
        try (var verifier = JwksVerifier.open(config, sso.clock())) {
            return verifier.verify(Secret.of(sso.auth().token(claims)))
                    instanceof Verification.Verified;
        }
    }

    @Test
    void a_good_token_tells_whom_it_speaks_for_and_until_when() {
        assertThat(sso.verify(sso.token()))
                .isEqualTo(
                        new Verification.Verified(
                                new SsoIdentity(
                                        "sub-ann",
                                        new Email("ann@example.com"),
                                        Map.of("terminal", "user"),
                                        EXP.plus(TokenRules.SKEW))));
    }

    @Test
    void roles_of_any_kind_become_text_and_an_empty_one_is_none() {
        ObjectNode claims = claims();
        claims.putObject("roles")
                .put("terminal", "admin")
                .put("level", 3)
                .put("on", true)
                .putNull("gone")
                .putArray("several")
                .add("a");

        assertThat(sso.verify(sso.auth().token(claims)))
                .isInstanceOfSatisfying(
                        Verification.Verified.class,
                        verified ->
                                assertThat(verified.identity().roles())
                                        .isEqualTo(
                                                Map.of(
                                                        "terminal", "admin",
                                                        "level", "3",
                                                        "on", "true",
                                                        "several", "[\"a\"]")));
    }

    @Test
    void the_older_role_map_is_read_when_there_is_no_newer_one() {
        ObjectNode claims = claims();
        claims.remove("roles");
        claims.putObject("services").put("terminal", "old");

        assertThat(sso.verify(sso.auth().token(claims)))
                .isInstanceOfSatisfying(
                        Verification.Verified.class,
                        verified ->
                                assertThat(verified.identity().roles())
                                        .isEqualTo(Map.of("terminal", "old")));
    }

    @Test
    void times_may_be_off_by_a_minute_and_no_more() {
        long now = NOW.getEpochSecond();

        assertThat(sso.accepts(sso.auth().token(claims().put("iat", now + 60)))).isTrue();
        assertThat(sso.accepts(sso.auth().token(claims().put("nbf", now + 60)))).isTrue();
        ObjectNode ended = claims().put("iat", now - 100);
        assertThat(sso.accepts(sso.auth().token(ended.put("exp", now - 59)))).isTrue();
        assertThat(sso.accepts(sso.auth().token(ended.put("exp", now - 60)))).isFalse();
        ObjectNode undated = claims();
        undated.remove("iat");
        assertThat(sso.accepts(sso.auth().token(undated))).isTrue();
    }

    @Test
    void a_token_is_verified_once_and_remembered_until_it_ends() {
        String token = sso.token();
        Verification first = sso.verify(token);

        sso.clock().set(EXP.minus(SECOND));
        assertThat(sso.verify(token)).isSameAs(first);

        sso.clock().set(EXP);
        assertThat(sso.verify(token)).isEqualTo(first).isNotSameAs(first);
        sso.clock().set(EXP.plus(TokenRules.SKEW).minus(SECOND));
        assertThat(sso.accepts(token)).isTrue();
        sso.clock().set(EXP.plus(TokenRules.SKEW));
        assertThat(sso.accepts(token)).isFalse();
    }

    @Test
    void a_remembered_token_says_nothing_for_one_that_differs_in_a_letter() {
        String token = sso.token();
        assertThat(sso.accepts(token)).isTrue();

        String swapped = token.endsWith("A") ? "Q" : "A";
        int middle = token.lastIndexOf('.') + 10;
        char other = token.charAt(middle) == 'x' ? 'y' : 'x';
        assertThat(sso.accepts(token.substring(0, token.length() - 1) + swapped)).isFalse();
        assertThat(sso.accepts(token.substring(0, middle) + other + token.substring(middle + 1)))
                .isFalse();
    }

    @Test
    void it_remembers_a_bounded_number_of_tokens() {
        var config = new SsoConfig(sso.auth().url(), Demands.NONE, SsoConfig.Timing.DEFAULT);
        try (var verifier = JwksVerifier.open(config, new HandMovedClock(NOW), 20)) {
            for (int i = 0; i < 100; i++) {
                String token = sso.auth().token(claims().put("sub", "sub-" + i));
                assertThat(verifier.verify(Secret.of(token)))
                        .isInstanceOf(Verification.Verified.class);
            }
            assertThat(verifier.remembered()).isBetween(1L, 20L);
        }
    }

    @Test
    void the_audience_counts_when_it_is_demanded() {
        var demands = new Demands(Optional.of("terminal"), Issuer.ANY, Optional.empty());
        ObjectNode several = claims();
        several.putArray("aud").add("shop").add("terminal");

        assertThat(accepts(demands, claims().put("aud", "terminal"))).isTrue();
        assertThat(accepts(demands, several)).isTrue();
        assertThat(accepts(demands, claims().put("aud", "shop"))).isFalse();
        assertThat(accepts(demands, claims().put("aud", 7))).isFalse();
        assertThat(accepts(demands, claims())).isFalse();
        assertThat(accepts(Demands.NONE, claims().put("aud", "shop"))).isTrue();
    }

    @Test
    void the_issuer_counts_when_it_is_demanded() {
        var demands = new Demands(Optional.empty(), Issuer.VERIFIED, Optional.empty());
        String url = sso.auth().url().toString();

        assertThat(accepts(demands, claims().put("iss", url))).isTrue();
        assertThat(accepts(demands, claims().put("iss", url + "/"))).isTrue();
        assertThat(accepts(demands, claims().put("iss", url + "0"))).isFalse();
        assertThat(accepts(demands, claims().put("iss", "https://elsewhere.example"))).isFalse();
        assertThat(accepts(demands, claims())).isFalse();
        assertThat(accepts(Demands.NONE, claims().put("iss", "anything"))).isTrue();
    }

    @Test
    void the_role_map_names_the_service_that_is_demanded() {
        var demands = new Demands(Optional.empty(), Issuer.ANY, Optional.of("terminal"));
        ObjectNode elsewhere = claims();
        elsewhere.putObject("roles").put("shop", "user");
        ObjectNode roleless = claims();
        roleless.putObject("roles").putNull("terminal");

        assertThat(accepts(demands, claims())).isTrue();
        assertThat(accepts(demands, elsewhere)).isFalse();
        assertThat(accepts(demands, roleless)).isFalse();
        assertThat(accepts(Demands.NONE, elsewhere)).isTrue();
    }
}

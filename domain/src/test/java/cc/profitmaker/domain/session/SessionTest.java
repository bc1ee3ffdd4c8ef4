package cc.profitmaker.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

class SessionTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant EXPIRY = NOON.plus(Duration.ofDays(30));
    private static final User ANN = user("ann@example.org", Role.USER, UserStatus.ENABLED);
    private static final Secret JWT = Secret.of("header.payload.signature");
    private static final UUID TOKEN = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");

    @Test
    void a_session_is_opened_for_30_days() {
        Session session = session();

        assertThat(session.id()).isEqualTo(SessionToken.of(TOKEN).id());
        assertThat(session.owner()).isEqualTo(ANN.id());
        assertThat(session.createdAt()).isEqualTo(NOON);
        assertThat(session.expiresAt()).isEqualTo(EXPIRY);
        assertThat(session.address()).isEqualTo(new ClientAddress("::1"));
        assertThat(session.userAgent()).isEqualTo(new UserAgent("curl"));
    }

    @Test
    void a_session_lives_until_and_not_at_its_expiry() {
        assertThat(SessionPolicy.resume(session(), ANN, NOON)).isInstanceOf(Resumption.Live.class);
        assertThat(SessionPolicy.resume(session(), ANN, EXPIRY.minusNanos(1)))
                .isInstanceOf(Resumption.Live.class);
        assertThat(SessionPolicy.resume(session(), ANN, EXPIRY))
                .isEqualTo(new Resumption.Ended(Resumption.Reason.EXPIRED));
        assertThat(SessionPolicy.resume(session(), ANN, EXPIRY.plusNanos(1)))
                .isEqualTo(new Resumption.Ended(Resumption.Reason.EXPIRED));
    }

    @Test
    void a_resumed_session_proves_its_owner() {
        Caller caller = callerOf(SessionPolicy.resume(session(), ANN, NOON));

        assertThat(caller.user()).isEqualTo(ANN);
        assertThat(caller.id()).isEqualTo(ANN.id());
        assertThat(caller.proof()).isEqualTo(new Proof.LocalSession(session().id()));
        assertThat(caller.until()).isEqualTo(EXPIRY);
        assertThat(caller.sso()).isEmpty();
        assertThat(caller.isOperator()).isFalse();
        assertThat(caller).hasToString("Caller[" + ANN.id() + "]");
    }

    @Test
    void a_disabled_user_resumes_nothing() {
        User disabled = new User(ANN.id(), ANN.email(), ANN.name(), Role.USER, UserStatus.DISABLED);

        assertThat(SessionPolicy.resume(session(), disabled, NOON))
                .isEqualTo(new Resumption.Ended(Resumption.Reason.USER_DISABLED));
        assertThat(SessionPolicy.resume(identity(), JWT, disabled, NOON))
                .isEqualTo(new Resumption.Ended(Resumption.Reason.USER_DISABLED));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Caller(disabled, new Proof.ApiToken(), EXPIRY));
    }

    @Test
    void nobody_resumes_somebody_elses_session() {
        User bob = user("bob@example.org", Role.OPERATOR, UserStatus.ENABLED);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionPolicy.resume(session(), bob, NOON));
    }

    @Test
    void an_sso_identity_lives_until_and_not_at_the_end_of_its_token() {
        Caller caller =
                callerOf(
                        SessionPolicy.resume(
                                identity(), JWT, ANN, NOON.plusSeconds(60).minusNanos(1)));

        assertThat(caller.sso()).contains(identity());
        assertThat(caller.proof()).isEqualTo(new Proof.Sso(identity(), JWT));
        assertThat(caller.proof().toString()).doesNotContain(JWT.reveal());
        assertThat(caller.until()).isEqualTo(NOON.plusSeconds(60));
        assertThat(SessionPolicy.resume(identity(), JWT, ANN, NOON.plusSeconds(60)))
                .isEqualTo(new Resumption.Ended(Resumption.Reason.EXPIRED));
    }

    @Test
    void an_operator_is_told_from_a_user() {
        User operator = user("op@example.org", Role.OPERATOR, UserStatus.ENABLED);

        assertThat(callerOf(SessionPolicy.resume(identity(), JWT, operator, NOON)).isOperator())
                .isTrue();
    }

    @Test
    void a_session_token_never_prints_and_its_id_does_not_tell_it() {
        SessionToken token = SessionToken.of(TOKEN);

        assertThat(token).hasToString("SessionToken[redacted]");
        assertThat(token.secret().reveal()).isEqualTo(TOKEN.toString());
        assertThat(token.id().value()).isEqualTo(Sha256.hex(TOKEN.toString()));
        assertThat(token.id()).hasToString(token.id().value());
    }

    @Test
    void a_session_id_is_64_hexadecimal_digits() {
        String id = "0a".repeat(32);

        assertThat(SessionId.parse(id)).contains(new SessionId(id));
        assertThat(SessionId.parse(id.substring(1))).isEmpty();
        assertThat(SessionId.parse(id + "0")).isEmpty();
        assertThat(SessionId.parse("0A".repeat(32))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId("0A".repeat(32)));
    }

    @Test
    void an_api_token_has_32_characters_or_more() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiToken.of(Secret.of("x".repeat(31))));
        assertThat(ApiToken.of(Secret.of("x".repeat(32)))).hasToString("ApiToken[redacted]");
    }

    @Test
    void an_api_token_matches_itself_and_nothing_else() {
        ApiToken token = ApiToken.of(Secret.of("x".repeat(32)));

        assertThat(token.matches(Secret.of("x".repeat(32)))).isTrue();
        assertThat(token.matches(Secret.of("x".repeat(33)))).isFalse();
        assertThat(token.matches(Secret.of("x".repeat(31) + "y"))).isFalse();
        assertThat(token.matches(Secret.of(""))).isFalse();
    }

    @Test
    void an_api_token_stands_for_the_bootstrap_user_without_an_end() {
        Secret presented = Secret.of("x".repeat(32));
        User bootstrap = user("default@local", Role.OPERATOR, UserStatus.ENABLED);

        Caller caller = callerOf(ApiToken.of(presented).resume(presented, bootstrap));

        assertThat(caller.user()).isEqualTo(bootstrap);
        assertThat(caller.proof()).isEqualTo(new Proof.ApiToken());
        assertThat(caller.until()).isEqualTo(Instant.MAX);
    }

    @Test
    void an_api_token_of_a_disabled_bootstrap_user_is_ended() {
        Secret presented = Secret.of("x".repeat(32));
        User bootstrap = user("default@local", Role.OPERATOR, UserStatus.DISABLED);

        assertThat(ApiToken.of(presented).resume(presented, bootstrap))
                .isEqualTo(new Resumption.Ended(Resumption.Reason.USER_DISABLED));
    }

    @Test
    void an_api_token_proves_nothing_to_a_wrong_token_or_for_another_user() {
        Secret right = Secret.of("x".repeat(32));
        ApiToken token = ApiToken.of(right);
        User bootstrap = user("default@local", Role.OPERATOR, UserStatus.ENABLED);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> token.resume(Secret.of("wrong"), bootstrap));
        assertThatIllegalArgumentException().isThrownBy(() -> token.resume(right, ANN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "::", "2001:db8::ff00:42:8329"})
    void an_ip_address_is_kept_as_it_is(String text) {
        assertThat(new ClientAddress(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "localhost", "fe80::1%eth0", "127.0.0.1:80 ", "[::1]", "1\n2"})
    void anything_else_is_no_ip_address(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientAddress(text));
    }

    @Test
    void a_user_agent_is_cut_and_cleaned() {
        assertThat(new UserAgent("a\nb\0c\u0085d\ud800e\u0378f")).hasToString("abcdef");
        assertThat(new UserAgent("x".repeat(201)).value()).isEqualTo("x".repeat(200));
        assertThat(new UserAgent("🙂".repeat(201)).value()).isEqualTo("🙂".repeat(200));
        assertThat(new UserAgent("").value()).isEmpty();
    }

    private static Session session() {
        return SessionPolicy.open(
                SessionToken.of(TOKEN),
                ANN.id(),
                NOON,
                new ClientAddress("::1"),
                new UserAgent("curl"));
    }

    private static SsoIdentity identity() {
        return new SsoIdentity("subject", ANN.email(), Map.of(), NOON.plusSeconds(60));
    }

    private static User user(String email, Role role, UserStatus status) {
        var address = new Email(email);
        return new User(
                new UserId(UUID.nameUUIDFromBytes(address.value().getBytes(UTF_8))),
                address,
                DisplayName.from(address),
                role,
                status);
    }

    private static Caller callerOf(Resumption resumption) {
        return switch (resumption) {
            case Resumption.Live(var caller) -> caller;
            case Resumption.Ended(var reason) -> throw new AssertionError("ended: " + reason);
        };
    }
}

package cc.profitmaker.application.session;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.session.Authentication.Recognised;
import cc.profitmaker.application.session.Authentication.SingleSignOn;
import cc.profitmaker.application.session.TokenVerifier.Verification;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.application.testing.InMemoryAuditTrail;
import cc.profitmaker.application.testing.InMemoryIdentities;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Binding.Newcomers;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.ApiToken;
import cc.profitmaker.domain.session.Caller;
import cc.profitmaker.domain.session.Proof;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionToken;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class AuthenticationTest {
    private static final Recognised REFUSED = new Recognised.Refused();
    private static final Secret API_TOKEN = Secret.of("0123456789abcdef0123456789abcdef");
    private static final String JWT = "header.payload.signature";

    private final InMemoryAuditTrail audit = new InMemoryAuditTrail();
    private final InMemoryIdentities identities = new InMemoryIdentities(audit);
    private final HandMovedClock clock = new HandMovedClock(NOON);
    private final User ann = Fixtures.user("ann@example.org");
    private final SsoIdentity identity =
            new SsoIdentity("sub-1", ann.email(), Map.of(), NOON.plus(Duration.ofHours(1)));

    @Test
    void the_api_token_stands_for_the_bootstrap_operator_made_on_first_use() {
        Caller caller = known(withApiToken().recognise(API_TOKEN));

        assertThat(caller.user().email()).isEqualTo(User.BOOTSTRAP_EMAIL);
        assertThat(caller.isOperator()).isTrue();
        assertThat(caller.proof()).isEqualTo(new Proof.ApiToken());
        assertThat(known(withApiToken().recognise(API_TOKEN)).id()).isEqualTo(caller.id());
        assertThat(identities.all()).containsExactly(caller.user());
    }

    @Test
    void replicas_agree_on_the_bootstrap_users_id() {
        var elsewhere = new InMemoryIdentities(new InMemoryAuditTrail());
        var replica =
                new Authentication(
                        Optional.of(ApiToken.of(API_TOKEN)),
                        elsewhere,
                        elsewhere,
                        SingleSignOn.off(),
                        clock);

        assertThat(known(replica.recognise(API_TOKEN)).id())
                .isEqualTo(known(withApiToken().recognise(API_TOKEN)).id());
    }

    @Test
    void the_api_token_of_a_disabled_bootstrap_user_is_refused() {
        Caller caller = known(withApiToken().recognise(API_TOKEN));
        identities.setStatus(
                caller.id(), UserStatus.DISABLED, new AuditEvent.UserDisabled(caller.id()), NOON);

        assertThat(withApiToken().recognise(API_TOKEN)).isEqualTo(REFUSED);
    }

    @Test
    void without_an_api_token_that_kind_is_off_and_makes_no_user() {
        assertThat(authentication(TokenVerifier.off()).recognise(API_TOKEN)).isEqualTo(REFUSED);
        assertThat(withApiToken().recognise(Secret.of(API_TOKEN.reveal() + "0")))
                .isEqualTo(REFUSED);
        assertThat(identities.all()).isEmpty();
    }

    @Test
    void a_session_token_stands_for_its_owner_until_and_not_at_its_expiry() {
        var token = SessionToken.of(UUID.randomUUID());
        Session session = opened(token);

        Caller caller = known(local().recognise(token.secret()));
        assertThat(caller.user()).isEqualTo(ann);
        assertThat(caller.proof()).isEqualTo(new Proof.LocalSession(token.id()));
        assertThat(caller.until()).isEqualTo(session.expiresAt());

        clock.set(session.expiresAt().minusNanos(1));
        assertThat(known(local().recognise(token.secret())).user()).isEqualTo(ann);
        clock.set(session.expiresAt());
        assertThat(local().recognise(token.secret())).isEqualTo(REFUSED);
    }

    @Test
    void a_use_of_a_session_is_noted() {
        var token = SessionToken.of(UUID.randomUUID());
        opened(token);
        Instant later = NOON.plusSeconds(90);
        clock.set(later);

        local().recognise(token.secret());

        assertThat(identities.of(ann.id(), later))
                .extracting(SessionStore.Listed::lastUsedAt)
                .containsExactly(later);
    }

    @Test
    void an_ended_session_and_one_of_a_disabled_user_are_refused() {
        var ended = SessionToken.of(UUID.randomUUID());
        opened(ended);
        identities.end(ann.id(), ended.id(), new AuditEvent.SignedOut(ann.id()), NOON);
        var off = new User(ann.id(), ann.email(), ann.name(), ann.role(), UserStatus.DISABLED);
        var live = SessionToken.of(UUID.randomUUID());
        opened(live);
        identities.put(off, Optional.empty());

        assertThat(local().recognise(ended.secret())).isEqualTo(REFUSED);
        assertThat(local().recognise(live.secret())).isEqualTo(REFUSED);
    }

    @Test
    void a_token_shaped_like_a_session_is_never_taken_for_single_sign_on() {
        var sso = authentication(_ -> new Verification.Verified(identity));
        identities.put(ann, Optional.empty());
        bind(ann, "sub-1");
        String unknown = UUID.randomUUID().toString();

        assertThat(sso.recognise(Secret.of(unknown))).isEqualTo(REFUSED);
    }

    @Test
    void a_session_token_is_matched_to_the_letter() {
        var token = SessionToken.of(UUID.fromString("abcdef00-0000-4000-8000-00000000abcd"));
        opened(token);

        String upper = token.secret().reveal().toUpperCase(Locale.ROOT);
        assertThat(local().recognise(Secret.of(upper))).isEqualTo(REFUSED);
        assertThat(local().recognise(Secret.of(token.secret().reveal() + "\n"))).isEqualTo(REFUSED);
        assertThat(local().recognise(Secret.of(token.id().value()))).isEqualTo(REFUSED);
        assertThat(local().recognise(Secret.of(""))).isEqualTo(REFUSED);
    }

    @Test
    void a_verified_single_sign_on_token_stands_for_the_user_bound_to_its_subject() {
        var sso = authentication(_ -> new Verification.Verified(identity));
        identities.put(ann, Optional.empty());
        bind(ann, "sub-1");
        Secret presented = Secret.of(JWT);
        Caller caller = known(sso.recognise(presented));
        assertThat(caller.user()).isEqualTo(ann);
        assertThat(caller.proof()).isEqualTo(new Proof.Sso(identity, presented));
        assertThat(caller.sso()).contains(identity);
        assertThat(caller.until()).isEqualTo(identity.expiresAt());

        clock.set(identity.expiresAt());
        assertThat(sso.recognise(Secret.of(JWT))).isEqualTo(REFUSED);
    }

    @Test
    void an_identity_without_a_user_is_bound_once_and_known_from_then_on() {
        var sso = authentication(_ -> new Verification.Verified(identity), Newcomers.PROVISIONED);

        Caller caller = known(sso.recognise(Secret.of(JWT)));

        assertThat(caller.user().email()).isEqualTo(ann.email());
        assertThat(caller.isOperator()).isFalse();
        assertThat(caller.until()).isEqualTo(identity.expiresAt());
        assertThat(known(sso.recognise(Secret.of(JWT))).user()).isEqualTo(caller.user());
        assertThat(audit.events())
                .containsExactly(new AuditEvent.UserProvisioned(caller.id(), "sub-1"));
    }

    @Test
    void a_local_user_of_that_address_is_adopted_and_their_session_ends() {
        var token = SessionToken.of(UUID.randomUUID());
        opened(token);
        var sso = authentication(_ -> new Verification.Verified(identity));

        assertThat(known(sso.recognise(Secret.of(JWT))).user()).isEqualTo(ann);
        assertThat(sso.recognise(token.secret())).isEqualTo(REFUSED);
    }

    @Test
    void only_who_is_not_invited_is_told_so() {
        var sso = authentication(_ -> new Verification.Verified(identity));
        assertThat(sso.recognise(Secret.of(JWT))).isEqualTo(new Recognised.NotInvited());
        assertThat(identities.all()).isEmpty();

        identities.put(Fixtures.user("ann@example.org", Role.OPERATOR), Optional.empty());
        assertThat(sso.recognise(Secret.of(JWT))).isEqualTo(REFUSED);
    }

    @Test
    void an_identity_that_may_not_have_its_address_is_refused_and_nothing_is_made() {
        identities.put(ann, Optional.empty());
        bind(ann, "sub-0");
        var sso = authentication(_ -> new Verification.Verified(identity), Newcomers.PROVISIONED);

        assertThat(sso.recognise(Secret.of(JWT))).isEqualTo(REFUSED);
        assertThat(identities.all()).containsExactly(ann);
    }

    @Test
    void a_bound_user_who_is_disabled_is_refused_on_the_next_call() {
        identities.put(ann, Optional.empty());
        bind(ann, "sub-1");
        var sso = authentication(_ -> new Verification.Verified(identity));
        known(sso.recognise(Secret.of(JWT)));

        identities.setStatus(
                ann.id(), UserStatus.DISABLED, new AuditEvent.UserDisabled(ann.id()), NOON);

        assertThat(sso.recognise(Secret.of(JWT))).isEqualTo(REFUSED);
    }

    @Test
    void a_token_that_has_ended_makes_nobody() {
        var sso = authentication(_ -> new Verification.Verified(identity), Newcomers.PROVISIONED);
        clock.set(identity.expiresAt());

        assertThat(sso.recognise(Secret.of(JWT))).isEqualTo(REFUSED);
        assertThat(identities.all()).isEmpty();
    }

    @Test
    void a_rejected_single_sign_on_token_is_refused() {
        assertThat(local().recognise(Secret.of(JWT))).isEqualTo(REFUSED);
    }

    @Test
    void an_auth_service_that_cannot_be_asked_is_told_and_does_not_touch_the_other_kinds() {
        TokenVerifier down =
                _ -> {
                    throw new Unavailable(
                            Unavailable.Dependency.AUTH_SERVICE, new IOException("down"));
                };
        var token = SessionToken.of(UUID.randomUUID());
        opened(token);

        assertThatThrownBy(() -> authentication(down).recognise(Secret.of(JWT)))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        e ->
                                assertThat(e.dependency())
                                        .isEqualTo(Unavailable.Dependency.AUTH_SERVICE));
        assertThat(known(authentication(down).recognise(token.secret())).user()).isEqualTo(ann);
    }

    private Session opened(SessionToken token) {
        if (identities.byId(ann.id()).isEmpty()) {
            identities.put(ann, Optional.empty());
        }
        Session session = Fixtures.session(token, ann, NOON);
        identities.open(session, new AuditEvent.SignedIn(ann.id(), session.address()));
        return session;
    }

    private Authentication withApiToken() {
        return new Authentication(
                Optional.of(ApiToken.of(API_TOKEN)),
                identities,
                identities,
                SingleSignOn.off(),
                clock);
    }

    private Authentication local() {
        return authentication(TokenVerifier.off());
    }

    private Authentication authentication(TokenVerifier verifier) {
        return authentication(verifier, Newcomers.REFUSED);
    }

    private Authentication authentication(TokenVerifier verifier, Newcomers newcomers) {
        return new Authentication(
                Optional.empty(),
                identities,
                identities,
                new SingleSignOn(verifier, newcomers, UUID::randomUUID),
                clock);
    }

    private void bind(User user, String subject) {
        var event = new AuditEvent.UserBound(user.id(), subject);
        assertThat(identities.bindByHand(user.id(), subject, event, NOON))
                .isEqualTo(UserStore.ByHand.BOUND);
    }

    private static Caller known(Recognised recognised) {
        assertThat(recognised).isInstanceOf(Recognised.Known.class);
        return ((Recognised.Known) recognised).caller();
    }
}

package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.session.UserStore.Account;
import cc.profitmaker.application.session.UserStore.OperatorClaim;
import cc.profitmaker.application.session.UserStore.Registration;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Session;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What every {@link cc.profitmaker.application.session.UserStore} promises. */
public interface UserStoreContract extends IdentityContract {
    @Test
    default void a_registered_user_is_found_with_their_password_hash() {
        User ann = registered("ann@example.org");

        assertThat(users().byEmail(ann.email())).contains(new Account(ann, Optional.of(HASH)));
        assertThat(users().byId(ann.id())).contains(new Account(ann, Optional.of(HASH)));
    }

    @Test
    default void an_unknown_user_is_not_found() {
        registered("ann@example.org");

        assertThat(users().byEmail(new Email("bob@example.org"))).isEmpty();
        assertThat(users().byId(new UserId(UUID.randomUUID()))).isEmpty();
        assertThat(users().bySsoSubject("nobody")).isEmpty();
    }

    @Test
    default void a_user_is_found_by_the_subject_bound_to_them() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        bind(ann, "subject-of-ann");
        bind(bob, "subject-of-bob");

        assertThat(users().bySsoSubject("subject-of-ann")).contains(ann);
        assertThat(users().bySsoSubject("subject-of-bob")).contains(bob);
        assertThat(users().bySsoSubject("SUBJECT-OF-ANN")).isEmpty();
    }

    @Test
    default void all_users_are_told_in_the_order_of_their_creation() {
        User zoe = registered("zoe@example.org");
        User bootstrap = users().bootstrap(new UserId(UUID.randomUUID()), NOON);
        User ann = registered("ann@example.org", NOON.minusSeconds(60));
        User mia = addedByOperator("mia@example.org");

        assertThat(users().all()).containsExactly(zoe, bootstrap, ann, mia);
    }

    @Test
    default void registering_opens_the_first_session_and_writes_the_event() {
        var wished = Fixtures.user("ann@example.org");
        Session first = Fixtures.session(wished, NOON);

        var outcome = register(wished, OperatorClaim.IF_FIRST, first, NOON);

        var ann = with(wished, Role.OPERATOR);
        assertThat(outcome).isEqualTo(new Registration.Registered(ann));
        assertThat(sessions().find(first.id())).contains(new SessionStore.Found(first, ann));
        assertThat(audit().recorded())
                .containsExactly(
                        shown(new AuditEvent.Registered(ann.id(), Role.OPERATOR, first.address())));
    }

    @Test
    default void the_first_user_becomes_the_operator_when_the_claim_allows() {
        var first = register(Fixtures.user("ann@example.org"), OperatorClaim.IF_FIRST);
        var second = register(Fixtures.user("bob@example.org"), OperatorClaim.IF_FIRST);

        assertThat(roleOf(first)).isEqualTo(Role.OPERATOR);
        assertThat(roleOf(second)).isEqualTo(Role.USER);
    }

    @Test
    default void a_claim_to_be_the_only_operator_registers_nobody_but_the_first() {
        var first = register(Fixtures.user("ann@example.org"), OperatorClaim.ONLY_IF_FIRST);
        var wished = Fixtures.user("bob@example.org");
        Session session = Fixtures.session(wished, NOON);

        var second = register(wished, OperatorClaim.ONLY_IF_FIRST, session, NOON);

        assertThat(roleOf(first)).isEqualTo(Role.OPERATOR);
        assertThat(second).isEqualTo(new Registration.Closed());
        assertThat(users().byEmail(wished.email())).isEmpty();
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(audit().recorded()).hasSize(1);
    }

    @Test
    default void without_a_claim_even_the_first_user_is_a_plain_one() {
        var outcome = register(Fixtures.user("ann@example.org", Role.OPERATOR), OperatorClaim.NONE);

        assertThat(roleOf(outcome)).isEqualTo(Role.USER);
        assertThat(users().all()).extracting(User::role).containsExactly(Role.USER);
    }

    @Test
    default void a_plain_first_user_leaves_no_room_for_an_operator() {
        register(Fixtures.user("ann@example.org"), OperatorClaim.NONE);

        assertThat(register(Fixtures.user("bob@example.org"), OperatorClaim.ONLY_IF_FIRST))
                .isEqualTo(new Registration.Closed());
        assertThat(roleOf(register(Fixtures.user("eve@example.org"), OperatorClaim.IF_FIRST)))
                .isEqualTo(Role.USER);
    }

    @Test
    default void a_user_added_by_the_operator_leaves_no_room_for_another_operator() {
        addedByOperator("mia@example.org");

        assertThat(register(Fixtures.user("bob@example.org"), OperatorClaim.ONLY_IF_FIRST))
                .isEqualTo(new Registration.Closed());
        assertThat(roleOf(register(Fixtures.user("eve@example.org"), OperatorClaim.IF_FIRST)))
                .isEqualTo(Role.USER);
    }

    @Test
    default void a_hundred_concurrent_first_registrations_leave_one_operator() {
        List<Registration> outcomes =
                AllAtOnce.run(
                        100,
                        i ->
                                register(
                                        Fixtures.user("user" + i + "@example.org"),
                                        OperatorClaim.ONLY_IF_FIRST));

        assertThat(outcomes).filteredOn(Registration.Registered.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(new Registration.Closed()::equals).hasSize(99);
        assertThat(users().all()).extracting(User::role).containsExactly(Role.OPERATOR);
        assertThat(audit().recorded()).hasSize(1);
    }

    @Test
    default void of_a_hundred_concurrent_registrations_one_user_is_first() {
        AllAtOnce.run(
                100,
                i -> register(Fixtures.user("user" + i + "@example.org"), OperatorClaim.IF_FIRST));

        assertThat(users().all()).hasSize(100);
        assertThat(users().all()).filteredOn(u -> u.role() == Role.OPERATOR).hasSize(1);
    }

    @Test
    default void an_address_is_registered_once() {
        User ann = registered("ann@example.org");
        var again = Fixtures.user("ann@example.org");
        Session session = Fixtures.session(again, NOON);

        var outcome = users().register(again, OTHER_HASH, OperatorClaim.NONE, session, NOON);

        assertThat(outcome).isEqualTo(new Registration.EmailTaken());
        assertThat(users().byEmail(ann.email())).contains(new Account(ann, Optional.of(HASH)));
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(audit().recorded()).hasSize(1);
    }

    @Test
    default void of_concurrent_registrations_of_one_address_one_wins() {
        List<Registration> outcomes =
                AllAtOnce.run(
                        20, _ -> register(Fixtures.user("ann@example.org"), OperatorClaim.NONE));

        assertThat(outcomes).filteredOn(Registration.Registered.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(new Registration.EmailTaken()::equals).hasSize(19);
        assertThat(users().all()).hasSize(1);
    }

    @Test
    default void a_user_added_by_the_operator_keeps_the_given_role_and_has_no_session() {
        var mia = Fixtures.user("mia@example.org", Role.OPERATOR);
        var event = new AuditEvent.UserAdded(mia.id(), Role.OPERATOR);

        assertThat(users().add(mia, HASH, NOON, event)).isTrue();

        assertThat(users().byId(mia.id())).contains(new Account(mia, Optional.of(HASH)));
        assertThat(sessions().of(mia.id(), NOON)).isEmpty();
        assertThat(audit().recorded()).containsExactly(shown(event));
    }

    @Test
    default void adding_a_taken_address_changes_nothing() {
        User ann = registered("ann@example.org");
        var again = Fixtures.user("ann@example.org", Role.OPERATOR);

        assertThat(
                        users().add(
                                        again,
                                        OTHER_HASH,
                                        NOON,
                                        new AuditEvent.UserAdded(again.id(), Role.OPERATOR)))
                .isFalse();

        assertThat(users().byEmail(ann.email())).contains(new Account(ann, Optional.of(HASH)));
        assertThat(audit().recorded()).hasSize(1);
    }

    @Test
    default void the_bootstrap_user_is_an_operator_without_a_password_made_once() {
        var id = new UserId(UUID.randomUUID());

        User made = users().bootstrap(id, NOON);
        User again = users().bootstrap(new UserId(UUID.randomUUID()), NOON.plusSeconds(1));

        assertThat(made.id()).isEqualTo(id);
        assertThat(made.email()).isEqualTo(User.BOOTSTRAP_EMAIL);
        assertThat(made.role()).isEqualTo(Role.OPERATOR);
        assertThat(made.isEnabled()).isTrue();
        assertThat(again).isEqualTo(made);
        assertThat(users().byId(id)).contains(new Account(made, Optional.empty()));
        assertThat(users().all()).containsExactly(made);
    }

    @Test
    default void concurrent_first_uses_make_one_bootstrap_user() {
        List<User> made =
                AllAtOnce.run(20, _ -> users().bootstrap(new UserId(UUID.randomUUID()), NOON));

        assertThat(made).containsOnly(made.getFirst());
        assertThat(users().all()).containsExactly(made.getFirst());
    }

    @Test
    default void the_bootstrap_user_is_not_the_first_user() {
        users().bootstrap(new UserId(UUID.randomUUID()), NOON);

        assertThat(users().anyWithPassword()).isFalse();
        assertThat(roleOf(register(Fixtures.user("ann@example.org"), OperatorClaim.ONLY_IF_FIRST)))
                .isEqualTo(Role.OPERATOR);
        assertThat(users().anyWithPassword()).isTrue();
    }

    @Test
    default void nobody_has_a_password_in_an_empty_store() {
        assertThat(users().anyWithPassword()).isFalse();
        assertThat(users().all()).isEmpty();
    }

    @Test
    default void changing_the_password_ends_every_session_but_the_kept_one() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        Session kept = opened(ann);
        Session ended = opened(ann);
        Session other = opened(bob);
        var event = new AuditEvent.PasswordChanged(ann.id(), ann.id());

        users().changePassword(ann.id(), OTHER_HASH, Optional.of(kept.id()), event, NOON);

        assertThat(passwordOf(ann)).contains(OTHER_HASH);
        assertThat(passwordOf(bob)).contains(HASH);
        assertThat(sessions().find(kept.id())).isPresent();
        assertThat(sessions().find(ended.id())).isEmpty();
        assertThat(sessions().find(other.id())).isPresent();
        assertThat(sessions().of(ann.id(), NOON)).hasSize(1);
        assertThat(audit().recorded()).last().isEqualTo(shown(event));
    }

    @Test
    default void changing_the_password_ends_all_sessions_when_none_is_kept() {
        User ann = registered("ann@example.org");
        Session session = opened(ann);
        var event = new AuditEvent.PasswordChanged(ann.id(), ann.id());

        users().changePassword(ann.id(), OTHER_HASH, Optional.empty(), event, NOON);

        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(sessions().of(ann.id(), NOON)).isEmpty();
    }

    @Test
    default void a_password_is_replaced_only_while_the_verified_one_stands() {
        User ann = registered("ann@example.org");
        Session kept = opened(ann);
        Session ended = opened(ann);
        var event = new AuditEvent.PasswordChanged(ann.id(), ann.id());
        var replacement = new UserStore.Replacement(HASH, OTHER_HASH);

        assertThat(
                        users().replacePassword(
                                        ann.id(), replacement, Optional.of(kept.id()), event, NOON))
                .isTrue();
        assertThat(passwordOf(ann)).contains(OTHER_HASH);
        assertThat(sessions().find(kept.id())).isPresent();
        assertThat(sessions().find(ended.id())).isEmpty();
        assertThat(audit().recorded()).last().isEqualTo(shown(event));

        int recorded = audit().recorded().size();
        assertThat(users().replacePassword(ann.id(), replacement, Optional.empty(), event, NOON))
                .isFalse();
        assertThat(passwordOf(ann)).contains(OTHER_HASH);
        assertThat(sessions().find(kept.id())).isPresent();
        assertThat(audit().recorded()).hasSize(recorded);
    }

    @Test
    default void disabling_a_user_ends_their_sessions_and_nobody_elses() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        Session session = opened(ann);
        Session other = opened(bob);
        var event = new AuditEvent.UserDisabled(ann.id());

        users().setStatus(ann.id(), UserStatus.DISABLED, event, NOON);

        assertThat(users().byId(ann.id()).orElseThrow().user().isEnabled()).isFalse();
        assertThat(users().byId(bob.id()).orElseThrow().user().isEnabled()).isTrue();
        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(sessions().find(other.id())).isPresent();
        assertThat(audit().recorded()).last().isEqualTo(shown(event));
    }

    @Test
    default void enabling_a_user_gives_no_session_back() {
        User ann = registered("ann@example.org");
        Session session = opened(ann);
        users().setStatus(
                        ann.id(), UserStatus.DISABLED, new AuditEvent.UserDisabled(ann.id()), NOON);

        users().setStatus(ann.id(), UserStatus.ENABLED, new AuditEvent.UserEnabled(ann.id()), NOON);

        assertThat(users().byId(ann.id())).contains(new Account(ann, Optional.of(HASH)));
        assertThat(sessions().find(session.id())).isEmpty();
    }

    @Test
    default void enabling_an_enabled_user_ends_no_session() {
        User ann = registered("ann@example.org");
        Session session = opened(ann);

        users().setStatus(ann.id(), UserStatus.ENABLED, new AuditEvent.UserEnabled(ann.id()), NOON);

        assertThat(sessions().find(session.id())).isPresent();
    }

    @Test
    default void a_change_of_role_is_seen_in_open_sessions_at_once() {
        User ann = registered("ann@example.org");
        Session session = opened(ann);
        assertThat(sessions().find(session.id()).orElseThrow().user().role()).isEqualTo(Role.USER);
        var event = new AuditEvent.RoleChanged(ann.id(), Role.OPERATOR);

        users().setRole(ann.id(), Role.OPERATOR, event, NOON);

        assertThat(sessions().find(session.id()))
                .contains(new SessionStore.Found(session, with(ann, Role.OPERATOR)));
        assertThat(users().byId(ann.id()))
                .contains(new Account(with(ann, Role.OPERATOR), Optional.of(HASH)));
        assertThat(audit().recorded()).last().isEqualTo(shown(event));
    }

    @Test
    default void a_sign_in_counts_from_its_very_instant_on() {
        User ann = registered("ann@example.org");
        ClientAddress address = Fixtures.here().address();

        assertThat(users().hasSignedInFrom(ann.email(), address, NOON.minusSeconds(1))).isTrue();
        assertThat(users().hasSignedInFrom(ann.email(), address, NOON)).isTrue();
        assertThat(users().hasSignedInFrom(ann.email(), address, NOON.plusMillis(1))).isFalse();
    }

    @Test
    default void a_sign_in_counts_for_its_address_and_user_only() {
        User ann = registered("ann@example.org");
        User mia = addedByOperator("mia@example.org");
        ClientAddress address = Fixtures.here().address();

        assertThat(users().hasSignedInFrom(ann.email(), new ClientAddress("10.0.0.1"), NOON))
                .isFalse();
        assertThat(users().hasSignedInFrom(mia.email(), address, NOON)).isFalse();
        assertThat(users().hasSignedInFrom(new Email("eve@example.org"), address, NOON)).isFalse();
    }

    @Test
    default void the_latest_sign_in_counts_and_outlives_its_session() {
        User ann = registered("ann@example.org");
        var later = NOON.plus(Duration.ofDays(1));
        sessions().open(Fixtures.session(ann, later), signedIn(ann));
        sessions().open(Fixtures.session(ann, NOON.minusSeconds(1)), signedIn(ann));
        sessions().endAll(ann.id(), new AuditEvent.SessionsEnded(ann.id(), ann.id()), later);

        assertThat(users().hasSignedInFrom(ann.email(), Fixtures.here().address(), later)).isTrue();
        assertThat(
                        users().hasSignedInFrom(
                                        ann.email(),
                                        Fixtures.here().address(),
                                        later.plusMillis(1)))
                .isFalse();
    }

    private User addedByOperator(String email) {
        var user = Fixtures.user(email);
        assertThat(users().add(user, HASH, NOON, new AuditEvent.UserAdded(user.id(), user.role())))
                .isTrue();
        return user;
    }

    private Session opened(User owner) {
        Session session = Fixtures.session(owner, NOON);
        sessions().open(session, signedIn(owner));
        return session;
    }

    private static AuditEvent signedIn(User user) {
        return new AuditEvent.SignedIn(user.id(), Fixtures.here().address());
    }

    private Optional<PasswordHash.Hash> passwordOf(User user) {
        return users().byId(user.id()).orElseThrow().password();
    }

    private String shown(AuditEvent event) {
        return audit().shown(event, NOON);
    }

    private static Role roleOf(Registration outcome) {
        return switch (outcome) {
            case Registration.Registered(var user) -> user.role();
            case Registration.EmailTaken _, Registration.Closed _ ->
                    throw new AssertionError("not registered: " + outcome);
        };
    }

    private static User with(User user, Role role) {
        return new User(user.id(), user.email(), user.name(), role, user.status());
    }
}

package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.session;
import static cc.profitmaker.application.testing.Fixtures.sso;
import static cc.profitmaker.application.testing.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.session.UserStore.OperatorClaim;
import cc.profitmaker.application.session.UserStore.Registration;
import cc.profitmaker.application.testing.AllAtOnce;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class PostgresUserStoreTest {
    private static final PasswordHash.Hash HASH = new PasswordHash.Hash("$2b$12$hash");

    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private static UserStore store() {
        return POSTGRES.a().users();
    }

    private static Registration register(UserStore store, User user, OperatorClaim claim) {
        return store.register(user, HASH, claim, session(user, NOON), NOON);
    }

    @Test
    void one_of_a_hundred_concurrent_first_registrations_becomes_the_operator() throws Exception {
        int calls = 100;
        var together = new CountDownLatch(1);
        List<Future<Registration>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < calls; i++) {
                UserStore replica = (i % 2 == 0 ? POSTGRES.a() : POSTGRES.b()).users();
                User user = user("first" + i + "@example.com");
                answers.add(
                        threads.submit(
                                () -> {
                                    together.await();
                                    return register(replica, user, OperatorClaim.ONLY_IF_FIRST);
                                }));
            }
            together.countDown();
            int registered = 0;
            for (var answer : answers) {
                switch (answer.get()) {
                    case Registration.Registered(var made) -> {
                        registered++;
                        assertThat(made.role()).isEqualTo(Role.OPERATOR);
                    }
                    case Registration.Closed _ -> {}
                    case Registration.EmailTaken _ -> throw new AssertionError("email taken");
                }
            }
            assertThat(registered).isEqualTo(1);
        }
        assertThat(store().all()).hasSize(1);
        assertThat(POSTGRES.ask("SELECT role FROM users")).containsExactly("OPERATOR");
        assertThat(POSTGRES.ask("SELECT kind FROM audit")).containsExactly("registered");
    }

    @Test
    void one_of_many_concurrent_open_registrations_becomes_the_operator_and_the_rest_are_users()
            throws Exception {
        List<Future<Registration>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                User user = user("open" + i + "@example.com");
                answers.add(threads.submit(() -> register(store(), user, OperatorClaim.IF_FIRST)));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isInstanceOf(Registration.Registered.class);
            }
        }
        assertThat(store().all()).hasSize(20);
        assertThat(store().all()).filteredOn(u -> u.role() == Role.OPERATOR).hasSize(1);
    }

    @Test
    void a_user_added_at_the_command_line_closes_the_first_registration() {
        User ann = user("ann@example.com");
        assertThat(store().add(ann, HASH, NOON, new AuditEvent.UserAdded(ann.id(), Role.USER)))
                .isTrue();

        assertThat(register(store(), user("bob@example.com"), OperatorClaim.ONLY_IF_FIRST))
                .isEqualTo(new Registration.Closed());
        assertThat(store().anyWithPassword()).isTrue();
    }

    @Test
    void a_registration_that_fails_leaves_the_first_place_free() {
        store().bootstrap(new UserId(UUID.randomUUID()), NOON);
        User squatter = user("default@local");

        assertThat(register(store(), squatter, OperatorClaim.ONLY_IF_FIRST))
                .isEqualTo(new Registration.EmailTaken());
        assertThat(store().anyWithPassword()).isFalse();
        assertThat(register(store(), user("ann@example.com"), OperatorClaim.ONLY_IF_FIRST))
                .isInstanceOf(Registration.Registered.class);
    }

    @Test
    void a_taken_address_registers_nobody_and_opens_no_session() throws Exception {
        register(store(), user("ann@example.com"), OperatorClaim.NONE);

        assertThat(register(store(), user("ann@example.com"), OperatorClaim.NONE))
                .isEqualTo(new Registration.EmailTaken());
        assertThat(POSTGRES.ask("SELECT id FROM sessions")).hasSize(1);
    }

    @Test
    void a_registration_opens_a_session_remembers_the_address_and_is_audited() throws Exception {
        User ann = user("ann@example.com");
        Session first = session(ann, NOON);
        store().register(ann, HASH, OperatorClaim.IF_FIRST, first, NOON);

        var found = POSTGRES.a().sessions().find(first.id()).orElseThrow();
        assertThat(found.session()).isEqualTo(first);
        assertThat(found.user().role()).isEqualTo(Role.OPERATOR);
        assertThat(store().hasSignedInFrom(ann.email(), first.address(), NOON)).isTrue();
        assertThat(store().hasSignedInFrom(ann.email(), first.address(), NOON.plusNanos(1000)))
                .isFalse();
        assertThat(POSTGRES.ask("SELECT detail ->> 'role' FROM audit WHERE kind = 'registered'"))
                .containsExactly("OPERATOR");
    }

    @Test
    void the_bootstrap_user_is_made_once_by_any_number_of_concurrent_calls() throws Exception {
        List<Future<User>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                UserStore replica = (i % 2 == 0 ? POSTGRES.a() : POSTGRES.b()).users();
                answers.add(
                        threads.submit(
                                () -> replica.bootstrap(new UserId(UUID.randomUUID()), NOON)));
            }
            User one = answers.getFirst().get();
            assertThat(one.role()).isEqualTo(Role.OPERATOR);
            assertThat(one.email()).isEqualTo(User.BOOTSTRAP_EMAIL);
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(one);
            }
        }
        assertThat(store().byEmail(User.BOOTSTRAP_EMAIL).orElseThrow().password()).isEmpty();
        assertThat(store().anyWithPassword()).isFalse();
        assertThat(POSTGRES.ask("SELECT kind FROM audit")).containsExactly("user_added");
    }

    @Test
    void a_disabled_bootstrap_user_is_seen_so_on_every_replica() {
        User user = POSTGRES.b().users().bootstrap(new UserId(UUID.randomUUID()), NOON);
        store().setStatus(
                        user.id(),
                        UserStatus.DISABLED,
                        new AuditEvent.UserDisabled(user.id()),
                        NOON);

        assertThat(store().bootstrap(user.id(), NOON).isEnabled()).isFalse();
        TestPostgres.eventually(() -> !POSTGRES.b().users().bootstrap(user.id(), NOON).isEnabled());
    }

    @Test
    void a_changed_password_ends_all_sessions_but_the_kept_one() {
        User ann = user("ann@example.com");
        Session kept = session(ann, NOON);
        Session other = session(ann, NOON);
        store().register(ann, HASH, OperatorClaim.NONE, kept, NOON);
        var sessions = POSTGRES.a().sessions();
        sessions.open(other, new AuditEvent.SignedIn(ann.id(), other.address()));

        var fresh = new PasswordHash.Hash("$2b$12$other");
        store().changePassword(
                        ann.id(),
                        fresh,
                        Optional.of(kept.id()),
                        new AuditEvent.PasswordChanged(ann.id(), ann.id()),
                        NOON);

        assertThat(store().byId(ann.id()).orElseThrow().password()).contains(fresh);
        assertThat(sessions.find(kept.id())).isPresent();
        assertThat(sessions.find(other.id())).isEmpty();
    }

    @Test
    void users_come_in_order_of_creation() {
        for (String name : List.of("zoe", "ann", "mia")) {
            register(store(), user(name + "@example.com"), OperatorClaim.NONE);
        }
        assertThat(store().all())
                .extracting(u -> u.email().value())
                .containsExactly("zoe@example.com", "ann@example.com", "mia@example.com");
    }

    @Test
    void a_user_is_found_by_the_single_sign_on_subject_bound_to_it() throws Exception {
        User ann = user("ann@example.com");
        register(store(), ann, OperatorClaim.NONE);
        assertThat(store().bySsoSubject("sub-1")).isEmpty();

        POSTGRES.asSuperuser("UPDATE users SET sso_user_id = 'sub-1'");

        assertThat(store().bySsoSubject("sub-1")).contains(ann);
        assertThat(store().bySsoSubject("sub-2")).isEmpty();
        assertThat(store().byEmail(new Email("nobody@example.com"))).isEmpty();
    }

    @Test
    void first_requests_of_one_identity_on_two_replicas_make_one_user() {
        List<Binding> bindings =
                AllAtOnce.run(
                        64,
                        i ->
                                (i % 2 == 0 ? POSTGRES.a() : POSTGRES.b())
                                        .users()
                                        .bind(
                                                sso("sub-1", "ann@example.com"),
                                                Binding.Newcomers.PROVISIONED,
                                                new UserId(UUID.randomUUID()),
                                                NOON));

        User ann = store().bySsoSubject("sub-1").orElseThrow();
        assertThat(bindings).filteredOn(new Binding.Provisioned(ann)::equals).hasSize(1);
        assertThat(bindings).filteredOn(new Binding.Bound(ann)::equals).hasSize(63);
        assertThat(store().all()).containsExactly(ann);
    }

    @Test
    void an_adoption_ends_the_sessions_that_another_replica_remembers() {
        User ann = user("ann@example.com");
        Session session = session(ann, NOON);
        store().register(ann, HASH, OperatorClaim.NONE, session, NOON);
        var elsewhere = POSTGRES.b().sessions();
        assertThat(elsewhere.find(session.id())).isPresent();

        Binding binding =
                store().bind(
                                sso("sub-1", "ann@example.com"),
                                Binding.Newcomers.REFUSED,
                                new UserId(UUID.randomUUID()),
                                NOON);

        assertThat(binding).isEqualTo(new Binding.Adopted(ann));
        assertThat(POSTGRES.a().sessions().find(session.id())).isEmpty();
        TestPostgres.eventually(() -> elsewhere.find(session.id()).isEmpty());
    }
}

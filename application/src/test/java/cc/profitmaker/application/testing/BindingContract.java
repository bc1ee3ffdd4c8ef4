package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.sso;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.session.PasswordHash;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.application.session.UserStore.Account;
import cc.profitmaker.application.session.UserStore.ByHand;
import cc.profitmaker.application.session.UserStore.OperatorClaim;
import cc.profitmaker.application.session.UserStore.Registration;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Binding;
import cc.profitmaker.domain.identity.Binding.Newcomers;
import cc.profitmaker.domain.identity.Binding.Reason;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Session;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What every {@link UserStore} promises of single sign-on identities. */
public interface BindingContract extends IdentityContract {
    private Binding bind(SsoIdentity identity) {
        return bind(identity, Newcomers.PROVISIONED);
    }

    private Binding bind(SsoIdentity identity, Newcomers newcomers) {
        return users().bind(identity, newcomers, new UserId(UUID.randomUUID()), NOON);
    }

    @Test
    default void an_unknown_identity_becomes_a_plain_user_without_a_password() {
        var id = new UserId(UUID.randomUUID());

        Binding binding =
                users().bind(sso("sub-1", "ann@example.org"), Newcomers.PROVISIONED, id, NOON);

        var made =
                new User(
                        id,
                        new Email("ann@example.org"),
                        new DisplayName("ann"),
                        Role.USER,
                        UserStatus.ENABLED);
        assertThat(binding).isEqualTo(new Binding.Provisioned(made));
        assertThat(users().byId(id)).contains(new Account(made, Optional.empty()));
        assertThat(users().bySsoSubject("sub-1")).contains(made);
        assertThat(users().subjects()).isEqualTo(Map.of(id, "sub-1"));
        assertThat(audit().recorded())
                .containsExactly(audit().shown(new AuditEvent.UserProvisioned(id, "sub-1"), NOON));
    }

    @Test
    default void an_unknown_identity_is_not_let_in_uninvited() {
        assertThat(bind(sso("sub-1", "ann@example.org"), Newcomers.REFUSED))
                .isEqualTo(new Binding.Refused(Reason.NOT_INVITED));
        assertThat(users().all()).isEmpty();
        assertThat(audit().recorded()).isEmpty();
    }

    @Test
    default void a_single_sign_on_user_leaves_the_first_place_to_one_with_a_password() {
        bind(sso("sub-1", "ann@example.org"));

        assertThat(users().anyWithPassword()).isFalse();
        assertThat(register(Fixtures.user("bob@example.org"), OperatorClaim.ONLY_IF_FIRST))
                .isInstanceOfSatisfying(
                        Registration.Registered.class,
                        made -> assertThat(made.user().role()).isEqualTo(Role.OPERATOR));
        assertThat(register(Fixtures.user("ann@example.org"), OperatorClaim.NONE))
                .isEqualTo(new Registration.EmailTaken());
    }

    @Test
    default void an_adopted_user_keeps_the_row_and_loses_password_and_sessions() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        Session anns = opened(ann);
        Session bobs = opened(bob);
        // Seen once, so that it is remembered where anything is.
        assertThat(sessions().find(anns.id())).isPresent();

        assertThat(bind(sso("sub-1", "ann@example.org"), Newcomers.REFUSED))
                .isEqualTo(new Binding.Adopted(ann));

        assertThat(users().byId(ann.id())).contains(new Account(ann, Optional.empty()));
        assertThat(users().bySsoSubject("sub-1")).contains(ann);
        assertThat(sessions().find(anns.id())).isEmpty();
        assertThat(sessions().of(ann.id(), NOON)).isEmpty();
        assertThat(sessions().find(bobs.id())).isPresent();
        assertThat(users().byId(bob.id())).contains(new Account(bob, Optional.of(HASH)));
        assertThat(audit().recorded())
                .last()
                .isEqualTo(audit().shown(new AuditEvent.UserAdopted(ann.id(), "sub-1"), NOON));
    }

    @Test
    default void an_adoption_does_not_open_the_first_place_again() {
        registered("ann@example.org");
        bind(sso("sub-1", "ann@example.org"));

        assertThat(users().anyWithPassword()).isTrue();
        assertThat(register(Fixtures.user("eve@example.org"), OperatorClaim.ONLY_IF_FIRST))
                .isEqualTo(new Registration.Closed());
    }

    @Test
    default void a_bound_identity_keeps_its_user_whatever_its_address_becomes() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        bind(sso("sub-1", "ann@example.org"));
        int recorded = audit().recorded().size();

        for (String address : List.of("ann@example.org", "bob@example.org", "new@example.org")) {
            assertThat(bind(sso("sub-1", address))).isEqualTo(new Binding.Bound(ann));
        }

        assertThat(users().all()).containsExactly(ann, bob);
        assertThat(users().byId(bob.id())).contains(new Account(bob, Optional.of(HASH)));
        assertThat(audit().recorded()).hasSize(recorded);
    }

    @Test
    default void rows_that_are_not_to_be_adopted_are_left_as_they_are() {
        User operator = Fixtures.user("op@example.org", Role.OPERATOR);
        assertThat(
                        users().add(
                                        operator,
                                        HASH,
                                        NOON,
                                        new AuditEvent.UserAdded(operator.id(), Role.OPERATOR)))
                .isTrue();
        User off = registered("off@example.org");
        users().setStatus(
                        off.id(), UserStatus.DISABLED, new AuditEvent.UserDisabled(off.id()), NOON);
        users().bootstrap(new UserId(UUID.randomUUID()), NOON);
        User taken = registered("ann@example.org");
        bind(taken, "sub-of-ann");
        var before = users().all();
        int recorded = audit().recorded().size();

        assertThat(bind(sso("sub-1", "op@example.org")))
                .isEqualTo(new Binding.Refused(Reason.OPERATOR));
        assertThat(bind(sso("sub-1", "off@example.org")))
                .isEqualTo(new Binding.Refused(Reason.DISABLED));
        assertThat(bind(sso("sub-1", "default@local")))
                .isEqualTo(new Binding.Refused(Reason.EMAIL_RESERVED));
        assertThat(bind(sso("sub-1", "ann@example.org")))
                .isEqualTo(new Binding.Refused(Reason.EMAIL_BOUND_ELSEWHERE));

        assertThat(users().all()).isEqualTo(before);
        assertThat(users().bySsoSubject("sub-1")).isEmpty();
        assertThat(users().byId(operator.id())).contains(new Account(operator, Optional.of(HASH)));
        assertThat(audit().recorded()).hasSize(recorded);
    }

    @Test
    default void a_subject_of_many_bytes_is_kept_to_the_letter() {
        String subject = "\ud83d\ude42".repeat(255);

        Binding binding = bind(sso(subject, "ann@example.org"));

        assertThat(binding).isInstanceOf(Binding.Provisioned.class);
        assertThat(users().bySsoSubject(subject)).isPresent();
        assertThat(users().bySsoSubject(subject.substring(2))).isEmpty();
    }

    @Test
    default void sixty_four_first_requests_of_one_identity_make_one_user() {
        List<Binding> bindings = AllAtOnce.run(64, _ -> bind(sso("sub-1", "ann@example.org")));

        User ann = users().bySsoSubject("sub-1").orElseThrow();
        assertThat(users().all()).containsExactly(ann);
        assertThat(bindings).filteredOn(new Binding.Provisioned(ann)::equals).hasSize(1);
        assertThat(bindings).filteredOn(new Binding.Bound(ann)::equals).hasSize(63);
        assertThat(audit().recorded()).hasSize(1);
    }

    @Test
    default void sixty_four_first_requests_adopt_a_user_once() {
        User ann = registered("ann@example.org");

        List<Binding> bindings = AllAtOnce.run(64, _ -> bind(sso("sub-1", "ann@example.org")));

        assertThat(bindings).filteredOn(new Binding.Adopted(ann)::equals).hasSize(1);
        assertThat(bindings).filteredOn(new Binding.Bound(ann)::equals).hasSize(63);
        assertThat(audit().recorded()).hasSize(2);
    }

    @Test
    default void of_two_identities_with_one_address_one_wins() {
        for (String address :
                List.of("new@example.org", registered("ann@example.org").email().value())) {
            List<Binding> bindings =
                    AllAtOnce.run(32, i -> bind(sso("sub-" + i % 2 + address, address)));

            User winner = users().byEmail(new Email(address)).orElseThrow().user();
            assertThat(bindings)
                    .filteredOn(new Binding.Refused(Reason.EMAIL_BOUND_ELSEWHERE)::equals)
                    .hasSize(16);
            assertThat(bindings).filteredOn(new Binding.Bound(winner)::equals).hasSize(15);
        }
        assertThat(users().all()).hasSize(2);
        assertThat(users().subjects()).hasSize(2);
    }

    @Test
    default void one_identity_with_many_addresses_at_once_has_one_user() {
        for (int i = 0; i < 8; i++) {
            registered("user" + i + "@example.org");
        }

        List<Binding> bindings =
                AllAtOnce.run(16, i -> bind(sso("sub-1", "user" + i + "@example.org")));

        User winner = users().bySsoSubject("sub-1").orElseThrow();
        assertThat(bindings).filteredOn(new Binding.Bound(winner)::equals).hasSize(15);
        assertThat(users().subjects()).isEqualTo(Map.of(winner.id(), "sub-1"));
        assertThat(users().all()).filteredOn(u -> passwordOf(u).isPresent()).hasSizeBetween(7, 8);
    }

    @Test
    default void of_a_registration_and_an_identity_with_one_address_no_password_is_left() {
        for (int round = 0; round < 8; round++) {
            String address = "ann" + round + "@example.org";
            String subject = "sub-" + round;
            var wished = Fixtures.user(address);
            Session first = Fixtures.session(wished, NOON);

            List<Object> outcomes =
                    AllAtOnce.run(
                            2,
                            i ->
                                    i == 0
                                            ? register(wished, OperatorClaim.NONE, first, NOON)
                                            : bind(sso(subject, address)));

            User one = users().bySsoSubject(subject).orElseThrow();
            assertThat(users().byEmail(one.email())).contains(new Account(one, Optional.empty()));
            assertThat(sessions().find(first.id())).isEmpty();
            assertThat(outcomes)
                    .isIn(
                            List.of(new Registration.Registered(one), new Binding.Adopted(one)),
                            List.of(new Registration.EmailTaken(), new Binding.Provisioned(one)));
        }
        assertThat(users().all()).hasSize(8);
    }

    @Test
    default void a_login_that_races_an_adoption_can_tell_that_its_password_is_gone() {
        for (int round = 0; round < 8; round++) {
            User ann = registered("ann" + round + "@example.org");
            String subject = "sub-" + round;
            Session session = Fixtures.session(ann, NOON);

            List<Object> outcomes =
                    AllAtOnce.run(
                            2,
                            i -> {
                                if (i == 1) {
                                    return bind(sso(subject, ann.email().value()));
                                }
                                sessions()
                                        .open(
                                                session,
                                                new AuditEvent.SignedIn(
                                                        ann.id(), session.address()));
                                return passwordOf(ann);
                            });

            assertThat(outcomes.getLast()).isEqualTo(new Binding.Adopted(ann));
            // A login asks for the password again once its session is open: it finds it gone, or
            // the adoption came later and ended the session.
            boolean sawPassword = !Objects.equals(outcomes.getFirst(), Optional.empty());
            if (sawPassword) {
                assertThat(sessions().find(session.id())).isEmpty();
            }
            assertThat(passwordOf(ann)).isEmpty();
        }
    }

    @Test
    default void a_user_bound_by_hand_keeps_everything() {
        User ann = registered("ann@example.org");
        Session session = opened(ann);

        assertThat(bind(ann, "sub-1")).isEqualTo(ByHand.BOUND);

        assertThat(users().byId(ann.id())).contains(new Account(ann, Optional.of(HASH)));
        assertThat(sessions().find(session.id())).isPresent();
        assertThat(bind(sso("sub-1", "new@example.org"))).isEqualTo(new Binding.Bound(ann));
        assertThat(audit().recorded())
                .last()
                .isEqualTo(audit().shown(new AuditEvent.UserBound(ann.id(), "sub-1"), NOON));
    }

    @Test
    default void binding_by_hand_takes_nothing_from_anybody() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        bind(ann, "sub-1");
        int recorded = audit().recorded().size();

        assertThat(bind(ann, "sub-1")).isEqualTo(ByHand.BOUND_ALREADY);
        assertThat(bind(ann, "sub-2")).isEqualTo(ByHand.USER_TAKEN);
        assertThat(bind(bob, "sub-1")).isEqualTo(ByHand.SUBJECT_TAKEN);

        assertThat(users().subjects()).isEqualTo(Map.of(ann.id(), "sub-1"));
        assertThat(audit().recorded()).hasSize(recorded);
    }

    @Test
    default void binding_by_hand_and_a_first_request_agree_on_one_user() {
        for (int round = 0; round < 8; round++) {
            User ann = registered("ann" + round + "@example.org");
            String subject = "sub-" + round;
            String elsewhere = "new" + round + "@example.org";

            List<Object> outcomes =
                    AllAtOnce.run(
                            2, i -> i == 0 ? bind(ann, subject) : bind(sso(subject, elsewhere)));

            User one = users().bySsoSubject(subject).orElseThrow();
            assertThat(outcomes)
                    .isIn(
                            List.of(ByHand.BOUND, new Binding.Bound(ann)),
                            List.of(ByHand.SUBJECT_TAKEN, new Binding.Provisioned(one)));
        }
    }

    private Session opened(User owner) {
        Session session = Fixtures.session(owner, NOON);
        sessions().open(session, new AuditEvent.SignedIn(owner.id(), session.address()));
        return session;
    }

    private Optional<PasswordHash.Hash> passwordOf(User user) {
        return users().byId(user.id()).orElseThrow().password();
    }
}

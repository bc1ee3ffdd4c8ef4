package cc.profitmaker.application.testing;

import static cc.profitmaker.application.testing.Fixtures.NOON;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.operator.Roster;
import cc.profitmaker.application.operator.Roster.Change;
import cc.profitmaker.application.operator.Roster.Changed;
import cc.profitmaker.application.session.SessionStore;
import cc.profitmaker.application.session.UserStore;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.session.Session;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What every {@link Roster} promises. */
public interface RosterContract extends IdentityContract {
    Change DISABLE =
            new Change(Optional.of(UserStatus.DISABLED), Optional.empty(), Optional.empty());
    Change DEMOTE = new Change(Optional.empty(), Optional.of(Role.USER), Optional.empty());

    Roster roster();

    /** From here on no audit event can be written. */
    void refuseAudit();

    /** Ends {@link #refuseAudit}. */
    void acceptAudit();

    private User operator(String email) {
        User user = registered(email);
        users().setRole(
                        user.id(),
                        Role.OPERATOR,
                        new AuditEvent.RoleChanged(user.id(), Role.OPERATOR),
                        NOON);
        return users().byId(user.id()).orElseThrow().user();
    }

    private Roster.Entry found(User user) {
        return roster().find(user.id(), NOON).orElseThrow();
    }

    private List<User> enabledOperators() {
        return users().all().stream()
                .filter(user -> user.isEnabled() && user.role() == Role.OPERATOR)
                .toList();
    }

    @Test
    default void people_are_listed_in_order_of_creation_with_what_is_going_on_with_them() {
        User zoe = registered("zoe@example.org");
        User ann = registered("ann@example.org", NOON.plusSeconds(5));
        bind(ann, "subject-of-ann");
        Session second = Fixtures.session(ann, NOON.plusSeconds(60));
        sessions().open(second, new AuditEvent.SignedIn(ann.id(), second.address()));
        User bootstrap = users().bootstrap(new UserId(UUID.randomUUID()), NOON);

        List<Roster.Entry> people = roster().people("", 10, NOON.plusSeconds(60));

        assertThat(people)
                .containsExactly(
                        new Roster.Entry(
                                zoe,
                                Set.of(Roster.WayIn.PASSWORD),
                                NOON,
                                new Roster.Presence(Optional.of(NOON), 1)),
                        new Roster.Entry(
                                ann,
                                Set.of(Roster.WayIn.PASSWORD, Roster.WayIn.SINGLE_SIGN_ON),
                                NOON.plusSeconds(5),
                                new Roster.Presence(Optional.of(NOON.plusSeconds(60)), 2)),
                        new Roster.Entry(
                                bootstrap,
                                Set.of(),
                                NOON,
                                new Roster.Presence(Optional.empty(), 0)));
        assertThat(roster().people("", 2, NOON)).hasSize(2);
    }

    @Test
    default void sessions_that_ended_do_not_count() {
        User ann = registered("ann@example.org");
        Instant end = Fixtures.session(ann, NOON).expiresAt();

        assertThat(roster().find(ann.id(), end).orElseThrow().presence().sessions()).isZero();
        assertThat(roster().sessions(10, end)).isEmpty();
    }

    @Test
    default void people_are_found_by_any_part_of_their_address_taken_literally() {
        User ann = registered("ann_b@example.org");
        registered("annxb@example.org");

        assertThat(roster().people("ann_", 10, NOON))
                .extracting(Roster.Entry::user)
                .containsExactly(ann);
        assertThat(roster().people("%", 10, NOON)).isEmpty();
        assertThat(roster().people("example", 10, NOON)).hasSize(2);
    }

    @Test
    default void a_change_is_all_it_says_with_who_did_it_on_record() {
        User root = operator("root@example.org");
        User ann = registered("ann@example.org");
        Session first = sessions().of(ann.id(), NOON).getFirst().session();
        int before = audit().recorded().size();

        var change =
                new Change(
                        Optional.of(UserStatus.ENABLED),
                        Optional.of(Role.OPERATOR),
                        Optional.of(OTHER_HASH));
        assertThat(roster().change(ann.id(), root.id(), change, NOON)).isEqualTo(Changed.DONE);

        UserStore.Account now = users().byId(ann.id()).orElseThrow();
        assertThat(now.user().role()).isEqualTo(Role.OPERATOR);
        assertThat(now.password()).contains(OTHER_HASH);
        assertThat(sessions().find(first.id())).isEmpty();
        assertThat(audit().recorded().subList(before, before + 3))
                .containsExactlyInAnyOrder(
                        audit().shown(
                                        new AuditEvent.UserEnabled(
                                                ann.id(), Optional.of(root.id())),
                                        NOON),
                        audit().shown(
                                        new AuditEvent.RoleChanged(
                                                ann.id(), Role.OPERATOR, Optional.of(root.id())),
                                        NOON),
                        audit().shown(new AuditEvent.PasswordChanged(ann.id(), root.id()), NOON));
    }

    @Test
    default void a_disabled_user_has_no_session_left_and_is_seen_disabled_at_once() {
        User root = operator("root@example.org");
        User ann = registered("ann@example.org");
        Session session = sessions().of(ann.id(), NOON).getFirst().session();
        assertThat(sessions().find(session.id())).isPresent();

        assertThat(roster().change(ann.id(), root.id(), DISABLE, NOON)).isEqualTo(Changed.DONE);

        assertThat(sessions().find(session.id())).isEmpty();
        assertThat(found(ann).user().isEnabled()).isFalse();
        assertThat(found(ann).presence().sessions()).isZero();
        assertThat(audit().recorded())
                .last()
                .isEqualTo(
                        audit().shown(
                                        new AuditEvent.UserDisabled(
                                                ann.id(), Optional.of(root.id())),
                                        NOON));
    }

    @Test
    default void disabling_goes_on_when_the_trail_takes_no_rows_and_nothing_else_does() {
        User root = operator("root@example.org");
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org");
        refuseAudit();
        try {
            assertThat(roster().change(ann.id(), root.id(), DISABLE, NOON)).isEqualTo(Changed.DONE);
            var promote =
                    new Change(Optional.empty(), Optional.of(Role.OPERATOR), Optional.empty());
            assertThatThrownBy(() -> roster().change(bob.id(), root.id(), promote, NOON))
                    .isInstanceOf(Unavailable.class);
        } finally {
            acceptAudit();
        }
        assertThat(found(ann).user().isEnabled()).isFalse();
        assertThat(found(bob).user()).isEqualTo(bob);
    }

    @Test
    default void nobody_unknown_is_changed() {
        User root = operator("root@example.org");
        assertThat(roster().change(new UserId(UUID.randomUUID()), root.id(), DISABLE, NOON))
                .isEqualTo(Changed.NO_SUCH_USER);
    }

    @Test
    default void whoever_is_no_operator_any_more_changes_nothing() {
        User root = operator("root@example.org");
        User second = operator("second@example.org");
        User ann = registered("ann@example.org");
        roster().change(second.id(), root.id(), DEMOTE, NOON);
        int before = audit().recorded().size();

        assertThat(roster().change(ann.id(), second.id(), DISABLE, NOON))
                .isEqualTo(Changed.NOT_AN_OPERATOR);
        assertThat(found(ann).user().isEnabled()).isTrue();
        assertThat(audit().recorded()).hasSize(before);
    }

    @Test
    default void the_last_operator_who_can_sign_in_stays_one() {
        User root = operator("root@example.org");
        User second = operator("second@example.org");
        roster().change(second.id(), root.id(), DEMOTE, NOON);
        users().bootstrap(new UserId(UUID.randomUUID()), NOON);

        assertThat(roster().change(root.id(), second.id(), DEMOTE, NOON))
                .isEqualTo(Changed.LAST_OPERATOR);
        assertThat(roster().change(root.id(), second.id(), DISABLE, NOON))
                .isEqualTo(Changed.LAST_OPERATOR);
        assertThat(found(root).user()).isEqualTo(root);
    }

    @Test
    default void the_bootstrap_user_may_send_away_every_other_operator() {
        User root = operator("root@example.org");
        User bootstrap = users().bootstrap(new UserId(UUID.randomUUID()), NOON);

        assertThat(roster().change(root.id(), bootstrap.id(), DISABLE, NOON))
                .isEqualTo(Changed.DONE);
        assertThat(enabledOperators()).containsExactly(bootstrap);
    }

    @Test
    default void operators_who_send_each_other_away_at_once_leave_one() {
        for (int round = 0; round < 10; round++) {
            User ann = operator("ann" + round + "@example.org");
            User bob = operator("bob" + round + "@example.org");
            // Those of earlier rounds are no operators any more.
            users().all().stream()
                    .filter(user -> !user.equals(ann) && !user.equals(bob))
                    .forEach(
                            user ->
                                    users().setRole(
                                                    user.id(),
                                                    Role.USER,
                                                    new AuditEvent.RoleChanged(
                                                            user.id(), Role.USER),
                                                    NOON));
            Change change = round % 2 == 0 ? DEMOTE : DISABLE;

            List<Changed> outcomes =
                    AllAtOnce.run(
                            2,
                            i ->
                                    i == 0
                                            ? roster().change(bob.id(), ann.id(), change, NOON)
                                            : roster().change(ann.id(), bob.id(), change, NOON));

            assertThat(outcomes).containsExactlyInAnyOrder(Changed.DONE, Changed.LAST_OPERATOR);
            assertThat(enabledOperators()).hasSize(1);
        }
    }

    @Test
    default void everybodys_sessions_are_listed_newest_first() {
        User ann = registered("ann@example.org");
        User bob = registered("bob@example.org", NOON.plusSeconds(10));

        List<Roster.Live> live = roster().sessions(10, NOON.plusSeconds(10));

        assertThat(live).extracting(Roster.Live::email).containsExactly(bob.email(), ann.email());
        SessionStore.Listed own = sessions().of(ann.id(), NOON).getFirst();
        assertThat(live.getLast())
                .isEqualTo(new Roster.Live(own.session(), ann.email(), own.lastUsedAt()));
        assertThat(roster().sessions(1, NOON.plusSeconds(10))).hasSize(1);
    }
}

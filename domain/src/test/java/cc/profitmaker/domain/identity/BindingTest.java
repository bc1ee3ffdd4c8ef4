package cc.profitmaker.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.identity.Binding.Newcomers;
import cc.profitmaker.domain.identity.Binding.Reason;
import cc.profitmaker.domain.identity.Binding.Row;
import cc.profitmaker.domain.identity.Binding.Rows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

class BindingTest {
    private static final UserId NEW = new UserId(new UUID(0, 7));
    private static final Rows NOBODY = new Rows(Optional.empty(), Optional.empty());

    @ParameterizedTest
    @EnumSource(Newcomers.class)
    void a_bound_subject_is_its_user_whatever_the_address_says_now(Newcomers newcomers) {
        User ann = user("ann@example.org", Role.USER, UserStatus.ENABLED);
        User bob = user("bob@example.org", Role.USER, UserStatus.ENABLED);
        User operator = user("op@example.org", Role.OPERATOR, UserStatus.ENABLED);

        for (String address : new String[] {"ann@example.org", "bob@example.org", "x@local"}) {
            assertThat(decide(address, new Rows(Optional.of(ann), unbound(bob)), newcomers))
                    .isEqualTo(new Binding.Bound(ann));
        }
        assertThat(decide("new@example.org", bound(operator), newcomers))
                .isEqualTo(new Binding.Bound(operator));
    }

    @Test
    void a_bound_user_who_is_disabled_stays_bound() {
        User off = user("ann@example.org", Role.USER, UserStatus.DISABLED);

        assertThat(decide("ann@example.org", bound(off), Newcomers.PROVISIONED))
                .isEqualTo(new Binding.Bound(off));
    }

    @ParameterizedTest
    @EnumSource(Newcomers.class)
    void a_plain_enabled_user_with_that_address_is_adopted(Newcomers newcomers) {
        User ann = user("ann@example.org", Role.USER, UserStatus.ENABLED);

        assertThat(decide("ann@example.org", byEmail(unbound(ann)), newcomers))
                .isEqualTo(new Binding.Adopted(ann));
    }

    @Test
    void an_operator_is_never_adopted() {
        for (UserStatus status : UserStatus.values()) {
            User operator = user("op@example.org", Role.OPERATOR, status);
            assertThat(decide("op@example.org", byEmail(unbound(operator)), Newcomers.PROVISIONED))
                    .isEqualTo(new Binding.Refused(Reason.OPERATOR));
        }
    }

    @Test
    void a_disabled_user_is_never_adopted() {
        User off = user("ann@example.org", Role.USER, UserStatus.DISABLED);

        assertThat(decide("ann@example.org", byEmail(unbound(off)), Newcomers.PROVISIONED))
                .isEqualTo(new Binding.Refused(Reason.DISABLED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default@local", "ann@local"})
    void a_reserved_address_is_neither_adopted_nor_provisioned(String address) {
        User plain = user(address, Role.USER, UserStatus.ENABLED);
        var refused = new Binding.Refused(Reason.EMAIL_RESERVED);

        assertThat(decide(address, byEmail(unbound(plain)), Newcomers.PROVISIONED))
                .isEqualTo(refused);
        assertThat(decide(address, NOBODY, Newcomers.PROVISIONED)).isEqualTo(refused);
        assertThat(decide(address, NOBODY, Newcomers.REFUSED)).isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource(Newcomers.class)
    void an_address_bound_to_another_identity_is_refused(Newcomers newcomers) {
        User ann = user("ann@example.org", Role.USER, UserStatus.ENABLED);
        var row = Optional.of(new Row(ann, Optional.of("SUB")));

        assertThat(decide("ann@example.org", byEmail(row), newcomers))
                .isEqualTo(new Binding.Refused(Reason.EMAIL_BOUND_ELSEWHERE));
    }

    @Test
    void an_address_bound_to_the_same_identity_meanwhile_is_bound() {
        User ann = user("ann@example.org", Role.USER, UserStatus.ENABLED);
        var row = Optional.of(new Row(ann, Optional.of("sub")));

        assertThat(decide("ann@example.org", byEmail(row), Newcomers.REFUSED))
                .isEqualTo(new Binding.Bound(ann));
    }

    @Test
    void an_unknown_identity_becomes_a_plain_user_never_an_operator() {
        var claiming =
                new SsoIdentity(
                        "sub",
                        new Email("new@example.org"),
                        Map.of("profitmaker", "operator"),
                        Instant.EPOCH);

        assertThat(Binding.decide(claiming, NOBODY, Newcomers.PROVISIONED, NEW))
                .isEqualTo(
                        new Binding.Provisioned(
                                new User(
                                        NEW,
                                        new Email("new@example.org"),
                                        new DisplayName("new"),
                                        Role.USER,
                                        UserStatus.ENABLED)));
    }

    @Test
    void an_unknown_identity_is_not_let_in_uninvited() {
        assertThat(decide("new@example.org", NOBODY, Newcomers.REFUSED))
                .isEqualTo(new Binding.Refused(Reason.NOT_INVITED));
    }

    @Test
    void a_subject_is_text_that_can_be_kept() {
        assertThat(SsoIdentity.isSubject("f3b6…|auth0 x")).isTrue();
        assertThat(SsoIdentity.isSubject("🙂".repeat(255))).isTrue();
        assertThat(SsoIdentity.isSubject("🙂".repeat(256))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b", "a\nb", "a\u0085b", "a\ud800b"})
    void anything_else_is_no_subject(String text) {
        assertThat(SsoIdentity.isSubject(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SsoIdentity(text, new Email("a@b"), Map.of(), Instant.EPOCH));
    }

    private static Binding decide(String address, Rows rows, Newcomers newcomers) {
        return Binding.decide(
                new SsoIdentity("sub", new Email(address), Map.of(), Instant.EPOCH),
                rows,
                newcomers,
                NEW);
    }

    private static Rows bound(User user) {
        return new Rows(Optional.of(user), Optional.of(new Row(user, Optional.of("sub"))));
    }

    private static Rows byEmail(Optional<Row> row) {
        return new Rows(Optional.empty(), row);
    }

    private static Optional<Row> unbound(User user) {
        return Optional.of(new Row(user, Optional.empty()));
    }

    private static User user(String email, Role role, UserStatus status) {
        var address = new Email(email);
        return new User(
                new UserId(new UUID(0, 1)), address, DisplayName.from(address), role, status);
    }
}

package cc.profitmaker.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.credential.Secret;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

class IdentityTest {
    @Test
    void addresses_that_differ_in_case_and_outer_space_are_one() {
        assertThat(Email.parse(" Ann@Example.ORG\t")).contains(new Email("ann@example.org"));
        assertThat(new Email("ann@example.org")).hasToString("ann@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ann",
                "ann@",
                "@example.org",
                "a@b@c",
                "an n@example.org",
                "ann@exam\u2003ple.org",
                "ann@exam\u00a0ple.org",
                "ann@exam\nple.org",
                "ann@exam\0ple.org",
                "ann@exam\ud800ple.org"
            })
    void anything_else_is_no_address(String text) {
        assertThat(Email.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Email(text));
    }

    @Test
    void an_address_in_upper_case_is_not_normalised() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Email("Ann@example.org"));
    }

    @Test
    void an_address_has_up_to_64_and_189_characters() {
        assertThat(Email.parse("a".repeat(64) + "@" + "b".repeat(189))).isPresent();
        assertThat(Email.parse("a".repeat(65) + "@b")).isEmpty();
        assertThat(Email.parse("a@" + "b".repeat(190))).isEmpty();
    }

    @Property
    void no_text_makes_parsing_throw_and_every_address_names_its_user(@ForAll String text) {
        Email.parse(text)
                .ifPresent(
                        email -> {
                            assertThat(email.value())
                                    .isEqualTo(email.value().toLowerCase(Locale.ROOT));
                            assertThat(email.value()).startsWith(DisplayName.from(email) + "@");
                        });
        DisplayName.parse(text).ifPresent(name -> assertThat(name.value()).isNotBlank());
        assertThat(UserId.parse(text)).isEmpty();
    }

    @Test
    void the_longest_local_part_of_wide_characters_still_names_its_user() {
        var email = new Email("🙂".repeat(64) + "@example.org");

        assertThat(DisplayName.from(email).value()).isEqualTo("🙂".repeat(64));
    }

    @Test
    void addresses_of_this_server_are_reserved() {
        assertThat(User.BOOTSTRAP_EMAIL.isReserved()).isTrue();
        assertThat(new Email("ann@local").isReserved()).isTrue();
        assertThat(new Email("ann@example.local").isReserved()).isFalse();
        assertThat(new Email("local@example.org").isReserved()).isFalse();
    }

    @Test
    void a_name_has_1_to_100_characters() {
        assertThat(DisplayName.parse(" Ann ")).contains(new DisplayName("Ann"));
        assertThat(DisplayName.parse("🙂".repeat(100))).isPresent();
        assertThat(DisplayName.parse("a".repeat(101))).isEmpty();
        assertThat(DisplayName.parse("   ")).isEmpty();
        assertThat(DisplayName.parse("")).isEmpty();
        assertThat(new DisplayName("Ann")).hasToString("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\nB", "A\0B", "A\u0085B", "A\u007fB", "A\ud800B"})
    void a_name_has_no_control_characters_and_no_half_characters(String text) {
        assertThat(DisplayName.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new DisplayName(text));
    }

    @Test
    void a_user_id_is_a_canonical_uuid_in_either_case() {
        var uuid = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");

        assertThat(UserId.parse(uuid.toString())).contains(new UserId(uuid));
        assertThat(UserId.parse("123E4567-E89B-42D3-A456-426614174000")).contains(new UserId(uuid));
        assertThat(UserId.parse("1-1-1-1-1")).isEmpty();
        assertThat(UserId.parse("")).isEmpty();
        assertThat(new UserId(uuid)).hasToString(uuid.toString());
    }

    @Test
    void a_password_has_12_characters_or_more() {
        assertThat(ruleOf("a".repeat(11))).isEqualTo("TOO_SHORT");
        assertThat(ruleOf("a".repeat(12))).isEqualTo("FITS");
        assertThat(ruleOf("")).isEqualTo("TOO_SHORT");
        assertThat(ruleOf("🙂".repeat(11))).isEqualTo("TOO_SHORT");
        assertThat(ruleOf("🙂".repeat(12))).isEqualTo("FITS");
    }

    @Test
    void a_password_has_72_bytes_or_fewer() {
        assertThat(ruleOf("a".repeat(72))).isEqualTo("FITS");
        assertThat(ruleOf("a".repeat(73))).isEqualTo("TOO_LONG");
        assertThat(ruleOf("é".repeat(36))).isEqualTo("FITS");
        assertThat(ruleOf("é".repeat(36) + "a")).isEqualTo("TOO_LONG");
        assertThat(ruleOf("🙂".repeat(18))).isEqualTo("FITS");
        assertThat(ruleOf("🙂".repeat(18) + "a")).isEqualTo("TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0aaaaaaaaaaaaaaa", "aaaaaa\0aaaaaaaaaa", "aaaaaaaaaaaaaaa\0"})
    void a_password_has_no_nul(String text) {
        assertThat(ruleOf(text)).isEqualTo("HAS_NUL");
    }

    @Test
    void a_fitting_password_is_kept_and_not_printed() {
        var checked = NewPassword.check(Secret.of("correct horse battery"));

        assertThat(checked).isInstanceOf(NewPassword.Checked.Fits.class);
        if (checked instanceof NewPassword.Checked.Fits(var password)) {
            assertThat(password.secret().reveal()).isEqualTo("correct horse battery");
            assertThat(password).hasToString("NewPassword[redacted]");
        }
        assertThat(checked.toString()).doesNotContain("horse");
    }

    @Test
    void a_user_is_enabled_or_not() {
        assertThat(user(UserStatus.ENABLED).isEnabled()).isTrue();
        assertThat(user(UserStatus.DISABLED).isEnabled()).isFalse();
    }

    @Test
    void an_sso_identity_has_a_subject_and_roles_of_its_own() {
        var roles = new HashMap<>(Map.of("terminal", "user"));
        var email = new Email("ann@example.org");
        var identity = new SsoIdentity("s-1", email, roles, Instant.EPOCH);
        roles.clear();

        assertThat(identity.roles()).containsEntry("terminal", "user");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SsoIdentity(" ", email, Map.of(), Instant.EPOCH));
    }

    private static User user(UserStatus status) {
        var email = new Email("ann@example.org");
        return new User(
                new UserId(UUID.randomUUID()), email, DisplayName.from(email), Role.USER, status);
    }

    private static String ruleOf(String password) {
        return switch (NewPassword.check(Secret.of(password))) {
            case NewPassword.Checked.Fits _ -> "FITS";
            case NewPassword.Checked.Breaks(var rule) -> rule.name();
        };
    }
}

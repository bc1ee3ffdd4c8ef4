package cc.profitmaker.application.session;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.credential.Secret;

import org.junit.jupiter.api.Test;

class SetupCodeTest {
    private final SetupCode code = new SetupCode(Secret.of("k7-ü-q2"));

    @Test
    void only_the_very_code_matches() {
        assertThat(code.matches(Secret.of("k7-ü-q2"))).isTrue();
        assertThat(code.matches(Secret.of("k7-ü-q"))).isFalse();
        assertThat(code.matches(Secret.of("k7-ü-q22"))).isFalse();
        assertThat(code.matches(Secret.of("K7-ü-q2"))).isFalse();
        assertThat(code.matches(Secret.of(""))).isFalse();
    }

    @Test
    void it_never_prints_itself() {
        assertThat(code).hasToString("SetupCode[redacted]");
    }
}

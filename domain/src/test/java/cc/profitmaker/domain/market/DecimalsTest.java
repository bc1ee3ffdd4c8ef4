package cc.profitmaker.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;

class DecimalsTest {
    private static final String NINES = "9".repeat(40);

    @ParameterizedTest
    @CsvSource({
        "1, 1", "1.10, 1.1", "1e3, 1000", "1E+3, 1000", "1e-3, 0.001", "-5, -5",
        "0, 0", "0.000, 0", "-0, 0", "0e99, 0", "007, 7", "12.5e1, 125"
    })
    void a_number_is_read_exactly_and_made_plain(String text, String plain) {
        assertThat(Decimals.parse(text).orElseThrow()).isEqualTo(new BigDecimal(plain));
        assertThat(Decimals.parse(text).orElseThrow().toPlainString()).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 1",
                "1 ",
                "+1",
                ".5",
                "5.",
                "1e",
                "1e400",
                "1e-400",
                "1e41",
                "1e-41",
                "NaN",
                "Infinity",
                "-Infinity",
                "0x10",
                "1_000",
                "1,5",
                "1.2.3",
                "--1",
                "1f",
                "1d",
                "\u0661",
                "\uff11",
                "null",
                "1\n",
                "e5"
            })
    void anything_else_is_refused(String text) {
        assertThat(Decimals.parse(text)).isEmpty();
    }

    @Test
    void forty_digits_on_either_side_are_the_most() {
        assertThat(Decimals.parse(NINES)).contains(new BigDecimal(NINES));
        assertThat(Decimals.parse(NINES + "." + NINES))
                .contains(new BigDecimal(NINES + "." + NINES));
        assertThat(Decimals.parse("9" + NINES)).isEmpty();
        assertThat(Decimals.parse("0." + NINES + "9")).isEmpty();
        assertThat(Decimals.parse("1e39")).isPresent();
        assertThat(Decimals.parse("1e40")).isEmpty();
        assertThat(Decimals.parse("1e-40")).isPresent();
        assertThat(Decimals.parse("10e-41")).isPresent();
        assertThat(Decimals.parse("-" + NINES + "." + NINES + "e+00")).isPresent();
        assertThat(Decimals.parse("-" + NINES + "." + NINES + "e+000")).isEmpty();
    }

    @Property
    void no_text_makes_it_throw(@ForAll String text) {
        assertThat(Decimals.parse(text).map(BigDecimal::toPlainString).orElse("0"))
                .hasSizeLessThanOrEqualTo(82);
    }

    @Property
    void no_text_of_number_characters_makes_it_throw(
            @ForAll
                    @StringLength(max = 100)
                    @CharRange(from = '0', to = '9')
                    @Chars({'.', '-', '+', 'e', 'E'})
                    String text) {
        Decimals.parse(text)
                .ifPresent(
                        value -> {
                            assertThat(value).isEqualByComparingTo(new BigDecimal(text));
                            assertThat(value.scale()).isBetween(0, 40);
                            assertThat(value.precision() - value.scale()).isLessThanOrEqualTo(40);
                        });
    }

    @Property
    void what_is_written_plainly_is_read_back(
            @ForAll
                    @BigRange(
                            min = "-9999999999999999999999999999999999999999",
                            max = "9999999999999999999999999999999999999999")
                    @Scale(40)
                    BigDecimal value) {
        assertThat(Decimals.parse(value.toPlainString()).orElseThrow())
                .isEqualByComparingTo(value)
                .isEqualTo(Decimals.plain(value));
        assertThat(Decimals.bounded(value)).contains(Decimals.plain(value));
    }

    @Test
    void a_value_of_any_size_is_judged_without_writing_it_out() {
        assertThat(Decimals.bounded(new BigDecimal("1e2147483647"))).isEmpty();
        assertThat(Decimals.bounded(new BigDecimal("1e-2147483647"))).isEmpty();
        assertThat(Decimals.bounded(new BigDecimal("1e180"))).isEmpty();
        assertThat(Decimals.bounded(new BigDecimal("0e180"))).contains(BigDecimal.ZERO);
        assertThat(Decimals.bounded(new BigDecimal("0e181"))).isEmpty();
        assertThat(Decimals.bounded(new BigDecimal("0e-181"))).isEmpty();
        assertThat(Decimals.bounded(new BigDecimal("9".repeat(81)))).isEmpty();
        assertThat(Decimals.bounded(new BigDecimal("1." + "0".repeat(79))))
                .contains(BigDecimal.ONE);
        assertThat(Decimals.bounded(new BigDecimal("1." + "0".repeat(80)))).isEmpty();
    }

    @Property
    void plain_keeps_the_value_and_has_no_zeros_to_drop(@ForAll BigDecimal value) {
        BigDecimal plain = Decimals.plain(value);

        assertThat(plain).isEqualByComparingTo(value);
        assertThat(plain.scale()).isNotNegative();
        assertThat(plain.toString()).doesNotMatch(".*\\.\\d*0");
    }
}

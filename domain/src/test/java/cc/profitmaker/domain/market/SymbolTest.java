package cc.profitmaker.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTest {
    @ParameterizedTest
    @CsvSource({
        "BTC/USDT, BTC, USDT,",
        "1INCH/USDT, 1INCH, USDT,",
        "BTC/USDT:USDT, BTC, USDT, USDT",
        "BTC/USD:BTC, BTC, USD, BTC",
        "BTC/USDT:USDT-261225, BTC, USDT, USDT",
        "BTC/USD:BTC-261225-100000-C, BTC, USD, BTC",
        "BTC/USD:BTC-261225-0.5-P, BTC, USD, BTC",
        "币安人生/USDT, 币安人生, USDT,",
        "$PAC/USDT, , ,"
    })
    void a_unified_symbol_has_base_quote_and_perhaps_settle(
            String text, String base, String quote, String settle) {
        if (base == null) {
            assertThat(Symbol.parse(text)).isEmpty();
            return;
        }
        Symbol symbol = Symbol.parse(text).orElseThrow();

        assertThat(symbol.base()).isEqualTo(new Currency(base));
        assertThat(symbol.quote()).isEqualTo(new Currency(quote));
        assertThat(symbol.settle().map(Currency::code).orElse(null)).isEqualTo(settle);
        assertThat(symbol).hasToString(text).isEqualTo(new Symbol(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BTC",
                "BTC/",
                "/USDT",
                "/",
                "../",
                "../..",
                "constructor",
                "__proto__",
                "BTC/USDT/ETH",
                "BTC USDT",
                "BTC/USDT ",
                " BTC/USDT",
                "BTC/USDT:",
                "BTC/USDT:-1",
                "BTC/USDT-261225",
                "BTC/USDT:USDT-26122",
                "BTC/USDT:USDT-2612255",
                "BTC/USD:BTC-261225-100000",
                "BTC/USD:BTC-261225-100000-X",
                "BTC/USD:BTC-261225--C",
                "BTC/USDT\n",
                "BTC\0/USDT",
                "BTC/US%2e",
                "BTC/USDT?x=1"
            })
    void anything_else_is_no_symbol(String text) {
        assertThat(Symbol.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Symbol(text));
    }

    @Test
    void a_symbol_has_up_to_128_characters() {
        String codes = "A".repeat(32) + "/" + "B".repeat(32) + ":" + "C".repeat(32);
        String longest = codes + "-261225-123456789012.123456-C";

        assertThat(longest.length()).isEqualTo(127);
        assertThat(Symbol.parse(longest.replace("-C", "7-C"))).isPresent();
        assertThat(Symbol.parse(longest.replace("-C", "78-C"))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Symbol(longest.replace("-C", "78-C")));
    }

    @Test
    void a_code_has_up_to_32_characters() {
        assertThat(Symbol.parse("A".repeat(32) + "/B")).isPresent();
        assertThat(Symbol.parse("A".repeat(33) + "/B")).isEmpty();
    }

    @Test
    void a_megabyte_is_refused_at_once() {
        assertThat(Symbol.parse("A".repeat(1 << 20))).isEmpty();
        assertThat(Symbol.parse("A/".repeat(1 << 19))).isEmpty();
    }

    @Property
    void no_text_makes_it_throw(@ForAll String text) {
        Symbol.parse(text).ifPresent(symbol -> assertThat(symbol.value()).isEqualTo(text));
    }

    @Property
    void the_parts_of_any_symbol_can_be_told(
            @ForAll
                    @StringLength(min = 3, max = 20)
                    @Chars({'A', 'B', '1', '/', ':', '-', '.', 'C', 'P'})
                    String text) {
        Symbol.parse(text)
                .ifPresent(
                        symbol -> {
                            String pair = symbol.base() + "/" + symbol.quote();
                            assertThat(text).startsWith(pair);
                            assertThat(text.length() == pair.length())
                                    .isEqualTo(symbol.settle().isEmpty());
                        });
    }
}

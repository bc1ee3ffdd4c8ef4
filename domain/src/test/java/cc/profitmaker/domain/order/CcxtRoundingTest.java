package cc.profitmaker.domain.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.math.BigDecimal;

/** What CCXT makes of an amount for a step; {@code rounding.mjs} beside the table made it. */
class CcxtRoundingTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/ccxt/rounding.csv", numLinesToSkip = 1)
    void an_amount_is_rounded_down_as_ccxt_does(BigDecimal value, BigDecimal step, String ccxt) {
        assertThat(OrderRules.floor(value, step)).isEqualByComparingTo(new BigDecimal(ccxt));
    }
}

package cc.profitmaker.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.RawPayload;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class AccountTest {
    @Test
    void the_total_is_what_is_free_and_what_is_used() {
        var holding = new Balance.Holding(new BigDecimal("1.5"), new BigDecimal("0.25"));

        assertThat(holding.total()).isEqualTo(new BigDecimal("1.75"));
    }

    @Test
    void a_balance_does_not_change_with_what_it_was_made_from() {
        var btc = new Currency("BTC");
        var holding = new Balance.Holding(BigDecimal.ONE, BigDecimal.ZERO);
        var holdings = new HashMap<>(Map.of(btc, holding));
        var balance = new Balance(Optional.empty(), holdings, RawPayload.NONE);
        holdings.clear();

        assertThat(balance.holdings()).containsExactly(Map.entry(btc, holding));
    }

    @Test
    void margin_modes_have_ccxts_names() {
        assertThat(MarginMode.CROSS.ccxt()).isEqualTo("cross");
        assertThat(MarginMode.ISOLATED.ccxt()).isEqualTo("isolated");
    }
}

package cc.profitmaker.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.access.Decision.Reason;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Symbol;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class GrantLimitsTest {
    private static final Currency USDT = new Currency("USDT");
    private static final Currency EUR = new Currency("EUR");
    private static final Map<Currency, BigDecimal> HUNDRED = Map.of(USDT, new BigDecimal("100"));

    private static GrantLimits limits(
            Map<Currency, BigDecimal> order, Map<Currency, BigDecimal> day) {
        return new GrantLimits(Optional.empty(), order, day, Optional.empty());
    }

    private static Notional worth(String amount, Currency currency) {
        return new Notional(currency, new BigDecimal(amount));
    }

    @Test
    void without_limits_everything_is_allowed() {
        assertThat(GrantLimits.NONE.allows(new Symbol("BTC/USDT"))).isTrue();
        assertThat(GrantLimits.NONE.bindNotional()).isFalse();
        assertThat(GrantLimits.NONE.refuse(worth("1e30", EUR))).isEmpty();
    }

    @Test
    void an_empty_list_of_symbols_allows_none() {
        var none = new GrantLimits(Optional.of(Set.of()), Map.of(), Map.of(), Optional.empty());

        assertThat(none.allows(new Symbol("BTC/USDT"))).isFalse();
    }

    @Test
    void an_order_may_be_worth_the_limit_and_not_a_bit_more() {
        GrantLimits limits = limits(HUNDRED, Map.of());

        assertThat(limits.bindNotional()).isTrue();
        assertThat(limits.refuse(worth("100.00", USDT))).isEmpty();
        assertThat(limits.refuse(worth("100.00000001", USDT))).contains(Reason.ORDER_OVER_LIMIT);
    }

    @Test
    void a_currency_without_a_limit_is_refused_where_another_has_one() {
        assertThat(limits(HUNDRED, Map.of()).refuse(worth("1", EUR)))
                .contains(Reason.CURRENCY_NOT_GRANTED);
        assertThat(limits(Map.of(), HUNDRED).refuse(worth("1", EUR)))
                .contains(Reason.CURRENCY_NOT_GRANTED);
        assertThat(
                        limits(HUNDRED, Map.of(EUR, BigDecimal.TEN, USDT, BigDecimal.TEN))
                                .refuse(worth("1", EUR)))
                .contains(Reason.CURRENCY_NOT_GRANTED);
    }

    @Test
    void a_days_limit_alone_says_nothing_of_one_order() {
        GrantLimits limits = limits(Map.of(), HUNDRED);

        assertThat(limits.bindNotional()).isTrue();
        assertThat(limits.refuse(worth("1000", USDT))).isEmpty();
    }

    @Test
    void limits_are_not_negative_and_leverage_is_one_or_more() {
        Map<Currency, BigDecimal> negative = Map.of(USDT, new BigDecimal("-0.1"));
        Map<Currency, BigDecimal> zero = Map.of(USDT, BigDecimal.ZERO);

        assertThat(limits(zero, zero).refuse(worth("0.1", USDT))).contains(Reason.ORDER_OVER_LIMIT);
        assertThatIllegalArgumentException().isThrownBy(() -> limits(negative, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(Map.of(), negative));
        assertThat(leverage("1").maxLeverage()).contains(BigDecimal.ONE);
        assertThatIllegalArgumentException().isThrownBy(() -> leverage("0.99"));
    }

    private static GrantLimits leverage(String most) {
        return new GrantLimits(
                Optional.empty(), Map.of(), Map.of(), Optional.of(new BigDecimal(most)));
    }
}

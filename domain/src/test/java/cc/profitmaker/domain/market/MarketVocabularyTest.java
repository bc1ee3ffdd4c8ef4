package cc.profitmaker.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.order.OrderParam;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class MarketVocabularyTest {
    @ParameterizedTest
    @EnumSource
    void a_market_type_is_read_by_its_ccxt_name(MarketType type) {
        assertThat(MarketType.parse(type.ccxt())).contains(type);
        assertThat(MarketType.parse(type.name())).isEmpty();
    }

    @Test
    void futures_is_a_spelling_of_future() {
        assertThat(MarketType.parse("futures")).contains(MarketType.FUTURE);
        assertThat(MarketType.FUTURE.ccxt()).isEqualTo("future");
        assertThat(MarketType.parse("spots")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1s, PT1S",
        "1m, PT1M",
        "15m, PT15M",
        "4h, PT4H",
        "1d, PT24H",
        "3d, PT72H",
        "1w, PT168H",
        "2w, PT336H",
        "1M, PT720H",
        "999M, PT719280H"
    })
    void a_timeframe_has_a_length(String text, Duration length) {
        assertThat(Timeframe.parse(text).orElseThrow().length()).isEqualTo(length);
        assertThat(Timeframe.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "1", "0m", "01m", "1000m", "1y", "1H", "-1m", "1.5h", "1m "})
    void anything_else_is_no_timeframe(String text) {
        assertThat(Timeframe.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Timeframe(text));
    }

    @ParameterizedTest
    @CsvSource({
        "binance, binance",
        "kucoinfutures, kucoinfutures",
        "coinbaseadvanced, coinbase",
        "gateio, gate",
        "huobi, htx"
    })
    void a_renamed_exchange_is_known_by_both_names(String text, String id) {
        assertThat(ExchangeId.parse(text)).contains(new ExchangeId(id));
        assertThat(new ExchangeId(text)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Binance",
                "1broker",
                "bin ance",
                "../x",
                "a23456789012345678901234567890123"
            })
    void anything_else_is_no_exchange_id(String text) {
        assertThat(ExchangeId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new ExchangeId(text));
    }

    @Test
    void a_currency_code_has_1_to_32_characters_and_starts_with_a_letter_or_digit() {
        assertThat(Currency.parse("BTC")).contains(new Currency("BTC"));
        assertThat(Currency.parse("A".repeat(32))).isPresent();
        assertThat(Currency.parse("A".repeat(33))).isEmpty();
        assertThat(Currency.parse("")).isEmpty();
        assertThat(Currency.parse(".B")).isEmpty();
        assertThat(Currency.parse("A/B")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Currency("A/B"));
        assertThat(new Currency("USDT")).hasToString("USDT");
    }

    @Test
    void a_page_has_1_to_1000_rows() {
        assertThat(new Page(Optional.empty(), Optional.of(1)).limit()).contains(1);
        assertThat(new Page(Optional.empty(), Optional.of(1000)).limit()).contains(1000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Page(Optional.empty(), Optional.of(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Page(Optional.empty(), Optional.of(1001)));
    }

    @Test
    void what_is_not_listed_is_not_offered() {
        var offered =
                new Capabilities(
                        Map.of(
                                Capability.FETCH_TICKER,
                                Support.NATIVE,
                                Capability.FETCH_OHLCV,
                                Support.EMULATED,
                                Capability.FETCH_LEDGER,
                                Support.NONE),
                        List.of(),
                        Set.of());

        assertThat(offered.has()).containsOnlyKeys(Capability.values());
        assertThat(Arrays.stream(Capability.values()).filter(offered::offers))
                .containsExactly(Capability.FETCH_TICKER, Capability.FETCH_OHLCV);
    }

    @Test
    void capabilities_do_not_change_with_what_they_were_made_from() {
        var has = new HashMap<>(Map.of(Capability.FETCH_TICKER, Support.NATIVE));
        var timeframes = new ArrayList<>(List.of(Timeframe.ONE_MINUTE));
        var params = new HashSet<>(Set.of(OrderParam.ROUND));
        var offered = new Capabilities(has, timeframes, params);

        has.clear();
        timeframes.clear();
        params.clear();

        assertThat(offered.offers(Capability.FETCH_TICKER)).isTrue();
        assertThat(offered.timeframes()).containsExactly(Timeframe.ONE_MINUTE);
        assertThat(offered.orderParams()).containsExactly(OrderParam.ROUND);
    }

    @Test
    void capabilities_have_ccxts_names_and_no_withdrawal() {
        assertThat(Capability.FETCH_OHLCV.ccxt()).isEqualTo("fetchOHLCV");
        assertThat(Arrays.stream(Capability.values()).map(Capability::ccxt))
                .doesNotHaveDuplicates()
                .allSatisfy(
                        name ->
                                assertThat(name)
                                        .matches("(fetch|watch|create|cancel|set)[A-Z][A-Za-z]+"))
                .noneMatch(name -> name.contains("ithdraw") || name.contains("ransfer"));
    }

    @Test
    void quantities_and_prices_are_equal_whatever_their_zeros() {
        assertThat(Quantity.of("1.50")).isEqualTo(Quantity.of("1.5")).hasToString("1.5");
        assertThat(Price.of("1E+3")).isEqualTo(Price.of("1000.00")).hasToString("1000");
        assertThat(Quantity.of("0.000")).isEqualTo(Quantity.ZERO);
    }

    @Test
    void quantities_and_prices_are_not_negative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.of("-0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Price.of("-0.1"));
        assertThat(Price.of("0").value()).isZero();
        assertThat(Quantity.of("0").isZero()).isTrue();
        assertThat(Quantity.of("0.1").isZero()).isFalse();
    }

    @Property
    void quantities_add_and_subtract_exactly(
            @ForAll @BigRange(min = "0", max = "1000000") BigDecimal a,
            @ForAll @BigRange(min = "0", max = "1000000") BigDecimal b) {
        var sum = new Quantity(a).plus(new Quantity(b));

        assertThat(sum.value()).isEqualByComparingTo(a.add(b));
        assertThat(sum.minus(new Quantity(b))).isEqualTo(new Quantity(a));
        assertThat(new Price(a).times(new Quantity(b))).isEqualByComparingTo(a.multiply(b));
        assertThat(Integer.signum(new Quantity(a).compareTo(new Quantity(b))))
                .isEqualTo(a.compareTo(b));
        assertThat(Integer.signum(new Price(a).compareTo(new Price(b)))).isEqualTo(a.compareTo(b));
    }

    @Test
    void less_than_nothing_cannot_be_left() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.of("1").minus(Quantity.of("1.1")));
        assertThat(Quantity.of("1").minus(Quantity.of("1"))).isEqualTo(Quantity.ZERO);
    }

    @Test
    void a_cost_is_plain() {
        assertThat(Price.of("2.5").times(Quantity.of("400"))).hasToString("1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.1"})
    void a_step_is_positive(String step) {
        var bad = Optional.of(new BigDecimal(step));
        var good = Optional.of(new BigDecimal("0.1"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Market.Steps(bad, good, Market.Steps.Currencies.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Market.Steps(good, bad, Market.Steps.Currencies.NONE));
    }

    @Test
    void bounds_have_the_sides_they_were_given() {
        assertThat(Bounds.atLeast(BigDecimal.ONE))
                .isEqualTo(new Bounds(Optional.of(BigDecimal.ONE), Optional.empty()));
        assertThat(Bounds.between(BigDecimal.ONE, BigDecimal.TEN))
                .isEqualTo(new Bounds(Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.TEN)));
    }

    @Test
    void a_reply_is_changed_when_there_is_an_answer_and_passed_on_when_not() {
        Reply<Integer> answered = Reply.answered(20);
        Reply<Integer> failed = Reply.failed(ExchangeFault.Kind.TIMED_OUT);

        assertThat(answered.map(n -> n + 1)).isEqualTo(Reply.answered(21));
        assertThat(answered.<String>flatMap(_ -> Reply.failed(ExchangeFault.Kind.CLOCK)))
                .isEqualTo(Reply.failed(ExchangeFault.of(ExchangeFault.Kind.CLOCK)));
        assertThat(failed.map(n -> n + 1))
                .isEqualTo(Reply.failed(ExchangeFault.of(ExchangeFault.Kind.TIMED_OUT)));
        assertThat(failed.flatMap(Reply::answered)).isEqualTo(failed);
    }

    @Test
    void a_fault_says_what_the_exchange_said_if_anything() {
        var fault = ExchangeFault.of(ExchangeFault.Kind.BAD_KEY, "-2014", "API-key format invalid");

        assertThat(fault.kind()).isEqualTo(ExchangeFault.Kind.BAD_KEY);
        assertThat(fault.said())
                .contains(new ExchangeFault.Said("-2014", "API-key format invalid"));
        assertThat(fault.retryAfter()).isEmpty();
        assertThat(ExchangeFault.of(ExchangeFault.Kind.CLOCK).said()).isEmpty();
    }
}

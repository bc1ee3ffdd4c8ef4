package cc.profitmaker.domain.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Symbol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class OrderVocabularyTest {
    @ParameterizedTest
    @CsvSource({
        "STOP, BUY, true", "STOP, SELL, false",
        "STOP_LOSS, BUY, true", "STOP_LOSS, SELL, false",
        "TAKE_PROFIT, BUY, false", "TAKE_PROFIT, SELL, true"
    })
    void a_stop_follows_the_market_and_a_profit_is_taken_against_it(
            Trigger.Kind kind, Side side, boolean rises) {
        assertThat(new Trigger(kind, Price.of("1")).risesFor(side)).isEqualTo(rises);
    }

    @Test
    void sides_are_read_and_written_in_lower_case_only() {
        assertThat(Side.parse("buy")).contains(Side.BUY);
        assertThat(Side.parse("sell")).contains(Side.SELL);
        assertThat(Side.parse("BUY")).isEmpty();
        assertThat(Side.parse("")).isEmpty();
        assertThat(Side.BUY.ccxt()).isEqualTo("buy");
    }

    @ParameterizedTest
    @EnumSource
    void a_time_in_force_is_read_by_its_name(TimeInForce one) {
        assertThat(TimeInForce.parse(one.name())).contains(one);
        assertThat(TimeInForce.parse(one.name() + " ")).isEmpty();
    }

    @Test
    void a_time_in_force_in_lower_case_is_none() {
        assertThat(TimeInForce.parse("gtc")).isEmpty();
    }

    @Test
    void the_params_of_an_order_are_exactly_these() {
        assertThat(Arrays.stream(OrderParam.values()).map(OrderParam::ccxt))
                .containsExactly(
                        "clientOrderId",
                        "timeInForce",
                        "postOnly",
                        "reduceOnly",
                        "triggerPrice",
                        "stopLossPrice",
                        "takeProfitPrice",
                        "round");
        assertThat(OrderParam.values())
                .allSatisfy(p -> assertThat(OrderParam.parse(p.ccxt())).contains(p));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "symbol", "ROUND", "host", "__proto__", "clientorderid"})
    void any_other_param_is_none(String name) {
        assertThat(OrderParam.parse(name)).isEmpty();
    }

    @Test
    void states_have_the_names_of_ccxt() {
        assertThat(Arrays.stream(OrderState.values()).map(OrderState::ccxt))
                .containsExactly("open", "closed", "canceled", "expired", "rejected");
    }

    @Test
    void an_order_id_is_bounded_and_cannot_change_a_path() {
        String longest = "a".repeat(128);

        assertThat(OrderId.parse(longest)).contains(new OrderId(longest));
        assertThat(OrderId.parse("1a-B_c.d:e")).map(OrderId::value).contains("1a-B_c.d:e");
        assertThat(OrderId.parse("a".repeat(129))).isEmpty();
        assertThat(OrderId.parse("")).isEmpty();
        assertThat(OrderId.parse("1/../2")).isEmpty();
        assertThat(OrderId.parse("1&2")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderId("1 2"));
        assertThat(new OrderId("7")).hasToString("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "ü", "a.b", "1234567890123456789012345678901234567"})
    void what_an_exchange_might_not_take_is_no_client_order_id(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientOrderId(text));
    }

    @Test
    void a_client_order_id_has_up_to_36_characters() {
        String longest = "aZ09_-".repeat(6);

        assertThat(new ClientOrderId(longest)).hasToString(longest);
        assertThat(new ClientOrderId("a").value()).isEqualTo("a");
    }

    @Test
    void a_random_client_order_id_uses_the_whole_alphabet_and_never_repeats() {
        Random chance = new Random(1);
        var ids =
                IntStream.range(0, 1000)
                        .mapToObj(_ -> ClientOrderId.random(chance))
                        .collect(Collectors.toSet());

        assertThat(ids).hasSize(1000);
        assertThat(ids).allSatisfy(id -> assertThat(id.value()).matches("pm[0-9a-z]{26}"));
        assertThat(ids.stream().flatMap(id -> id.value().substring(2).chars().boxed()).distinct())
                .hasSize(36);
    }

    @Test
    void the_same_chance_gives_the_same_id() {
        assertThat(ClientOrderId.random(new Random(7)))
                .isEqualTo(ClientOrderId.random(new Random(7)));
    }

    @Test
    void an_order_has_an_amount() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new OrderTicket(
                                        new ClientOrderId("1"),
                                        new Symbol("BTC/USDT"),
                                        Side.BUY,
                                        new Pricing.AtMarket(),
                                        Quantity.ZERO,
                                        Terms.PLAIN));
    }

    @Test
    void only_a_limit_order_has_a_limit() {
        assertThat(new Pricing.AtLimit(Price.of("5")).limit()).contains(Price.of("5"));
        assertThat(new Pricing.AtMarket().limit()).isEqualTo(Optional.empty());
    }
}

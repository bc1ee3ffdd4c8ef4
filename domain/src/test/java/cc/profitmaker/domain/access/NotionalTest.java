package cc.profitmaker.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

class NotionalTest {
    private static final Symbol SPOT = new Symbol("BTC/USDT");
    private static final Symbol SWAP = new Symbol("BTC/USDT:USDT");
    private static final Pricing AT_MARKET = new Pricing.AtMarket();
    private static final OrderBook BOOK = book(List.of("99", "98"), List.of("101", "102"));

    private static OrderBook book(List<String> bids, List<String> asks) {
        return new OrderBook(SPOT, Optional.empty(), Optional.empty(), levels(bids), levels(asks));
    }

    private static List<OrderBook.Level> levels(List<String> prices) {
        return prices.stream()
                .map(price -> new OrderBook.Level(Price.of(price), Quantity.of("1")))
                .toList();
    }

    private static Market market(Symbol symbol, Optional<String> contractSize) {
        return new Market(
                symbol,
                new Market.Ids("BTCUSDT", "BTC", "USDT", Optional.empty()),
                contractSize.isPresent() ? MarketType.SWAP : MarketType.SPOT,
                new Market.Trading(Optional.empty(), false, Optional.empty()),
                new Market.Steps(Optional.empty(), Optional.empty(), Market.Steps.Currencies.NONE),
                new Market.Limits(Bounds.NONE, Bounds.NONE, Bounds.NONE, Bounds.NONE, Bounds.NONE),
                contractSize.map(
                        size ->
                                new Market.Contract(
                                        true,
                                        new BigDecimal(size),
                                        new Currency("USDT"),
                                        Optional.empty())),
                RawPayload.NONE);
    }

    private static Pricing limit(String price) {
        return new Pricing.AtLimit(Price.of(price));
    }

    private static Terms trigger(Trigger.Kind kind, String price) {
        return new Terms(Optional.empty(), false, Optional.of(new Trigger(kind, Price.of(price))));
    }

    private static OrderTicket ticket(Side side, Pricing pricing, Terms terms) {
        return new OrderTicket(
                new ClientOrderId("pm1"), SPOT, side, pricing, Quantity.of("2"), terms);
    }

    private static Optional<String> worth(Side side, Pricing pricing, Terms terms) {
        return worth(side, pricing, terms, BOOK);
    }

    private static Optional<String> worth(Side side, Pricing pricing, Terms terms, OrderBook book) {
        return Notional.of(
                        market(SPOT, Optional.empty()),
                        ticket(side, pricing, terms),
                        Optional.of(book))
                .map(notional -> plain(notional) + " " + notional.currency().code());
    }

    private static String plain(Notional notional) {
        return notional.amount().stripTrailingZeros().toPlainString();
    }

    @Test
    void a_limit_order_to_buy_is_worth_amount_times_price_without_a_book() {
        OrderTicket buy = ticket(Side.BUY, limit("50.5"), Terms.PLAIN);

        assertThat(Notional.needsBook(buy)).isFalse();
        assertThat(Notional.of(market(SPOT, Optional.empty()), buy, Optional.empty()))
                .contains(new Notional(new Currency("USDT"), new BigDecimal("101.0")));
    }

    @Test
    void a_market_order_is_worth_the_best_opposite_price_and_five_percent() {
        assertThat(Notional.needsBook(ticket(Side.BUY, AT_MARKET, Terms.PLAIN))).isTrue();
        assertThat(Notional.needsBook(ticket(Side.SELL, AT_MARKET, Terms.PLAIN))).isTrue();
        assertThat(worth(Side.BUY, AT_MARKET, Terms.PLAIN)).contains("212.1 USDT");
        assertThat(worth(Side.SELL, AT_MARKET, Terms.PLAIN)).contains("207.9 USDT");
    }

    @Test
    void a_cheap_limit_does_not_make_a_sale_worth_less_than_the_bid_it_trades_at() {
        assertThat(Notional.needsBook(ticket(Side.SELL, limit("1"), Terms.PLAIN))).isTrue();
        assertThat(worth(Side.SELL, limit("1"), Terms.PLAIN)).contains("198 USDT");
        assertThat(worth(Side.SELL, limit("150"), Terms.PLAIN)).contains("300 USDT");
    }

    @Test
    void a_sale_at_a_limit_needs_no_buyer_now() {
        OrderBook noBids = book(List.of(), List.of("101"));

        assertThat(worth(Side.SELL, limit("150"), Terms.PLAIN, noBids)).contains("300 USDT");
    }

    @Test
    void a_market_order_with_nobody_on_the_other_side_is_worth_nothing_that_can_be_told() {
        assertThat(worth(Side.BUY, AT_MARKET, Terms.PLAIN, book(List.of("99"), List.of())))
                .isEmpty();
        assertThat(worth(Side.SELL, AT_MARKET, Terms.PLAIN, book(List.of(), List.of("101"))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void what_waits_for_a_trigger_counts_at_the_highest_price_known(Trigger.Kind kind) {
        assertThat(worth(Side.BUY, AT_MARKET, trigger(kind, "200"))).contains("420 USDT");
        assertThat(worth(Side.BUY, AT_MARKET, trigger(kind, "50"))).contains("212.1 USDT");
        assertThat(worth(Side.SELL, AT_MARKET, trigger(kind, "200"))).contains("420 USDT");
        assertThat(worth(Side.SELL, limit("1"), trigger(kind, "200"))).contains("400 USDT");
        assertThat(worth(Side.SELL, limit("1"), trigger(kind, "50"))).contains("198 USDT");
        assertThat(worth(Side.BUY, limit("10"), trigger(kind, "200"))).contains("20 USDT");
    }

    @Test
    void reducing_a_position_counts_like_all_else() {
        var reduceOnly = new Terms(Optional.empty(), true, Optional.empty());

        assertThat(worth(Side.BUY, limit("10"), reduceOnly)).contains("20 USDT");
    }

    @Test
    void contracts_count_with_their_size() {
        var ticket =
                new OrderTicket(
                        new ClientOrderId("pm1"),
                        SWAP,
                        Side.BUY,
                        limit("50000"),
                        Quantity.of("3"),
                        Terms.PLAIN);

        assertThat(Notional.of(market(SWAP, Optional.of("0.001")), ticket, Optional.empty()))
                .hasValueSatisfying(worth -> assertThat(plain(worth)).isEqualTo("150"));
    }

    @Test
    void a_notional_is_not_negative() {
        var usdt = new Currency("USDT");
        assertThat(new Notional(usdt, BigDecimal.ZERO).amount()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Notional(usdt, new BigDecimal("-1")));
    }
}

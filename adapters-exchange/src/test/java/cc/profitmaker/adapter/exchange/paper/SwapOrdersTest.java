package cc.profitmaker.adapter.exchange.paper;

import static cc.profitmaker.adapter.exchange.paper.Trader.answer;
import static cc.profitmaker.adapter.exchange.paper.Trader.at;
import static cc.profitmaker.adapter.exchange.paper.Trader.atMarket;
import static cc.profitmaker.adapter.exchange.paper.Trader.fault;
import static cc.profitmaker.adapter.exchange.paper.Trader.reducing;
import static cc.profitmaker.adapter.exchange.paper.Trader.when;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.account.Position.Direction;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class SwapOrdersTest {
    private final Trader ann = Trader.on("BTC/USDT:USDT");

    private Position position() {
        assertThat(ann.positions()).hasSize(1);
        return ann.positions().getFirst();
    }

    private void lever(int leverage) {
        answer(ann.connector.setLeverage(ann.keys, ann.market, BigDecimal.valueOf(leverage)));
    }

    private static BigDecimal cost(Order order) {
        return order.progress().cost().orElseThrow();
    }

    @Test
    void a_buy_opens_a_long_position_that_binds_margin_and_pays_a_fee() {
        Order order = ann.placed(Side.BUY, atMarket(), "100", Terms.PLAIN);
        Position position = position();
        assertThat(position.size().direction()).isEqualTo(Direction.LONG);
        assertThat(position.size().contracts().value()).isEqualByComparingTo("100");
        BigDecimal fee = cost(order).multiply(new BigDecimal("0.0005"));
        assertThat(order.progress().fees().getFirst().cost()).isEqualByComparingTo(fee);
        assertThat(ann.holding("USDT").total())
                .isEqualByComparingTo(new BigDecimal("10000").subtract(fee));
        assertThat(position.margin().initial().orElseThrow())
                .isEqualByComparingTo(cost(order).movePointLeft(1));
        assertThat(position.prices().entry().orElseThrow().value())
                .isEqualByComparingTo(order.progress().average().orElseThrow().value());
        assertThat(ann.holding("BTC").total()).isEqualByComparingTo("1");
    }

    @Test
    void closing_realises_the_difference_exactly() {
        Order open = ann.placed(Side.SELL, atMarket(), "100", Terms.PLAIN);
        ann.clock.advance(Duration.ofHours(3));
        Order half = ann.placed(Side.BUY, atMarket(), "33", Terms.PLAIN);
        ann.clock.advance(Duration.ofHours(3));
        Order rest = ann.placed(Side.BUY, atMarket(), "67", reducing());
        assertThat(ann.positions()).isEmpty();
        BigDecimal fees =
                cost(open).add(cost(half)).add(cost(rest)).multiply(new BigDecimal("0.0005"));
        assertThat(ann.holding("USDT").total())
                .isEqualByComparingTo(
                        new BigDecimal("10000")
                                .add(cost(open))
                                .subtract(cost(half))
                                .subtract(cost(rest))
                                .subtract(fees));
        assertThat(ann.holding("USDT").used()).isEqualByComparingTo("0");
    }

    @Test
    void an_order_larger_than_the_position_flips_it() {
        ann.placed(Side.BUY, atMarket(), "50", Terms.PLAIN);
        ann.clock.advance(Duration.ofMinutes(10));
        Order flip = ann.placed(Side.SELL, atMarket(), "80", Terms.PLAIN);
        assertThat(position().size().direction()).isEqualTo(Direction.SHORT);
        assertThat(position().size().contracts().value()).isEqualByComparingTo("30");
        assertThat(flip.progress().trades()).isNotEmpty();
        BigDecimal worst = flip.progress().trades().getLast().price().value();
        assertThat(position().prices().entry().orElseThrow().value())
                .isBetween(worst, flip.progress().trades().getFirst().price().value());
    }

    @Test
    void a_reduce_only_order_never_opens_nor_flips() {
        assertThat(ann.refusal(Side.SELL, atMarket(), "10", reducing())).isEqualTo("reduce_only");
        ann.placed(Side.BUY, atMarket(), "20", Terms.PLAIN);
        assertThat(ann.refusal(Side.BUY, atMarket(), "10", reducing())).isEqualTo("reduce_only");
        Order more = ann.placed(Side.SELL, atMarket(), "50", reducing());
        assertThat(more.progress().filled().orElseThrow().value()).isEqualByComparingTo("20");
        assertThat(more.progress().state()).hasValue(OrderState.EXPIRED);
        assertThat(ann.positions()).isEmpty();
    }

    @Test
    void a_resting_reduce_only_order_expires_when_its_position_is_gone() {
        ann.placed(Side.BUY, atMarket(), "20", Terms.PLAIN);
        BigDecimal limit = ann.lastPlusThousandths(3);
        Order resting = ann.placed(Side.SELL, at(limit), "20", reducing());
        ann.placed(Side.SELL, atMarket(), "20", Terms.PLAIN);
        ann.untilPriceIs(Side.BUY, limit);
        assertThat(ann.now(resting).progress().state()).hasValue(OrderState.EXPIRED);
        assertThat(ann.positions()).isEmpty();
    }

    @Test
    void leverage_decides_how_much_can_be_opened() {
        assertThat(ann.refusal(Side.BUY, atMarket(), "3000", Terms.PLAIN))
                .isEqualTo("insufficient_funds");
        lever(50);
        ann.placed(Side.BUY, atMarket(), "3000", Terms.PLAIN);
        assertThat(fault(ann.connector.setLeverage(ann.keys, ann.market, BigDecimal.ONE)).kind())
                .isEqualTo(Kind.INSUFFICIENT_FUNDS);
        assertThat(
                        fault(
                                        ann.connector.setLeverage(
                                                ann.keys, ann.market, BigDecimal.valueOf(101)))
                                .kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(answer(ann.connector.leverages(ann.keys, ann.markets, List.of(ann.market))))
                .extracting(Leverage::value)
                .containsExactly(BigDecimal.valueOf(50));
        assertThat(answer(ann.connector.leverages(ann.keys, ann.markets, List.of()))).hasSize(3);
    }

    @Test
    void a_resting_order_binds_margin_once_for_both_sides() {
        ann.placed(Side.BUY, at(ann.lastPlusThousandths(-20)), "100", Terms.PLAIN);
        BigDecimal one = ann.holding("USDT").used();
        assertThat(one).isPositive();
        Order sell = ann.placed(Side.SELL, at(ann.lastPlusThousandths(20)), "100", Terms.PLAIN);
        BigDecimal both = ann.holding("USDT").used();
        assertThat(both).isBetween(one, one.multiply(new BigDecimal("1.1")));
        answer(ann.connector.cancel(ann.keys, ann.market, sell.id()));
        assertThat(ann.holding("USDT").used()).isEqualByComparingTo(one);
    }

    @Test
    void a_position_is_liquidated_the_second_its_collateral_is_used_up() {
        lever(100);
        // 10,000 USDT hold up about half a million.
        String contracts = Integer.toString(500_000_000 / ann.last().intValue());
        ann.placed(Side.BUY, atMarket(), contracts, Terms.PLAIN);
        Order resting = ann.placed(Side.SELL, at(ann.lastPlusThousandths(900)), "1", reducing());
        BigDecimal liquidation = position().prices().liquidation().orElseThrow().value();
        assertThat(liquidation).isLessThan(ann.last());
        ann.untilPriceIs(Side.SELL, liquidation);
        assertThat(ann.positions()).isEmpty();
        assertThat(ann.now(resting).progress().state()).hasValue(OrderState.CANCELED);
        var trade = ann.trades().getLast();
        assertThat(trade.price().value())
                .isLessThanOrEqualTo(liquidation)
                .isGreaterThan(liquidation.multiply(new BigDecimal("0.999")));
        Prices prices = new Listings(Trader.SEED).find(ann.market.symbol()).orElseThrow().prices();
        long before = trade.timestamp().getEpochSecond() - 1;
        BigDecimal lowestBefore =
                BigDecimal.valueOf(prices.lowest(Trader.START.getEpochSecond(), before))
                        .multiply(ann.market.steps().price().orElseThrow());
        assertThat(lowestBefore).isGreaterThan(liquidation);
        assertThat(ann.holding("USDT").total()).isNotNegative();
        assertThat(ann.holding("USDT").used()).isEqualByComparingTo("0");
    }

    @Test
    void a_short_position_is_liquidated_when_the_price_rises() {
        lever(100);
        String contracts = Integer.toString(500_000_000 / ann.last().intValue());
        ann.placed(Side.SELL, atMarket(), contracts, Terms.PLAIN);
        BigDecimal liquidation = position().prices().liquidation().orElseThrow().value();
        assertThat(liquidation).isGreaterThan(ann.last());
        ann.untilPriceIs(Side.BUY, liquidation);
        assertThat(ann.positions()).isEmpty();
        assertThat(ann.trades().getLast().price().value()).isGreaterThanOrEqualTo(liquidation);
    }

    @Test
    void a_stop_loss_saves_what_liquidation_would_take() {
        lever(100);
        String contracts = Integer.toString(500_000_000 / ann.last().intValue());
        ann.placed(Side.BUY, atMarket(), contracts, Terms.PLAIN);
        BigDecimal trigger = ann.lastPlusThousandths(-4);
        ann.connector.place(
                ann.keys,
                ann.market,
                new Dispatch(
                        new OrderTicket(
                                new ClientOrderId("stop"),
                                ann.market.symbol(),
                                Side.SELL,
                                atMarket(),
                                Quantity.of(contracts),
                                new Terms(
                                        Optional.empty(),
                                        true,
                                        when(Trigger.Kind.STOP_LOSS, trigger).trigger())),
                        Instant.EPOCH));
        ann.untilPriceIs(Side.SELL, trigger);
        assertThat(ann.positions()).isEmpty();
        assertThat(ann.holding("USDT").total()).isGreaterThan(new BigDecimal("6000"));
    }

    @Test
    void a_stop_whose_money_is_gone_when_it_is_triggered_expires() {
        BigDecimal trigger = ann.lastPlusThousandths(4);
        Order stop = ann.placed(Side.BUY, atMarket(), "500", when(Trigger.Kind.STOP, trigger));
        assertThat(ann.holding("USDT").used()).isEqualByComparingTo("0");
        Trader spot = ann.alsoOn("BTC/USDT");
        BigDecimal most = new BigDecimal("9900").divide(spot.ask(), 5, RoundingMode.DOWN);
        spot.placed(Side.BUY, atMarket(), most.toPlainString(), Terms.PLAIN);
        ann.untilPriceIs(Side.BUY, trigger);
        assertThat(ann.now(stop).progress().state()).hasValue(OrderState.EXPIRED);
        assertThat(ann.now(stop).info().json()).contains("\"reason\":\"insufficient_funds\"");
        assertThat(ann.positions()).isEmpty();
    }

    @Test
    void positions_and_spot_share_one_wallet() {
        ann.placed(Side.BUY, atMarket(), "1000", Terms.PLAIN);
        Trader spot = ann.alsoOn("BTC/USDT");
        BigDecimal free = ann.holding("USDT").free();
        assertThat(spot.holding("USDT").free()).isEqualByComparingTo(free);
        BigDecimal tooMuch = new BigDecimal("9900").divide(spot.ask(), 5, RoundingMode.UP);
        assertThat(spot.refusal(Side.BUY, atMarket(), tooMuch.toPlainString(), Terms.PLAIN))
                .isEqualTo("insufficient_funds");
    }

    @Test
    void the_ledger_tells_profit_and_fees_apart() {
        ann.placed(Side.BUY, atMarket(), "100", Terms.PLAIN);
        ann.clock.advance(Duration.ofHours(5));
        ann.placed(Side.SELL, atMarket(), "100", Terms.PLAIN);
        assertThat(ann.ledger())
                .extracting(LedgerEntry::type)
                .containsExactly("transaction", "transaction", "fee", "trade", "fee");
    }
}

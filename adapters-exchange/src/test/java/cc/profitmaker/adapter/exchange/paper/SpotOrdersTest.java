package cc.profitmaker.adapter.exchange.paper;

import static cc.profitmaker.adapter.exchange.paper.Trader.answer;
import static cc.profitmaker.adapter.exchange.paper.Trader.at;
import static cc.profitmaker.adapter.exchange.paper.Trader.atMarket;
import static cc.profitmaker.adapter.exchange.paper.Trader.fault;
import static cc.profitmaker.adapter.exchange.paper.Trader.in;
import static cc.profitmaker.adapter.exchange.paper.Trader.when;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class SpotOrdersTest {
    private static final BigDecimal GIFT = new BigDecimal("10000");
    private final Trader ann = Trader.on("BTC/USDT");

    private static OrderState state(Order order) {
        return order.progress().state().orElseThrow();
    }

    @Test
    void a_new_account_has_ten_thousand_dollars_and_a_bitcoin() {
        assertThat(ann.holding("USDT").free()).isEqualByComparingTo(GIFT);
        assertThat(ann.holding("BTC").total()).isEqualByComparingTo("1");
        assertThat(ann.ledger()).extracting(LedgerEntry::type).containsOnly("transaction");
    }

    @Test
    void a_small_market_buy_trades_at_the_best_ask() {
        BigDecimal ask = ann.ask();
        Order order = ann.placed(Side.BUY, atMarket(), "0.0002", Terms.PLAIN);
        assertThat(state(order)).isEqualTo(OrderState.CLOSED);
        Trade trade = order.progress().trades().getFirst();
        assertThat(trade.price().value()).isEqualByComparingTo(ask);
        assertThat(trade.own().takerOrMaker()).hasValue(Trade.Liquidity.TAKER);
    }

    @Test
    void a_market_buy_pays_its_fee_in_what_it_gets() {
        Order order = ann.placed(Side.BUY, atMarket(), "0.1", Terms.PLAIN);
        assertThat(ann.holding("BTC").total()).isEqualByComparingTo("1.0999");
        assertThat(ann.holding("USDT").total())
                .isEqualByComparingTo(GIFT.subtract(order.progress().cost().orElseThrow()));
        assertThat(order.progress().fees().getFirst().cost()).isEqualByComparingTo("0.0001");
        assertThat(order.progress().fees().getFirst().currency().code()).isEqualTo("BTC");
    }

    @Test
    void a_market_sell_pays_its_fee_in_what_it_gets() {
        Order order = ann.placed(Side.SELL, atMarket(), "1", Terms.PLAIN);
        BigDecimal cost = order.progress().cost().orElseThrow();
        assertThat(ann.holding("BTC").total()).isEqualByComparingTo("0");
        assertThat(ann.holding("USDT").total())
                .isEqualByComparingTo(GIFT.add(cost.multiply(new BigDecimal("0.999"))));
    }

    @Test
    void a_large_market_order_walks_the_book() {
        Order order = ann.placed(Side.SELL, atMarket(), "1", Terms.PLAIN);
        List<Trade> trades = order.progress().trades();
        assertThat(trades).hasSizeGreaterThan(1);
        for (int i = 1; i < trades.size(); i++) {
            assertThat(trades.get(i).price()).isLessThan(trades.get(i - 1).price());
        }
        assertThat(ann.trades()).isEqualTo(trades);
    }

    @Test
    void a_resting_limit_buy_locks_its_cost_and_fills_at_its_limit() {
        BigDecimal limit = ann.lastPlusThousandths(-3);
        Order order = ann.placed(Side.BUY, at(limit), "0.1", Terms.PLAIN);
        BigDecimal cost = limit.multiply(new BigDecimal("0.1"));
        assertThat(state(order)).isEqualTo(OrderState.OPEN);
        assertThat(ann.holding("USDT").used()).isEqualByComparingTo(cost);
        ann.untilPriceIs(Side.SELL, limit);
        Order filled = ann.now(order);
        assertThat(state(filled)).isEqualTo(OrderState.CLOSED);
        assertThat(filled.progress().average().orElseThrow().value()).isEqualByComparingTo(limit);
        assertThat(filled.progress().trades().getFirst().own().takerOrMaker())
                .hasValue(Trade.Liquidity.MAKER);
        assertThat(ann.holding("USDT").used()).isEqualByComparingTo("0");
        assertThat(ann.holding("USDT").total()).isEqualByComparingTo(GIFT.subtract(cost));
        assertThat(ann.open()).isEmpty();
    }

    @Test
    void a_resting_order_fills_the_second_the_price_gets_there() {
        BigDecimal limit = ann.lastPlusThousandths(4);
        Order order = ann.placed(Side.SELL, at(limit), "0.5", Terms.PLAIN);
        ann.clock.advance(Duration.ofDays(60));
        Order filled = ann.now(order);
        long second = filled.times().lastTrade().orElseThrow().getEpochSecond();
        Prices prices = new Listings(Trader.SEED).find(ann.market.symbol()).orElseThrow().prices();
        long level = limit.movePointRight(2).longValueExact();
        assertThat(prices.at(second)).isGreaterThanOrEqualTo(level);
        assertThat(prices.highest(Trader.START.getEpochSecond(), second - 1)).isLessThan(level);
    }

    @Test
    void a_limit_order_takes_what_is_better_and_rests_with_the_remainder() {
        BigDecimal limit = ann.ask();
        Order order = ann.placed(Side.BUY, at(limit), "0.2", Terms.PLAIN);
        BigDecimal available = ann.book().asks().getFirst().amount().value();
        if (available.compareTo(new BigDecimal("0.2")) < 0) {
            assertThat(state(order)).isEqualTo(OrderState.OPEN);
            assertThat(order.progress().filled().orElseThrow().value())
                    .isEqualByComparingTo(available);
            assertThat(ann.holding("USDT").used())
                    .isEqualByComparingTo(
                            limit.multiply(order.progress().remaining().orElseThrow().value()));
        } else {
            assertThat(state(order)).isEqualTo(OrderState.CLOSED);
        }
    }

    @Test
    void immediate_or_cancel_ends_what_it_cannot_take_at_once() {
        Order none =
                ann.placed(Side.BUY, at(ann.lastPlusThousandths(-1)), "0.1", in(TimeInForce.IOC));
        assertThat(state(none)).isEqualTo(OrderState.EXPIRED);
        assertThat(none.progress().filled().orElseThrow().isZero()).isTrue();
        assertThat(ann.holding("USDT").free()).isEqualByComparingTo(GIFT);
    }

    @Test
    void fill_or_kill_takes_all_or_nothing() {
        Order killed = ann.placed(Side.SELL, at(ann.bid()), "1", in(TimeInForce.FOK));
        assertThat(state(killed)).isEqualTo(OrderState.EXPIRED);
        assertThat(ann.trades()).isEmpty();
        Order filled =
                ann.placed(Side.SELL, at(ann.lastPlusThousandths(-5)), "1", in(TimeInForce.FOK));
        assertThat(state(filled)).isEqualTo(OrderState.CLOSED);
    }

    @Test
    void a_post_only_order_that_would_take_is_refused() {
        assertThat(ann.refusal(Side.BUY, at(ann.ask()), "0.1", in(TimeInForce.PO)))
                .isEqualTo("post_only");
        assertThat(ann.refusal(Side.BUY, atMarket(), "0.1", in(TimeInForce.PO)))
                .isEqualTo("post_only");
        Order rests = ann.placed(Side.BUY, at(ann.bid()), "0.1", in(TimeInForce.PO));
        assertThat(state(rests)).isEqualTo(OrderState.OPEN);
        assertThat(ann.trades()).isEmpty();
    }

    @Test
    void a_stop_sell_sleeps_until_the_price_falls_to_it_then_takes_the_bids() {
        BigDecimal trigger = ann.lastPlusThousandths(-4);
        Order order = ann.placed(Side.SELL, atMarket(), "0.5", when(Trigger.Kind.STOP, trigger));
        assertThat(state(order)).isEqualTo(OrderState.OPEN);
        assertThat(ann.holding("BTC").used()).isEqualByComparingTo("0.5");
        ann.untilPriceIs(Side.SELL, trigger);
        Order done = ann.now(order);
        assertThat(state(done)).isEqualTo(OrderState.CLOSED);
        assertThat(done.progress().average().orElseThrow().value())
                .isLessThanOrEqualTo(trigger)
                .isGreaterThan(trigger.multiply(new BigDecimal("0.995")));
        assertThat(done.progress().trades())
                .allMatch(t -> t.own().takerOrMaker().equals(Optional.of(Trade.Liquidity.TAKER)));
    }

    @Test
    void a_stop_buy_waits_for_the_price_to_rise_and_a_take_profit_buy_for_it_to_fall() {
        Order rise =
                ann.placed(
                        Side.BUY,
                        atMarket(),
                        "0.05",
                        when(Trigger.Kind.STOP_LOSS, ann.lastPlusThousandths(4)));
        Order fall =
                ann.placed(
                        Side.BUY,
                        atMarket(),
                        "0.05",
                        when(Trigger.Kind.TAKE_PROFIT, ann.lastPlusThousandths(-4)));
        BigDecimal start = ann.last();
        ann.clock.advance(Duration.ofDays(30));
        assertThat(ann.now(rise).progress().average().orElseThrow().value()).isGreaterThan(start);
        assertThat(ann.now(fall).progress().average().orElseThrow().value()).isLessThan(start);
    }

    @Test
    void a_stop_limit_becomes_a_limit_order_when_it_is_triggered() {
        BigDecimal trigger = ann.lastPlusThousandths(-2);
        BigDecimal limit = ann.lastPlusThousandths(3);
        Order order = ann.placed(Side.SELL, at(limit), "0.5", when(Trigger.Kind.STOP, trigger));
        ann.untilPriceIs(Side.SELL, trigger);
        assertThat(state(ann.now(order))).isEqualTo(OrderState.OPEN);
        assertThat(ann.now(order).info().json()).contains("\"waiting\":false");
        ann.untilPriceIs(Side.BUY, limit);
        assertThat(ann.now(order).progress().average().orElseThrow().value())
                .isEqualByComparingTo(limit);
    }

    @Test
    void a_stop_that_would_be_triggered_at_once_is_refused() {
        assertThat(
                        ann.refusal(
                                Side.SELL,
                                atMarket(),
                                "0.5",
                                when(Trigger.Kind.STOP, ann.lastPlusThousandths(1))))
                .isEqualTo("would_trigger_at_once");
    }

    @Test
    void too_little_money_is_told_and_changes_nothing() {
        Placed placed = ann.send(Side.BUY, atMarket(), "5", Terms.PLAIN);
        assertThat(placed)
                .isInstanceOfSatisfying(
                        Placed.Rejected.class,
                        rejected ->
                                assertThat(rejected.fault().kind())
                                        .isEqualTo(Kind.INSUFFICIENT_FUNDS));
        ann.placed(Side.SELL, at(ann.lastPlusThousandths(5)), "0.7", Terms.PLAIN);
        assertThat(ann.refusal(Side.SELL, at(ann.lastPlusThousandths(5)), "0.4", Terms.PLAIN))
                .isEqualTo("insufficient_funds");
        assertThat(ann.open()).hasSize(1);
        assertThat(ann.holding("USDT").free()).isEqualByComparingTo(GIFT);
        assertThat(ann.holding("BTC").free()).isEqualByComparingTo("0.3");
    }

    @Test
    void an_order_below_the_markets_minimum_is_refused_by_the_exchange_too() {
        assertThat(ann.refusal(Side.BUY, atMarket(), "0.00001", Terms.PLAIN)).isEqualTo("cost_min");
        assertThat(ann.refusal(Side.BUY, at(new BigDecimal("40000.001")), "1", Terms.PLAIN))
                .isEqualTo("price_step");
        assertThat(ann.refusal(Side.SELL, atMarket(), "0.5", Trader.reducing()))
                .isEqualTo("reduce_only");
    }

    @Test
    void a_canceled_order_gives_back_what_it_locked_and_is_gone() {
        Order order = ann.placed(Side.SELL, at(ann.lastPlusThousandths(9)), "1", Terms.PLAIN);
        assertThat(ann.holding("BTC").free()).isEqualByComparingTo("0");
        Order canceled = answer(ann.connector.cancel(ann.keys, ann.market, order.id()));
        assertThat(state(canceled)).isEqualTo(OrderState.CANCELED);
        assertThat(ann.holding("BTC").free()).isEqualByComparingTo("1");
        assertThat(fault(ann.connector.cancel(ann.keys, ann.market, order.id())).kind())
                .isEqualTo(Kind.ORDER_NOT_FOUND);
        ann.clock.advance(Duration.ofDays(300));
        assertThat(state(ann.now(order))).isEqualTo(OrderState.CANCELED);
    }

    @Test
    void an_order_is_found_only_under_its_own_market_and_number() {
        Order order = ann.placed(Side.SELL, at(ann.lastPlusThousandths(9)), "1", Terms.PLAIN);
        Trader ether = ann.alsoOn("ETH/USDT");
        assertThat(fault(ether.connector.cancel(ann.keys, ether.market, order.id())).kind())
                .isEqualTo(Kind.ORDER_NOT_FOUND);
        assertThat(fault(ann.connector.cancel(ann.keys, ann.market, new OrderId("none"))).kind())
                .isEqualTo(Kind.ORDER_NOT_FOUND);
        assertThat(
                        answer(
                                ann.connector.orders(
                                        ann.keys,
                                        ann.markets,
                                        Optional.of(ether.market),
                                        Page.DEFAULT)))
                .isEmpty();
        assertThat(ann.alsoOn("BTC/USDT:USDT").open()).isEmpty();
    }

    @Test
    void a_client_order_id_cannot_be_used_twice() {
        Terms plain = Terms.PLAIN;
        assertThat(ann.send("mine", Side.BUY, atMarket(), "0.01", plain))
                .isInstanceOfSatisfying(
                        Placed.Accepted.class,
                        accepted -> assertThat(accepted.order().clientOrderId()).hasValue("mine"));
        assertThat(ann.send("mine", Side.BUY, atMarket(), "0.01", plain))
                .isInstanceOfSatisfying(
                        Placed.Rejected.class,
                        rejected ->
                                assertThat(rejected.fault().said().orElseThrow().code())
                                        .isEqualTo("duplicate_client_order_id"));
        assertThat(ann.holding("BTC").total()).isEqualByComparingTo("1.00999");
    }

    @Test
    void the_ledger_tells_every_change_with_what_was_before_and_after() {
        ann.placed(Side.BUY, atMarket(), "0.1", Terms.PLAIN);
        List<LedgerEntry> bitcoin =
                ann.ledger().stream().filter(e -> e.currency().code().equals("BTC")).toList();
        assertThat(bitcoin)
                .extracting(LedgerEntry::type)
                .containsExactly("transaction", "trade", "fee");
        assertThat(bitcoin.getLast().info().json())
                .contains("\"before\":\"1.10000000\"", "\"amount\":\"-0.00010000\"");
        assertThat(bitcoin.getLast().after().orElseThrow()).isEqualByComparingTo("1.0999");
    }

    @Test
    void another_replica_and_another_user_reach_the_account_by_its_key() {
        Order order = ann.placed(Side.SELL, at(ann.lastPlusThousandths(2)), "1", Terms.PLAIN);
        var late = new HandMovedClock(Trader.START.plus(Duration.ofDays(30)));
        Trader replica = ann.elsewhere(late);
        assertThat(replica.now(order).progress().state()).hasValue(OrderState.CLOSED);
        // A replica whose clock is behind sees what has been settled and does not undo it.
        assertThat(ann.now(order).progress().state()).hasValue(OrderState.CLOSED);
        KeyHolder other = Trader.key("bob");
        assertThat(
                        answer(
                                ann.connector.openOrders(
                                        other, ann.markets, Optional.empty(), Page.DEFAULT)))
                .isEmpty();
    }

    @Test
    void an_empty_key_is_a_bad_key() {
        assertThat(fault(ann.connector.balance(Trader.key(""))).kind()).isEqualTo(Kind.BAD_KEY);
    }

    @Test
    void histories_are_bounded_and_pages_are_cut() {
        for (int i = 0; i < Account.MAX_CLOSED + 20; i++) {
            ann.placed(i % 2 == 0 ? Side.BUY : Side.SELL, atMarket(), "0.0002", Terms.PLAIN);
            ann.clock.advance(Duration.ofSeconds(1));
        }
        var all =
                answer(ann.connector.orders(ann.keys, ann.markets, Optional.empty(), Page.DEFAULT));
        assertThat(all).hasSize(Account.MAX_CLOSED);
        var since = all.get(100).times().placed();
        var five = new Page(since, Optional.of(5));
        assertThat(answer(ann.connector.orders(ann.keys, ann.markets, Optional.empty(), five)))
                .isEqualTo(all.subList(100, 105));
        var latest = new Page(Optional.empty(), Optional.of(5));
        assertThat(answer(ann.connector.orders(ann.keys, ann.markets, Optional.empty(), latest)))
                .isEqualTo(all.subList(all.size() - 5, all.size()));
        assertThat(ann.ledger()).hasSize(Account.MAX_ENTRIES);
    }
}

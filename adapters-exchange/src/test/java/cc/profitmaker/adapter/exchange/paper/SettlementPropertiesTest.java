package cc.profitmaker.adapter.exchange.paper;

import static cc.profitmaker.adapter.exchange.paper.Trader.answer;
import static cc.profitmaker.adapter.exchange.paper.Trader.at;
import static cc.profitmaker.adapter.exchange.paper.Trader.atMarket;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.HandMovedClock;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class SettlementPropertiesTest {
    private static final List<String> MARKETS =
            List.of("BTC/USDT", "BTC/USDT:USDT", "ETH/USDT:USDT", "ETH/BTC");

    enum Kind {
        MARKET,
        LIMIT,
        POST_ONLY,
        STOP,
        STOP_LIMIT,
        REDUCE,
        LEVER,
        CANCEL
    }

    /** {@code size}: thousandths of what 20,000 USDT buy. */
    record Step(Kind kind, int market, Side side, int thousandths, int size, Duration pause) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, MARKETS.size() - 1),
                        Arbitraries.of(Side.class),
                        Arbitraries.integers().between(-15, 15),
                        Arbitraries.integers().between(1, 3_000),
                        Arbitraries.longs().between(0, 500_000_000).map(Duration::ofMillis))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    /** One account seen from all markets. */
    private static final class Run {
        private final List<Trader> traders = new ArrayList<>();
        private final HandMovedClock clock;

        Run() {
            Trader first = Trader.on(MARKETS.getFirst());
            clock = first.clock;
            MARKETS.forEach(symbol -> traders.add(first.alsoOn(symbol)));
            look();
        }

        void act(Step step) {
            Trader trader = traders.get(step.market());
            BigDecimal price = trader.lastPlusThousandths(step.thousandths());
            BigDecimal lot = trader.market.steps().amount().orElseThrow();
            BigDecimal unit =
                    trader.market.symbol().quote().code().equals("BTC")
                            ? new BigDecimal("0.4")
                            : new BigDecimal("20000");
            String amount =
                    unit.multiply(new BigDecimal(step.size()).movePointLeft(3))
                            .divide(
                                    price.multiply(trader.market.contractSize()),
                                    10,
                                    RoundingMode.DOWN)
                            .divide(lot, 0, RoundingMode.UP)
                            .multiply(lot)
                            .toPlainString();
            switch (step.kind()) {
                case MARKET -> trader.send(step.side(), atMarket(), amount, Terms.PLAIN);
                case LIMIT -> trader.send(step.side(), at(price), amount, Terms.PLAIN);
                case POST_ONLY ->
                        trader.send(step.side(), at(price), amount, Trader.in(TimeInForce.PO));
                case STOP -> trader.send(step.side(), atMarket(), amount, stop(step, price));
                case STOP_LIMIT ->
                        trader.send(
                                step.side(),
                                new Pricing.AtLimit(new Price(price)),
                                amount,
                                stop(step, price));
                case REDUCE -> trader.send(step.side(), atMarket(), amount, Trader.reducing());
                case LEVER ->
                        trader.connector.setLeverage(
                                trader.keys,
                                trader.market,
                                BigDecimal.valueOf(1 + step.size() % 100));
                case CANCEL ->
                        trader.open().stream()
                                .findFirst()
                                .ifPresent(
                                        order ->
                                                trader.connector.cancel(
                                                        trader.keys, trader.market, order.id()));
            }
        }

        private static Terms stop(Step step, BigDecimal price) {
            boolean up = step.thousandths() > 0;
            return Trader.when(
                    up == (step.side() == Side.BUY)
                            ? Trigger.Kind.STOP_LOSS
                            : Trigger.Kind.TAKE_PROFIT,
                    price);
        }

        void look() {
            for (String currency : List.of("USDT", "BTC", "ETH")) {
                var holding = traders.getFirst().holding(currency);
                assertThat(holding.free()).isNotNegative();
                assertThat(holding.used()).isNotNegative();
            }
        }

        AccountState state() {
            return traders.getFirst().state();
        }
    }

    @Property(tries = 60)
    void it_does_not_matter_how_often_an_account_is_looked_at(@ForAll("steps") List<Step> steps) {
        var seldom = new Run();
        var often = new Run();
        for (Step step : steps) {
            seldom.act(step);
            often.act(step);
            seldom.clock.advance(step.pause());
            for (int i = 0; i < 7; i++) {
                often.clock.advance(step.pause().dividedBy(7));
                often.look();
            }
            often.clock.set(seldom.clock.instant());
        }
        seldom.look();
        often.look();
        AccountState left = seldom.state();
        AccountState right = often.state();
        assertThat(left.wallet()).isEqualTo(right.wallet());
        assertThat(left.history()).isEqualTo(right.history());
        assertThat(left.open()).isEqualTo(right.open());
    }

    @Property(tries = 150)
    void nothing_comes_from_nowhere_and_nothing_gets_lost(@ForAll("steps") List<Step> steps) {
        var run = new Run();
        for (Step step : steps) {
            run.act(step);
            run.clock.advance(step.pause());
            run.look();
        }
        AccountState state = run.state();
        Map<String, BigDecimal> fromLedger = new TreeMap<>();
        for (LedgerEntry entry : run.traders.getFirst().ledger()) {
            BigDecimal before = fromLedger.getOrDefault(entry.currency().code(), BigDecimal.ZERO);
            BigDecimal after = before.add(entry.amount());
            assertThat(entry.after().orElseThrow()).isEqualByComparingTo(after);
            fromLedger.put(entry.currency().code(), after);
        }
        Map<String, BigDecimal> fromTrades = fromTrades(run, state);
        state.wallet()
                .balances()
                .forEach(
                        (currency, total) -> {
                            assertThat(total).isEqualByComparingTo(fromLedger.get(currency));
                            assertThat(total).isEqualByComparingTo(fromTrades.get(currency));
                        });
    }

    /** The gift, what trades brought and took, and what positions still hold of it. */
    private static Map<String, BigDecimal> fromTrades(Run run, AccountState state) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        totals.put("USDT", new BigDecimal("10000"));
        totals.put("BTC", BigDecimal.ONE);
        for (int market : List.of(0, 1)) {
            for (Trade trade : run.traders.get(market).trades()) {
                boolean spot = trade.symbol().settle().isEmpty();
                boolean buys = trade.side().equals(Optional.of(Side.BUY));
                BigDecimal amount = trade.amount().value();
                BigDecimal cost = trade.cost();
                totals.merge(
                        trade.symbol().quote().code(),
                        buys ? cost.negate() : cost,
                        BigDecimal::add);
                if (spot) {
                    totals.merge(
                            trade.symbol().base().code(),
                            buys ? amount : amount.negate(),
                            BigDecimal::add);
                }
                trade.own()
                        .fees()
                        .forEach(
                                fee ->
                                        totals.merge(
                                                fee.currency().code(),
                                                fee.cost().negate(),
                                                BigDecimal::add));
            }
        }
        state.wallet()
                .positions()
                .values()
                .forEach(held -> totals.merge("USDT", held.cost(), BigDecimal::add));
        state.history().ledger().stream()
                .filter(entry -> entry.type().equals("insurance"))
                .forEach(entry -> totals.merge("USDT", entry.amount(), BigDecimal::add));
        return totals;
    }

    @Property(tries = 100)
    void no_order_ever_trades_beyond_its_limit_or_its_amount(@ForAll("steps") List<Step> steps) {
        var run = new Run();
        for (Step step : steps) {
            run.act(step);
            run.clock.advance(step.pause());
        }
        for (int market : List.of(0, 1)) {
            Trader trader = run.traders.get(market);
            for (Order order :
                    answer(
                            trader.connector.orders(
                                    trader.keys, trader.markets, Optional.empty(), Page.DEFAULT))) {
                BigDecimal filled = BigDecimal.ZERO;
                for (Trade trade : order.progress().trades()) {
                    filled = filled.add(trade.amount().value());
                    order.kind()
                            .price()
                            .ifPresent(
                                    limit -> {
                                        if (trade.side().equals(Optional.of(Side.BUY))) {
                                            assertThat(trade.price()).isLessThanOrEqualTo(limit);
                                        } else {
                                            assertThat(trade.price()).isGreaterThanOrEqualTo(limit);
                                        }
                                    });
                }
                assertThat(filled)
                        .isEqualByComparingTo(order.progress().filled().orElseThrow().value())
                        .isLessThanOrEqualTo(order.progress().amount().orElseThrow().value());
            }
        }
    }
}

package cc.profitmaker.application.trading;

import static cc.profitmaker.application.testing.Fixtures.BTC_USDT;
import static cc.profitmaker.application.testing.Fixtures.NOON;
import static cc.profitmaker.application.testing.Fixtures.PAPER_SPOT;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.ScriptedExchange;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

class MarketDataTest {
    private static final Symbol UNKNOWN = new Symbol("XXX/YYY");
    private static final Venue NOWHERE =
            new Venue(new ExchangeId("nowhere"), MarketType.SPOT, Environment.LIVE);

    private final ScriptedExchange exchange = ScriptedExchange.withSpotMarkets();
    private final MarketData data = new MarketData(exchange);

    @Test
    void the_exchanges_are_those_of_the_gateway() {
        assertThat(data.exchanges()).containsExactly(new ExchangeId("paper"));
    }

    @Test
    void an_offer_is_capabilities_and_markets() {
        assertThat(data.offer(PAPER_SPOT))
                .isEqualTo(
                        Reply.answered(
                                new MarketData.Offer(
                                        answer(exchange.capabilities(PAPER_SPOT)),
                                        Fixtures.spotMarkets())));
        assertThat(data.open(PAPER_SPOT)).isEqualTo(exchange.capabilities(PAPER_SPOT));
        assertThat(data.market(PAPER_SPOT, BTC_USDT))
                .isEqualTo(Reply.answered(Fixtures.spotMarket(BTC_USDT)));
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void an_unknown_exchange_offers_nothing() {
        assertThat(data.open(NOWHERE)).isEqualTo(Reply.failed(Kind.UNKNOWN_EXCHANGE));
        assertThat(data.offer(NOWHERE)).isEqualTo(Reply.failed(Kind.UNKNOWN_EXCHANGE));
        assertThat(data.market(NOWHERE, BTC_USDT)).isEqualTo(Reply.failed(Kind.UNKNOWN_EXCHANGE));
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void each_question_is_asked_once() {
        exchange.quote("51000");

        assertThat(data.ticker(PAPER_SPOT, BTC_USDT).map(t -> t.range().last()))
                .isEqualTo(Reply.answered(Optional.of(Price.of("51000"))));
        assertThat(data.orderBook(PAPER_SPOT, BTC_USDT, Optional.of(5)).map(b -> b.timestamp()))
                .isEqualTo(Reply.answered(Optional.of(NOON)));
        assertThat(data.trades(PAPER_SPOT, BTC_USDT, Page.DEFAULT))
                .isEqualTo(Reply.answered(List.of()));
        assertThat(data.candles(PAPER_SPOT, BTC_USDT, Timeframe.ONE_MINUTE, Page.DEFAULT))
                .isEqualTo(Reply.answered(List.of()));

        assertThat(exchange.sent).containsExactly("ticker", "orderBook", "trades", "candles");
    }

    @Test
    void nothing_is_sent_for_an_unlisted_symbol() {
        assertThat(data.market(PAPER_SPOT, UNKNOWN)).isEqualTo(Reply.failed(Kind.UNKNOWN_SYMBOL));
        assertThat(data.ticker(PAPER_SPOT, UNKNOWN)).isEqualTo(Reply.failed(Kind.UNKNOWN_SYMBOL));
        assertThat(exchange.sent).isEmpty();
    }

    @Test
    void what_is_not_offered_is_said_to_be_so() {
        exchange.offerOnly(Set.of(Capability.FETCH_TRADES));

        assertThat(data.ticker(PAPER_SPOT, BTC_USDT)).isEqualTo(Reply.failed(Kind.NOT_OFFERED));
    }

    @Test
    void a_failure_is_passed_on() {
        var fault = ExchangeFault.of(Kind.RATE_LIMITED, "429", "slow down");
        exchange.failWith(fault);

        assertThat(data.ticker(PAPER_SPOT, BTC_USDT)).isEqualTo(Reply.<Ticker>failed(fault));
    }

    private static <T> T answer(Reply<T> reply) {
        return switch (reply) {
            case Reply.Answered<T>(var value) -> value;
            case Reply.Failed<T>(var fault) -> throw new AssertionError(fault);
        };
    }
}

package cc.profitmaker.application.trading;

import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;

import java.util.List;
import java.util.Optional;

/** What exchanges tell everybody. Never uses anybody's keys. */
public final class MarketData {
    private final ExchangeGateway exchanges;

    public MarketData(ExchangeGateway exchanges) {
        this.exchanges = exchanges;
    }

    /** All a client needs to know of a venue before it uses it; markets in order of symbol. */
    public record Offer(Capabilities capabilities, List<Market> markets) {}

    public List<ExchangeId> exchanges() {
        return exchanges.exchanges();
    }

    /** Whether the venue exists and is served here, without asking the exchange anything. */
    public Reply<Capabilities> open(Venue venue) {
        return exchanges.capabilities(venue);
    }

    public Reply<Offer> offer(Venue venue) {
        return exchanges
                .capabilities(venue)
                .flatMap(
                        capabilities ->
                                exchanges
                                        .markets(venue)
                                        .map(markets -> new Offer(capabilities, markets)));
    }

    public Reply<Market> market(Venue venue, Symbol symbol) {
        return exchanges.market(venue, symbol);
    }

    public Reply<Ticker> ticker(Venue venue, Symbol symbol) {
        return exchanges.ticker(venue, symbol);
    }

    public Reply<OrderBook> orderBook(Venue venue, Symbol symbol, Optional<Integer> limit) {
        return exchanges.orderBook(venue, symbol, limit);
    }

    public Reply<List<Trade>> trades(Venue venue, Symbol symbol, Page page) {
        return exchanges.trades(venue, symbol, page);
    }

    public Reply<List<Candle>> candles(Venue venue, Symbol symbol, Timeframe timeframe, Page page) {
        return exchanges.candles(venue, symbol, timeframe, page);
    }
}

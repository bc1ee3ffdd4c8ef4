package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.stream.AccountTick;
import cc.profitmaker.domain.stream.Tick;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What streams tell, in the words and structures that calls are answered in. */
public final class Told {
    private Told() {}

    /** As the call that fetches the same would answer it, in UTF-8. */
    public static byte[] write(ObjectMapper json, Tick tick) {
        return bytes(json, view(tick));
    }

    /** As the call that fetches the same would answer it, in UTF-8. */
    public static byte[] write(ObjectMapper json, AccountTick tick) {
        return bytes(
                json,
                switch (tick) {
                    case AccountTick.Orders(var orders) ->
                            orders.stream().map(Views.OrderView::of).toList();
                    case AccountTick.MyTrades(var trades) ->
                            trades.stream().map(Views.TradeView::of).toList();
                    case AccountTick.Positions(var positions) ->
                            positions.stream().map(Views.PositionView::of).toList();
                    case AccountTick.Holdings(var balance) -> Views.balance(balance);
                });
    }

    private static byte[] bytes(ObjectMapper json, Object view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }

    static Object view(Tick tick) {
        return switch (tick) {
            case Tick.Quoted(var ticker) -> Views.TickerView.of(ticker);
            case Tick.Traded(var trades) -> trades.stream().map(Views.TradeView::of).toList();
            case Tick.Book(var book) -> Views.OrderBookView.of(book);
            case Tick.Candles(var candles) -> candles.stream().map(Views::candle).toList();
        };
    }

    /** One sentence for a human. */
    public static String sentence(Decision.Reason reason) {
        return Faults.refused(reason).sentence();
    }

    /** One sentence for a human; nothing of the exchange's own words is in it. */
    public static String sentence(ExchangeFault fault) {
        return Faults.problem(fault).sentence();
    }
}

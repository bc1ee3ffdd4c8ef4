package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Ticker;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Fee;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Side;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.swagger.v3.oas.annotations.media.Schema;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** CCXT's unified structures, name by name; what is not known is null, as CCXT has it. */
final class Views {
    private Views() {}

    @Schema(name = "Ticker")
    record TickerView(
            String symbol,
            Long timestamp,
            String datetime,
            BigDecimal high,
            BigDecimal low,
            BigDecimal bid,
            BigDecimal bidVolume,
            BigDecimal ask,
            BigDecimal askVolume,
            BigDecimal vwap,
            BigDecimal open,
            BigDecimal close,
            BigDecimal last,
            BigDecimal previousClose,
            BigDecimal change,
            BigDecimal percentage,
            BigDecimal average,
            BigDecimal baseVolume,
            BigDecimal quoteVolume,
            BigDecimal markPrice,
            BigDecimal indexPrice,
            @Schema(type = "object") RawPayload info) {
        static TickerView of(Ticker ticker) {
            var quote = ticker.quote();
            var range = ticker.range();
            return new TickerView(
                    ticker.symbol().value(),
                    Times.millis(ticker.timestamp()),
                    Times.iso(ticker.timestamp()),
                    priceOf(range.high()),
                    priceOf(range.low()),
                    priceOf(quote.bid()),
                    amountOf(quote.bidVolume()),
                    priceOf(quote.ask()),
                    amountOf(quote.askVolume()),
                    or(ticker.volume().vwap()),
                    priceOf(range.open()),
                    priceOf(range.last()),
                    priceOf(range.last()),
                    priceOf(range.previousClose()),
                    or(ticker.change().absolute()),
                    or(ticker.change().percentage()),
                    or(ticker.change().average()),
                    amountOf(ticker.volume().base()),
                    or(ticker.volume().quote()),
                    null,
                    null,
                    ticker.info());
        }
    }

    @Schema(name = "OrderBook")
    record OrderBookView(
            String symbol,
            List<List<BigDecimal>> bids,
            List<List<BigDecimal>> asks,
            Long timestamp,
            String datetime,
            Long nonce) {
        static OrderBookView of(OrderBook book) {
            return new OrderBookView(
                    book.symbol().value(),
                    levels(book.bids()),
                    levels(book.asks()),
                    Times.millis(book.timestamp()),
                    Times.iso(book.timestamp()),
                    or(book.nonce()));
        }

        private static List<List<BigDecimal>> levels(List<OrderBook.Level> levels) {
            return levels.stream()
                    .map(level -> List.of(level.price().value(), level.amount().value()))
                    .toList();
        }
    }

    /** CCXT's row: time, open, high, low, close, volume. */
    static List<? extends Number> candle(Candle candle) {
        return List.of(
                candle.openTime().toEpochMilli(),
                candle.open().value(),
                candle.high().value(),
                candle.low().value(),
                candle.close().value(),
                candle.volume().value());
    }

    @Schema(name = "Fee")
    record FeeView(
            String currency,
            BigDecimal cost,
            @JsonInclude(JsonInclude.Include.NON_NULL) BigDecimal rate) {
        private static final FeeView UNKNOWN = new FeeView(null, null, null);

        static FeeView of(Fee fee) {
            return new FeeView(fee.currency().code(), fee.cost(), or(fee.rate()));
        }

        private static List<FeeView> all(List<Fee> fees) {
            return fees.stream().map(FeeView::of).toList();
        }

        /** CCXT has the one fee here, and leaves it open where there are several currencies. */
        private static FeeView only(List<Fee> fees, FeeView none) {
            return fees.size() == 1 ? of(fees.getFirst()) : none;
        }
    }

    @Schema(name = "Trade")
    record TradeView(
            @Schema(type = "object") RawPayload info,
            Long timestamp,
            String datetime,
            String symbol,
            String id,
            String order,
            String type,
            String side,
            String takerOrMaker,
            BigDecimal price,
            BigDecimal amount,
            BigDecimal cost,
            FeeView fee,
            List<FeeView> fees) {
        static TradeView of(Trade trade) {
            var own = trade.own();
            return new TradeView(
                    trade.info(),
                    trade.timestamp().toEpochMilli(),
                    Times.iso(trade.timestamp()),
                    trade.symbol().value(),
                    or(trade.id()),
                    or(own.order().map(OrderId::value)),
                    or(own.type()),
                    or(trade.side().map(Side::ccxt)),
                    or(own.takerOrMaker().map(l -> l.name().toLowerCase(Locale.ROOT))),
                    trade.price().value(),
                    trade.amount().value(),
                    trade.cost(),
                    FeeView.only(own.fees(), FeeView.UNKNOWN),
                    FeeView.all(own.fees()));
        }
    }

    @Schema(name = "Order")
    record OrderView(
            @Schema(type = "object") RawPayload info,
            String id,
            String clientOrderId,
            Long timestamp,
            String datetime,
            Long lastTradeTimestamp,
            Long lastUpdateTimestamp,
            String symbol,
            String type,
            String timeInForce,
            Boolean postOnly,
            Boolean reduceOnly,
            String side,
            BigDecimal price,
            BigDecimal triggerPrice,
            BigDecimal amount,
            BigDecimal cost,
            BigDecimal average,
            BigDecimal filled,
            BigDecimal remaining,
            String status,
            FeeView fee,
            List<TradeView> trades,
            List<FeeView> fees,
            BigDecimal stopPrice,
            BigDecimal takeProfitPrice,
            BigDecimal stopLossPrice) {
        static OrderView of(Order order) {
            var kind = order.kind();
            var progress = order.progress();
            var triggers = kind.triggers();
            return new OrderView(
                    order.info(),
                    order.id().value(),
                    or(order.clientOrderId()),
                    Times.millis(order.times().placed()),
                    Times.iso(order.times().placed()),
                    Times.millis(order.times().lastTrade()),
                    Times.millis(order.times().lastUpdate()),
                    order.symbol().value(),
                    or(kind.type()),
                    or(kind.timeInForce()),
                    or(kind.postOnly()),
                    or(kind.reduceOnly()),
                    or(kind.side().map(Side::ccxt)),
                    priceOf(kind.price()),
                    priceOf(triggers.trigger()),
                    amountOf(progress.amount()),
                    or(progress.cost()),
                    priceOf(progress.average()),
                    amountOf(progress.filled()),
                    amountOf(progress.remaining()),
                    or(progress.state().map(OrderState::ccxt)),
                    FeeView.only(progress.fees(), null),
                    progress.trades().stream().map(TradeView::of).toList(),
                    FeeView.all(progress.fees()),
                    priceOf(triggers.trigger()),
                    priceOf(triggers.takeProfit()),
                    priceOf(triggers.stopLoss()));
        }
    }

    /** CCXT's balance: one entry a currency beside the three columns, so it is a map. */
    static Map<String, Object> balance(Balance balance) {
        Map<String, Object> view = new LinkedHashMap<>();
        Map<String, BigDecimal> free = new LinkedHashMap<>();
        Map<String, BigDecimal> used = new LinkedHashMap<>();
        Map<String, BigDecimal> total = new LinkedHashMap<>();
        view.put("info", balance.info());
        view.put("timestamp", Times.millis(balance.timestamp()));
        view.put("datetime", Times.iso(balance.timestamp()));
        balance.holdings().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().code()))
                .forEach(
                        entry -> {
                            String code = entry.getKey().code();
                            Balance.Holding holding = entry.getValue();
                            view.put(code, HoldingView.of(holding));
                            free.put(code, holding.free());
                            used.put(code, holding.used());
                            total.put(code, holding.total());
                        });
        view.put("free", free);
        view.put("used", used);
        view.put("total", total);
        return view;
    }

    record HoldingView(BigDecimal free, BigDecimal used, BigDecimal total) {
        static HoldingView of(Balance.Holding holding) {
            return new HoldingView(holding.free(), holding.used(), holding.total());
        }
    }

    @Schema(name = "Position")
    record PositionView(
            @Schema(type = "object") RawPayload info,
            String id,
            String symbol,
            Long timestamp,
            String datetime,
            String side,
            BigDecimal contracts,
            BigDecimal contractSize,
            BigDecimal notional,
            BigDecimal leverage,
            BigDecimal entryPrice,
            BigDecimal markPrice,
            BigDecimal lastPrice,
            BigDecimal liquidationPrice,
            BigDecimal collateral,
            BigDecimal initialMargin,
            BigDecimal initialMarginPercentage,
            BigDecimal maintenanceMargin,
            BigDecimal maintenanceMarginPercentage,
            BigDecimal unrealizedPnl,
            BigDecimal realizedPnl,
            BigDecimal marginRatio,
            String marginMode,
            BigDecimal percentage,
            Boolean hedged,
            Long lastUpdateTimestamp,
            BigDecimal stopLossPrice,
            BigDecimal takeProfitPrice) {
        static PositionView of(Position position) {
            var size = position.size();
            var margin = position.margin();
            return new PositionView(
                    position.info(),
                    or(position.id()),
                    position.symbol().value(),
                    Times.millis(position.timestamp()),
                    Times.iso(position.timestamp()),
                    size.direction().name().toLowerCase(Locale.ROOT),
                    size.contracts().value(),
                    size.contractSize(),
                    size.notional(),
                    or(margin.leverage()),
                    priceOf(position.prices().entry()),
                    priceOf(position.prices().mark()),
                    null,
                    priceOf(position.prices().liquidation()),
                    null,
                    or(margin.initial()),
                    null,
                    or(margin.maintenance()),
                    null,
                    or(margin.unrealizedPnl()),
                    null,
                    null,
                    margin.mode().ccxt(),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    @Schema(name = "LedgerEntry")
    record LedgerView(
            @Schema(type = "object") RawPayload info,
            String id,
            Long timestamp,
            String datetime,
            String direction,
            String account,
            String referenceId,
            String referenceAccount,
            String type,
            String currency,
            BigDecimal amount,
            BigDecimal before,
            BigDecimal after,
            String status,
            FeeView fee) {
        static LedgerView of(LedgerEntry entry) {
            return new LedgerView(
                    entry.info(),
                    entry.id(),
                    entry.timestamp().toEpochMilli(),
                    Times.iso(entry.timestamp()),
                    entry.amount().signum() < 0 ? "out" : "in",
                    null,
                    or(entry.referenceId()),
                    null,
                    entry.type(),
                    entry.currency().code(),
                    entry.amount().abs(),
                    null,
                    or(entry.after()),
                    null,
                    null);
        }
    }

    @Schema(name = "Leverage")
    record LeverageView(
            @Schema(type = "object") RawPayload info,
            String symbol,
            String marginMode,
            BigDecimal longLeverage,
            BigDecimal shortLeverage) {
        static LeverageView of(Leverage leverage) {
            return new LeverageView(
                    leverage.info(),
                    leverage.symbol().value(),
                    leverage.mode().ccxt(),
                    leverage.value(),
                    leverage.value());
        }
    }

    static <T> T or(Optional<T> value) {
        return value.orElse(null);
    }

    private static BigDecimal priceOf(Optional<Price> price) {
        return price.map(Price::value).orElse(null);
    }

    private static BigDecimal amountOf(Optional<Quantity> amount) {
        return amount.map(Quantity::value).orElse(null);
    }
}

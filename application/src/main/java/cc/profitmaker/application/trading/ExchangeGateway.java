package cc.profitmaker.application.trading;

import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.Candle;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Currency;
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
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.LookUp;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Sought;
import cc.profitmaker.domain.vault.KeyReport;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Exchanges, in CCXT's unified terms. There is no withdrawal: what is not there cannot be abused.
 *
 * <p>Every method may be called from any thread and blocks until the exchange answered or the time
 * is over. None throws for anything an exchange does or fails to do: that is a {@link
 * Reply.Failed}. What a venue does not offer is {@code NOT_OFFERED}; a symbol that is not in the
 * venue's market list is {@code UNKNOWN_SYMBOL} and nothing is sent. A call is sent at most once:
 * no method repeats a request that may have reached the exchange, and none follows a redirect.
 *
 * <p>Private methods demand a permit for exactly their operation, and use the credential for this
 * call and for the client cache that belongs to the permit's holder; never for anybody else.
 */
public interface ExchangeGateway {

    /** CCXT ids, in alphabetical order. */
    List<ExchangeId> exchanges();

    /** Fails with the {@code UNKNOWN_EXCHANGE}, {@code NO_SUCH_MARKET_TYPE}, {@code NO_SANDBOX}. */
    Reply<Capabilities> capabilities(Venue venue);

    /** In the order of their symbols. Kept for a while: a list may be some minutes old. */
    Reply<List<Market>> markets(Venue venue);

    Reply<Market> market(Venue venue, Symbol symbol);

    Reply<Ticker> ticker(Venue venue, Symbol symbol);

    /**
     * The best bids and asks.
     *
     * @param limit levels on each side; empty: the exchange's default
     */
    Reply<OrderBook> orderBook(Venue venue, Symbol symbol, Optional<Integer> limit);

    /** Oldest first. */
    Reply<List<Trade>> trades(Venue venue, Symbol symbol, Page page);

    /** Oldest first; the last one may still be open. */
    Reply<List<Candle>> candles(Venue venue, Symbol symbol, Timeframe timeframe, Page page);

    Reply<Balance> balance(Venue venue, Permit permit, ApiCredential credential);

    /** Oldest first. Some exchanges need the symbol: {@code SYMBOL_NEEDED} without. */
    Reply<List<Order>> orders(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page);

    /** Oldest first. */
    Reply<List<Order>> openOrders(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page);

    /** Oldest first. Some exchanges need the symbol: {@code SYMBOL_NEEDED} without. */
    Reply<List<Trade>> myTrades(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Symbol> symbol,
            Page page);

    /**
     * Open positions, in order of symbol.
     *
     * @param symbols empty: all
     */
    Reply<List<Position>> positions(
            Venue venue, Permit permit, ApiCredential credential, Set<Symbol> symbols);

    /** Oldest first. */
    Reply<List<LedgerEntry>> ledger(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Optional<Currency> code,
            Page page);

    /**
     * The leverage in force, in order of symbol.
     *
     * @param symbols empty: all
     */
    Reply<List<Leverage>> leverages(
            Venue venue, Permit permit, ApiCredential credential, Set<Symbol> symbols);

    /**
     * Sets the leverage of one market.
     *
     * @param leverage within the market's limits
     */
    Reply<Leverage> setLeverage(
            Venue venue,
            Permit permit,
            ApiCredential credential,
            Symbol symbol,
            BigDecimal leverage);

    /**
     * Sends the order once, with its client order id; not at all when it is late. The ticket has
     * been {@linkplain cc.profitmaker.domain.order.OrderRules#fit fitted} to the market.
     */
    Placed place(Venue venue, Permit permit, ApiCredential credential, Dispatch order);

    /**
     * What the key itself may do. {@link KeyReport#SILENT} where the exchange does not tell.
     *
     * @param exchange asked at its live host
     */
    Reply<KeyReport> inspect(ExchangeId exchange, Permit permit, ApiCredential credential);

    /**
     * What became of an order we sent, also long after it was filled; a read. An order that is
     * found bears that name.
     */
    Reply<LookUp> lookUp(
            Venue venue, Permit permit, ApiCredential credential, Symbol symbol, Sought order);

    /** The order as the exchange tells of it after the cancel. */
    Reply<Order> cancel(
            Venue venue, Permit permit, ApiCredential credential, OrderId order, Symbol symbol);
}

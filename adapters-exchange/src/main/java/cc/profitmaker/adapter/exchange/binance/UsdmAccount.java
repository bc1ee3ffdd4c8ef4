package cc.profitmaker.adapter.exchange.binance;

import static cc.profitmaker.adapter.exchange.binance.UsdmDesk.VALID_MILLIS;

import cc.profitmaker.adapter.exchange.Books;
import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Leveraged;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.adapter.exchange.wire.Rows;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What an account holds, how it came about, and the leverage it trades with. */
final class UsdmAccount implements Books, Leveraged {
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final BigDecimal MOST_LEVERAGE = new BigDecimal("125");

    private final UsdmDesk desk;
    private final UsdmHistory history;
    private final UsdmRest rest;
    private final PrivateFeed own;

    UsdmAccount(UsdmDesk desk, UsdmHistory history, URI origin, Upstream upstream) {
        this.desk = desk;
        this.history = history;
        rest = RestInvoker.proxy(UsdmRest.class, upstream.http(), origin, LONGEST_ANSWER);
        own = new UsdmPrivateFeed(desk, origin, upstream);
    }

    @Override
    public Optional<PrivateFeed> privateFeed() {
        return Optional.of(own);
    }

    @Override
    public Reply<List<Order>> openOrders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return history.openOrders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Order>> orders(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return history.orders(keys, markets, market, page);
    }

    @Override
    public Reply<List<Trade>> myTrades(
            KeyHolder keys, MarketList markets, Optional<Market> market, Page page) {
        return history.myTrades(keys, market, page);
    }

    @Override
    public Reply<Balance> balance(KeyHolder keys) {
        return desk.ask(
                keys,
                (own, now) -> rest.account(VALID_MILLIS, now, own.key(), own.signature()),
                body -> UsdmHoldings.balance(JsonFields.read(body)));
    }

    @Override
    public Reply<List<Position>> positions(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return desk.ask(
                keys,
                (own, now) -> rest.positions(VALID_MILLIS, now, own.key(), own.signature()),
                body ->
                        ofMarkets(body, markets, wanted, UsdmHoldings::position).stream()
                                .flatMap(Optional::stream)
                                .toList());
    }

    @Override
    public Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        return desk.ask(
                keys,
                (own, now) ->
                        rest.configurations(null, VALID_MILLIS, now, own.key(), own.signature()),
                body -> ofMarkets(body, markets, wanted, UsdmHoldings::leverage));
    }

    /**
     * The answer to a new leverage does not tell the margin mode, which stays as it is; so it is
     * asked for first, and nothing is set when it is not told.
     */
    @Override
    public Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        if (leverage.stripTrailingZeros().scale() > 0 || leverage.compareTo(MOST_LEVERAGE) > 0) {
            // It counts in whole numbers, and CCXT asks for no more than this.
            return Reply.failed(Kind.REFUSED);
        }
        return mode(keys, market)
                .flatMap(
                        told ->
                                desk.ask(
                                        keys,
                                        (own, now) ->
                                                rest.leverage(
                                                        id(market),
                                                        leverage.intValueExact(),
                                                        VALID_MILLIS,
                                                        now,
                                                        own.key(),
                                                        own.signature()),
                                        body -> {
                                            JsonFields set = JsonFields.read(body);
                                            return new Leverage(
                                                    market.symbol(),
                                                    told,
                                                    set.needDecimal("leverage"),
                                                    set.raw());
                                        }));
    }

    private Reply<MarginMode> mode(KeyHolder keys, Market market) {
        return desk.ask(
                keys,
                (own, now) ->
                        rest.configurations(
                                id(market), VALID_MILLIS, now, own.key(), own.signature()),
                body ->
                        JsonFields.read(body).elements().stream()
                                .filter(row -> row.need("symbol").equals(id(market)))
                                .map(UsdmHoldings::mode)
                                .findFirst()
                                .orElseThrow(() -> new Nonsense("no settings of it")));
    }

    @Override
    public Reply<List<LedgerEntry>> ledger(KeyHolder keys, Optional<Currency> code, Page page) {
        return desk.ask(
                keys,
                (own, now) ->
                        rest.income(
                                page.since().map(Instant::toEpochMilli).orElse(null),
                                page.limit().orElse(null),
                                VALID_MILLIS,
                                now,
                                own.key(),
                                own.signature()),
                body ->
                        Rows.page(
                                JsonFields.read(body).elements().stream()
                                        .flatMap(row -> UsdmHoldings.entry(row).stream())
                                        .filter(
                                                entry ->
                                                        code.map(entry.currency()::equals)
                                                                .orElse(true))
                                        .toList(),
                                LedgerEntry::timestamp,
                                page));
    }

    /** Rows of markets that are not in the list have no unified symbol and are left out. */
    private static <T> List<T> ofMarkets(
            HttpOutcome.Body body,
            MarketList markets,
            List<Market> wanted,
            BiFunction<JsonFields, Market, T> row) {
        return JsonFields.read(body).elements().stream()
                .flatMap(
                        fields ->
                                markets
                                        .findById(fields.need("symbol"))
                                        .filter(m -> wanted.isEmpty() || wanted.contains(m))
                                        .map(market -> row.apply(fields, market))
                                        .stream())
                .toList();
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.Leveraged;
import cc.profitmaker.adapter.exchange.MarketList;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.account.MarginMode;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads and sets the leverage of cross margin, which KuCoin keeps for each market. */
final class KucoinFuturesLeverages implements Leveraged {
    private static final int LONGEST_ANSWER = 4 << 20;

    private final KucoinDesk desk;
    private final KucoinFuturesRest rest;

    KucoinFuturesLeverages(KucoinDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(KucoinFuturesRest.class, upstream.http(), origin, LONGEST_ANSWER);
    }

    /** Of cross margin, which KuCoin keeps for each market; the others have it in each order. */
    @Override
    public Reply<List<Leverage>> leverages(
            KeyHolder keys, MarketList markets, List<Market> wanted) {
        if (wanted.isEmpty()) {
            return Reply.failed(Kind.SYMBOL_NEEDED);
        }
        Reply<List<Leverage>> all = Reply.answered(List.of());
        for (Market market : wanted) {
            all = all.flatMap(known -> leverage(keys, market).map(next -> with(known, next)));
        }
        return all;
    }

    private static <T> List<T> with(List<T> known, T next) {
        var all = new ArrayList<T>(known);
        all.add(next);
        return List.copyOf(all);
    }

    private Reply<Leverage> leverage(KeyHolder keys, Market market) {
        return desk.ask(
                keys,
                signature -> rest.leverage(id(market), signature),
                body ->
                        new Leverage(
                                market.symbol(),
                                MarginMode.CROSS,
                                KucoinData.in(body).needDecimal("leverage"),
                                KucoinData.in(body).raw()));
    }

    @Override
    public Reply<Leverage> setLeverage(KeyHolder keys, Market market, BigDecimal leverage) {
        return desk.ask(
                keys,
                signature ->
                        rest.setLeverage(
                                Map.of(
                                        "symbol",
                                        id(market),
                                        "leverage",
                                        leverage.stripTrailingZeros().toPlainString()),
                                signature),
                body -> {
                    JsonFields answer = JsonFields.read(body);
                    if (!answer.truth("data").orElse(false)) {
                        throw new Nonsense("data is not true");
                    }
                    return new Leverage(market.symbol(), MarginMode.CROSS, leverage, answer.raw());
                });
    }

    private static String id(Market market) {
        return market.ids().market();
    }
}

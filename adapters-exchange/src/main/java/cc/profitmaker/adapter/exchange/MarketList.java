package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Symbol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The markets of one venue, found by unified symbol or by the exchange's own id. Immutable. */
public final class MarketList {
    private final List<Market> inOrder;
    private final Map<Symbol, Market> bySymbol = new HashMap<>();
    private final Map<String, Market> byId = new HashMap<>();

    public MarketList(List<Market> markets) {
        var sorted = new ArrayList<>(markets);
        sorted.sort(Comparator.comparing(market -> market.symbol().value()));
        inOrder = List.copyOf(sorted);
        for (Market market : inOrder) {
            bySymbol.put(market.symbol(), market);
            byId.put(market.ids().market(), market);
        }
    }

    /** In order of symbol. */
    public List<Market> all() {
        return inOrder;
    }

    public Optional<Market> find(Symbol symbol) {
        return Optional.ofNullable(bySymbol.get(symbol));
    }

    public Optional<Market> findById(String exchangeMarketId) {
        return Optional.ofNullable(byId.get(exchangeMarketId));
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says what a test wrote down: its list and map are open. */
public final class ScriptedUpstreams implements Upstreams {
    public final List<Standing> standings = new CopyOnWriteArrayList<>();
    public final Map<ExchangeId, Reply<Integer>> checks = new ConcurrentHashMap<>();

    @Override
    public List<Standing> standings() {
        return List.copyOf(standings);
    }

    @Override
    public Reply<Integer> check(ExchangeId exchange) {
        return checks.getOrDefault(exchange, Reply.failed(Kind.UNKNOWN_EXCHANGE));
    }
}

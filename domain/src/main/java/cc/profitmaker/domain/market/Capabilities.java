package cc.profitmaker.domain.market;

import cc.profitmaker.domain.order.OrderParam;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one venue offers. What is not listed is not offered. Time frames are in ascending order of
 * length; {@code orderParams} is the allow-list of {@code params} on {@code createOrder}.
 */
public record Capabilities(
        Map<Capability, Support> has, List<Timeframe> timeframes, Set<OrderParam> orderParams) {

    public Capabilities {
        var all = new EnumMap<Capability, Support>(Capability.class);
        for (Capability capability : Capability.values()) {
            all.put(capability, has.getOrDefault(capability, Support.NONE));
        }
        has = Map.copyOf(all);
        timeframes = List.copyOf(timeframes);
        orderParams = Set.copyOf(orderParams);
    }

    public boolean offers(Capability capability) {
        return has.get(capability) != Support.NONE;
    }
}

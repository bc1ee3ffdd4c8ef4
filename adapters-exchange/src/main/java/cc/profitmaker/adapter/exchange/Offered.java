package cc.profitmaker.adapter.exchange;

import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Timeframe;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Puts together what a connector offers. */
public final class Offered {
    private Offered() {}

    /** What the exchange itself has, and what is made here of what it has. */
    public static Map<Capability, Support> of(Set<Capability> theirs, Set<Capability> emulated) {
        var all = new EnumMap<Capability, Support>(Capability.class);
        theirs.forEach(capability -> all.put(capability, Support.NATIVE));
        emulated.forEach(capability -> all.put(capability, Support.EMULATED));
        return all;
    }

    /** The exchange's words for time frames, in the order given: name, word, name, word. */
    public static Map<Timeframe, String> timeframes(String... pairs) {
        var words = new LinkedHashMap<Timeframe, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(new Timeframe(pairs[i]), pairs[i + 1]);
        }
        return words;
    }
}

package cc.profitmaker.adapter.exchange.binance;

import cc.profitmaker.adapter.exchange.feed.Depth;
import cc.profitmaker.adapter.exchange.feed.Reads;
import cc.profitmaker.adapter.exchange.feed.Translation;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Symbol;

/** Binance's published procedure, "How to manage a local order book correctly". */
final class BinanceDepth {
    /** Ten a second: far longer than a read may take. */
    private static final int MOST_HELD = 1000;

    private BinanceDepth() {}

    static Translation of(Reads reads, Symbol symbol, Depth.Numbering numbering) {
        return new Depth(
                reads, symbol, new Depth.Manner(numbering, MOST_HELD), BinanceDepth::change);
    }

    private static Depth.Change change(JsonFields fields) {
        return new Depth.Change(
                fields.whole("U").orElseThrow(() -> new Nonsense("U is missing")),
                fields.whole("u").orElseThrow(() -> new Nonsense("u is missing")),
                fields.whole("pu"),
                fields.time("E"),
                BinanceQuotes.levels(fields.list("b")),
                BinanceQuotes.levels(fields.list("a")));
    }
}

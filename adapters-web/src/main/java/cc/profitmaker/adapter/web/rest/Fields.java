package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.rest.Requests.Query;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the fields of a request into the domain's types, once; what does not fit is a 400. */
final class Fields {
    private static final long YEAR_10000 = 253_402_300_800_000L;

    private Fields() {}

    static Symbol symbol(String text) {
        if (text == null) {
            throw Malformed.field("symbol", "is missing");
        }
        return parsed("symbol", "must be a unified symbol like BTC/USDT", Symbol::parse, text);
    }

    static Optional<Symbol> possibleSymbol(String text) {
        return text == null ? Optional.empty() : Optional.of(symbol(text));
    }

    /** In the order given. */
    static List<Symbol> symbols(List<String> texts, int most) {
        if (texts == null) {
            return List.of();
        }
        if (texts.size() > most) {
            throw Malformed.field("symbols", "must have at most " + most + " entries");
        }
        Set<Symbol> symbols = new LinkedHashSet<>();
        for (String text : texts) {
            if (text == null || !symbols.add(symbol(text))) {
                throw Malformed.field("symbols", "must name different markets");
            }
        }
        return List.copyOf(symbols);
    }

    static Page page(Query query) {
        return new Page(since(query.since()), limit(query.limit()));
    }

    static Optional<Integer> limit(Integer limit) {
        if (limit != null && (limit < 1 || limit > Page.MAX)) {
            throw Malformed.field("limit", "must be 1 to " + Page.MAX);
        }
        return Optional.ofNullable(limit);
    }

    private static Optional<Instant> since(Long since) {
        if (since != null && (since < 0 || since >= YEAR_10000)) {
            throw Malformed.field("since", "must be milliseconds since 1970");
        }
        return Optional.ofNullable(since).map(Instant::ofEpochMilli);
    }

    static Timeframe timeframe(String text) {
        return text == null
                ? Timeframe.ONE_MINUTE
                : parsed("timeframe", "must be like 1m, 4h or 1d", Timeframe::parse, text);
    }

    static Optional<Currency> currency(String text) {
        return text == null
                ? Optional.empty()
                : Optional.of(parsed("code", "must be a currency code", Currency::parse, text));
    }

    static <T> T parsed(
            String field, String rule, Function<String, Optional<T>> parser, String text) {
        if (text == null) {
            throw Malformed.field(field, "is missing");
        }
        return parser.apply(text).orElseThrow(() -> Malformed.field(field, rule));
    }
}

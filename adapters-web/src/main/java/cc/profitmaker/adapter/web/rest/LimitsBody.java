package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Symbol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

import io.swagger.v3.oas.annotations.media.Schema;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of a grant. Unlike everywhere else an unknown field is refused: a misspelt limit would
 * otherwise be a grant without one.
 */
@JsonDeserialize(using = LimitsBody.Reader.class)
@Schema(
        type = "object",
        name = "GrantLimits",
        description =
                "symbols: [BTC/USDT, ...]; max_notional and daily_notional: {USDT: amount};"
                        + " max_leverage: a number from 1")
record LimitsBody(GrantLimits limits) {
    private static final int MOST = 200;

    static final class Reader extends JsonDeserializer<LimitsBody> {
        @Override
        public LimitsBody deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            if (!in.hasToken(JsonToken.START_OBJECT)) {
                return (LimitsBody) context.handleUnexpectedToken(LimitsBody.class, in);
            }
            Optional<Set<Symbol>> symbols = Optional.empty();
            Map<Currency, BigDecimal> most = Map.of();
            Map<Currency, BigDecimal> daily = Map.of();
            Optional<BigDecimal> leverage = Optional.empty();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                if (in.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (name) {
                    case "symbols" -> symbols = Optional.of(symbols(in, context));
                    case "max_notional" -> most = amounts(in, context, name);
                    case "daily_notional" -> daily = amounts(in, context, name);
                    case "max_leverage" -> leverage = Optional.of(leverage(in, context));
                    default ->
                            throw Malformed.field(
                                    "limits",
                                    "has symbols, max_notional, daily_notional, max_leverage and"
                                            + " nothing else");
                }
            }
            return new LimitsBody(new GrantLimits(symbols, most, daily, leverage));
        }

        private static Set<Symbol> symbols(JsonParser in, DeserializationContext context)
                throws IOException {
            String[] texts = context.readValue(in, String[].class);
            if (texts.length == 0 || texts.length > MOST) {
                throw Malformed.field("limits.symbols", "must have 1 to " + MOST + " entries");
            }
            Set<Symbol> symbols = new LinkedHashSet<>();
            for (String text : texts) {
                symbols.add(
                        Fields.parsed(
                                "limits.symbols",
                                "must be unified symbols like BTC/USDT",
                                Symbol::parse,
                                text));
            }
            return symbols;
        }

        private static Map<Currency, BigDecimal> amounts(
                JsonParser in, DeserializationContext context, String name) throws IOException {
            if (!in.hasToken(JsonToken.START_OBJECT)) {
                throw Malformed.field("limits." + name, "must be like {\"USDT\": 1000}");
            }
            Map<Currency, BigDecimal> amounts = new HashMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                Currency currency =
                        Fields.parsed(
                                "limits." + name,
                                "must name currencies",
                                Currency::parse,
                                in.currentName());
                in.nextToken();
                BigDecimal amount = context.readValue(in, BigDecimal.class);
                if (amount == null || amount.signum() < 0 || amounts.size() == MOST) {
                    throw Malformed.field("limits." + name, "must have amounts of zero or more");
                }
                amounts.put(currency, amount);
            }
            if (amounts.isEmpty()) {
                throw Malformed.field("limits." + name, "must name a currency");
            }
            return amounts;
        }

        private static BigDecimal leverage(JsonParser in, DeserializationContext context)
                throws IOException {
            BigDecimal most = context.readValue(in, BigDecimal.class);
            if (most == null || most.compareTo(BigDecimal.ONE) < 0) {
                throw Malformed.field("limits.max_leverage", "must be 1 or more");
            }
            return most;
        }
    }
}

package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a client may say: the whole of it. What does not fit is never quoted back. */
sealed interface ClientFrame {
    int LONGEST_TOKEN = 8 * 1024;

    record Authenticate(Secret token) implements ClientFrame {}

    record Subscribe(Topic topic) implements ClientFrame {}

    /** {@code subscribe} to a balance, which follows the private rules. */
    record SubscribeBalance(AccountId account, Venue venue, String symbol) implements ClientFrame {}

    record Unsubscribe(String subscriptionId) implements ClientFrame {}

    record SubscribePrivately(AccountId account, Venue venue, Symbol symbol)
            implements ClientFrame {}

    record UnsubscribePrivately(String subscriptionId) implements ClientFrame {}

    /** What a page did with a command; nobody waits for it here yet. */
    record CommandResult() implements ClientFrame {}

    /**
     * No such event, or one that does not fit.
     *
     * @param answer the event to answer with
     * @param sentence what is wrong with it
     */
    record Misunderstood(String answer, String sentence) implements ClientFrame {}

    /** Carries the sentence out of the parsing below, and no further. */
    final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unfit(String sentence) {
            super(sentence, null, false, false);
        }
    }

    static ClientFrame read(String event, JsonNode data) {
        return switch (event) {
            case "authenticate" -> fit(ServerFrame.AUTH_ERROR, () -> authenticate(data));
            case "subscribe" -> fit(ServerFrame.SUBSCRIPTION_ERROR, () -> subscribe(data));
            case "unsubscribe" ->
                    fit(ServerFrame.UNSUBSCRIBE_ERROR, () -> new Unsubscribe(id(data)));
            case "private:subscribe" -> fit(ServerFrame.PRIVATE_ERROR, () -> privately(data));
            case "private:unsubscribe" ->
                    fit(ServerFrame.PRIVATE_ERROR, () -> new UnsubscribePrivately(id(data)));
            case "ui:command:result" -> new CommandResult();
            default -> new Misunderstood(ServerFrame.ERROR, "There is no such event.");
        };
    }

    private static ClientFrame fit(String answer, Supplier<ClientFrame> reading) {
        try {
            return reading.get();
        } catch (Unfit e) {
            return new Misunderstood(answer, e.getMessage());
        }
    }

    private static ClientFrame authenticate(JsonNode data) {
        String token = text(data, "token").orElseThrow(() -> missing("token"));
        if (token.isBlank() || token.length() > LONGEST_TOKEN) {
            throw new Unfit("token is no token.");
        }
        return new Authenticate(Secret.of(token.strip()));
    }

    private static ClientFrame subscribe(JsonNode data) {
        String type = text(data, "dataType").orElseThrow(() -> missing("dataType"));
        if (type.equals("balance")) {
            String symbol = text(data, "symbol").orElse("");
            Optional<Symbol> market = Symbol.parse(symbol);
            return new SubscribeBalance(account(data), venue(data, market), symbol);
        }
        DataType known =
                DataType.of(type)
                        .orElseThrow(
                                () ->
                                        new Unfit(
                                                "dataType must be ticker, trades, orderbook, ohlcv"
                                                        + " or balance."));
        Symbol symbol = symbol(data);
        return new Subscribe(
                new Topic(
                        venue(data, Optional.of(symbol)),
                        symbol,
                        known,
                        known == DataType.OHLCV ? Optional.of(timeframe(data)) : Optional.empty()));
    }

    private static ClientFrame privately(JsonNode data) {
        Symbol symbol = symbol(data);
        return new SubscribePrivately(account(data), venue(data, Optional.of(symbol)), symbol);
    }

    private static Timeframe timeframe(JsonNode data) {
        return text(data, "timeframe")
                .map(text -> parsed("timeframe must be like 1m, 4h or 1d.", Timeframe::parse, text))
                .orElse(Timeframe.ONE_MINUTE);
    }

    private static Symbol symbol(JsonNode data) {
        return parsed(
                "symbol must be a unified symbol like BTC/USDT.",
                Symbol::parse,
                text(data, "symbol").orElseThrow(() -> missing("symbol")));
    }

    private static AccountId account(JsonNode data) {
        return parsed(
                "There is no such account.",
                AccountId::parse,
                text(data, "accountId").orElseThrow(() -> missing("accountId")));
    }

    /** A contract's symbol says that it is one: only others are on spot when nothing is said. */
    private static Venue venue(JsonNode data, Optional<Symbol> symbol) {
        JsonNode config = data.path("config");
        refuseKeys(config);
        ExchangeId exchange =
                parsed(
                        "This server has no such exchange.",
                        ExchangeId::parse,
                        text(data, "exchangeId").orElseThrow(() -> missing("exchangeId")));
        MarketType market =
                text(config, "marketType")
                        .or(() -> text(data, "market"))
                        .map(
                                text ->
                                        parsed(
                                                "marketType must be spot, margin, swap, future or"
                                                        + " option.",
                                                MarketType::parse,
                                                text))
                        .orElseGet(() -> symbol.map(MarketType::of).orElse(MarketType.SPOT));
        return new Venue(
                exchange,
                market,
                config.path("sandbox").asBoolean(false) ? Environment.SANDBOX : Environment.LIVE);
    }

    Set<String> KEY_FIELDS =
            Set.of(
                    "apikey",
                    "secret",
                    "apisecret",
                    "password",
                    "passphrase",
                    "privatekey",
                    "token",
                    "walletaddress",
                    "uid");

    /** Keys have no business on a socket; nothing of them is looked at. */
    private static void refuseKeys(JsonNode config) {
        for (var field : config.properties()) {
            if (KEY_FIELDS.contains(
                    field.getKey().toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""))) {
                throw new Unfit("config is for routing only: a key must not be in it.");
            }
        }
    }

    private static String id(JsonNode data) {
        return text(data, "subscriptionId").orElseThrow(() -> missing("subscriptionId"));
    }

    private static Unfit missing(String field) {
        return new Unfit(field + " is missing, or no text.");
    }

    private static <T> T parsed(String rule, Function<String, Optional<T>> parser, String text) {
        return parser.apply(text).orElseThrow(() -> new Unfit(rule));
    }

    private static Optional<String> text(JsonNode data, String field) {
        JsonNode found = data.path(field);
        return found.isTextual() ? Optional.of(found.textValue()) : Optional.empty();
    }
}

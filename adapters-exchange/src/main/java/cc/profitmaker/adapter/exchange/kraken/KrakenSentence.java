package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Decimals;
import cc.profitmaker.domain.market.Price;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An order in a sentence: {@code sell 0.28 ETHUSDT @ stop loss 2677.00 -> limit 2577.00 with 5:1
 * leverage}. The answer to a new order has no more than this.
 *
 * @param type with a dash, as Kraken writes it elsewhere: {@code stop-loss-limit}
 * @param trigger of a stop loss and a take profit
 */
record KrakenSentence(
        String side,
        BigDecimal amount,
        String type,
        Optional<Price> trigger,
        Optional<Price> limit) {

    static KrakenSentence of(String sentence) {
        List<String> words = List.of(sentence.split(" ", -1));
        if (words.size() < 5) {
            throw new Nonsense("descr.order is no sentence");
        }
        BigDecimal amount =
                Decimals.parse(words.get(1))
                        .orElseThrow(() -> new Nonsense("no amount in descr.order"));
        String kind = words.get(4);
        if (kind.equals("limit") || kind.equals("market")) {
            return new KrakenSentence(
                    words.getFirst(), amount, kind, Optional.empty(), price(words, 5));
        }
        String waits = kind + (words.size() > 5 ? "-" + words.get(5) : "");
        boolean known = waits.equals("stop-loss") || waits.equals("take-profit");
        boolean limited = words.contains("limit");
        return new KrakenSentence(
                words.getFirst(),
                amount,
                limited ? waits + "-limit" : waits,
                known ? price(words, 6) : Optional.empty(),
                known && limited ? price(words, 9) : Optional.empty());
    }

    private static Optional<Price> price(List<String> words, int index) {
        return index < words.size()
                ? KrakenOrders.positive(Decimals.parse(words.get(index)))
                : Optional.empty();
    }
}

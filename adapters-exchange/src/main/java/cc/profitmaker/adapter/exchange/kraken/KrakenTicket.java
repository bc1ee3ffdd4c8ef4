package cc.profitmaker.adapter.exchange.kraken;

import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.TimeInForce;
import cc.profitmaker.domain.order.Trigger;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A ticket in Kraken's words.
 *
 * @param price the trigger's for an order that waits for one, else the limit
 * @param limit the limit of an order that waits for a trigger
 */
record KrakenTicket(
        String type,
        Optional<String> price,
        Optional<String> limit,
        Optional<String> timeInForce,
        boolean postOnly) {
    private static final int LONGEST_TEXT = 18;
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /**
     * Empty for what Kraken has no order for: fill-or-kill, a time in force or post-only at market,
     * and post-only for an order that waits for its trigger.
     */
    static Optional<KrakenTicket> of(OrderTicket ticket) {
        Optional<TimeInForce> wanted = ticket.terms().timeInForce();
        Optional<Trigger> trigger = ticket.terms().trigger();
        Optional<String> limit = ticket.pricing().limit().map(KrakenTicket::plain);
        boolean postOnly = wanted.filter(TimeInForce.PO::equals).isPresent();
        boolean unknown =
                wanted.filter(TimeInForce.FOK::equals).isPresent()
                        || (limit.isEmpty() && wanted.isPresent())
                        || (postOnly && trigger.isPresent());
        if (unknown) {
            return Optional.empty();
        }
        return Optional.of(
                new KrakenTicket(
                        type(ticket.pricing(), trigger),
                        trigger.map(t -> plain(t.price())).or(() -> limit),
                        trigger.flatMap(_ -> limit),
                        wanted.filter(_ -> !postOnly).map(TimeInForce::name),
                        postOnly));
    }

    private static String type(Pricing pricing, Optional<Trigger> trigger) {
        Optional<String> waiting =
                trigger.map(
                        t ->
                                switch (t.kind()) {
                                    case STOP, STOP_LOSS -> "stop-loss";
                                    case TAKE_PROFIT -> "take-profit";
                                });
        return switch (pricing) {
            case Pricing.AtMarket _ -> waiting.orElse("market");
            case Pricing.AtLimit _ -> waiting.map(w -> w + "-limit").orElse("limit");
        };
    }

    private static String plain(Price price) {
        return price.value().toPlainString();
    }

    /**
     * The order's name at Kraken, which takes a UUID or a text of at most {@value #LONGEST_TEXT}
     * characters; a longer one becomes a UUID made of its hash, always the same.
     */
    static String clientOrderId(ClientOrderId id) {
        String value = id.value();
        if (value.length() <= LONGEST_TEXT || UUID.matcher(value).matches()) {
            return value;
        }
        String hash = Sha256.hexOfTuple(List.of("kraken", value));
        return String.join(
                "-",
                hash.substring(0, 8),
                hash.substring(8, 12),
                hash.substring(12, 16),
                hash.substring(16, 20),
                hash.substring(20, 32));
    }
}

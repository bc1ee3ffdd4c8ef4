package cc.profitmaker.application.trading;

import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.OrderDigest;
import cc.profitmaker.domain.order.OrderParam;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Rounding;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** An order as its user wants it; {@code params} are the entries they used, for the allow-list. */
public record Wish(
        Symbol symbol,
        Side side,
        Pricing pricing,
        Quantity amount,
        Terms terms,
        Set<OrderParam> params) {
    public Wish {
        params = Set.copyOf(params);
    }

    Rounding rounding() {
        return params.contains(OrderParam.ROUND) ? Rounding.DOWN : Rounding.REFUSE;
    }

    /** All that it is, as parsed: {@code 1.0} and {@code 1} are the same amount. */
    OrderDigest digest(Keys keys, Venue venue) {
        String whose =
                switch (keys) {
                    case Keys.Account(var id, _) -> "account " + id;
                    case Keys.Inline(var credential) -> "key " + credential.fingerprint().value();
                };
        return OrderDigest.of(
                List.of(
                        venue.exchange().value(),
                        venue.market().name(),
                        venue.environment().name(),
                        whose,
                        symbol().value(),
                        side().name(),
                        pricing()
                                .limit()
                                .map(price -> "limit " + plain(price.value()))
                                .orElse("market"),
                        plain(amount().value()),
                        terms().timeInForce().map(Enum::name).orElse(""),
                        Boolean.toString(terms().reduceOnly()),
                        terms().trigger()
                                .map(t -> t.kind() + " " + plain(t.price().value()))
                                .orElse(""),
                        rounding().name()));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}

package cc.profitmaker.domain.order;

import cc.profitmaker.domain.market.Price;

import java.util.Optional;

/** At what price an order trades. */
public sealed interface Pricing {
    record AtMarket() implements Pricing {}

    record AtLimit(Price price) implements Pricing {}

    default Optional<Price> limit() {
        return this instanceof AtLimit(var price) ? Optional.of(price) : Optional.empty();
    }
}

package cc.profitmaker.domain.market;

import static java.util.Objects.requireNonNull;

/** Where a call goes. All three parts decide it; none is ever guessed from another. */
public record Venue(ExchangeId exchange, MarketType market, Environment environment) {
    public Venue {
        requireNonNull(exchange);
        requireNonNull(market);
        requireNonNull(environment);
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Timeframe;

import java.time.Instant;
import java.util.Optional;

/**
 * From when to when candles are asked for: KuCoin knows no number of them.
 *
 * @param page what is kept of the answer
 */
record CandleSpan(Optional<Instant> from, Instant to, Page page) {

    /**
     * The span CCXT would ask for.
     *
     * @param most how many candles one answer holds
     */
    static CandleSpan of(Timeframe timeframe, Page page, Instant now, int most) {
        if (page.since().isPresent()) {
            return new CandleSpan(
                    page.since(),
                    page.since()
                            .get()
                            .plus(timeframe.length().multipliedBy(page.limit().orElse(most))),
                    page);
        }
        Optional<Instant> from =
                page.limit().map(count -> now.minus(timeframe.length().multipliedBy(count)));
        return new CandleSpan(from, now, new Page(from, page.limit()));
    }
}

package cc.profitmaker.application.trading;

import cc.profitmaker.domain.access.Notional;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.OrderBook;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.OrderTicket;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What an order counts for against a grant's limits, with the book asked for when it is needed. */
final class OrderWorth {
    /** An older book says nothing of the price now. */
    static final Duration BOOK_GOOD_FOR = Duration.ofSeconds(2);

    private final ExchangeGateway exchanges;
    private final InstantSource clock;

    OrderWorth(ExchangeGateway exchanges, InstantSource clock) {
        this.exchanges = exchanges;
        this.clock = clock;
    }

    /** Fails when no good book is to be had: then nobody can tell whether a limit is kept. */
    Reply<Notional> of(Venue venue, Market market, OrderTicket ticket) {
        if (!Notional.needsBook(ticket)) {
            return known(Notional.of(market, ticket, Optional.empty()));
        }
        Instant asked = clock.instant();
        return exchanges
                .orderBook(venue, ticket.symbol(), Optional.empty())
                .flatMap(
                        book ->
                                isFresh(book, asked)
                                        ? known(Notional.of(market, ticket, Optional.of(book)))
                                        : Reply.failed(ExchangeFault.Kind.TIMED_OUT));
    }

    private boolean isFresh(OrderBook book, Instant asked) {
        // The exchange's own time only ever makes a book older; its clock may be ahead of ours.
        Instant made = book.timestamp().filter(asked::isAfter).orElse(asked);
        return Duration.between(made, clock.instant()).compareTo(BOOK_GOOD_FOR) <= 0;
    }

    /** With nobody on the other side a market order trades at no price that could be limited. */
    private static Reply<Notional> known(Optional<Notional> notional) {
        return notional.map(Reply::answered)
                .orElseGet(() -> Reply.failed(ExchangeFault.Kind.MARKET_CLOSED));
    }
}

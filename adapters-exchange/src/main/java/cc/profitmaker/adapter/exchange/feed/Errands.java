package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Reply;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * Reads what a subject needs, on a thread of its own and as the share of whoever opened it, and
 * carries on in its cable's turn.
 */
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final Turn turn;
    private final Then then;

    interface Then {
        /** Told in turn; empty: what was read makes sense. */
        void goOn(Strand strand, Optional<ExchangeFault> wrong);
    }

    Errands(Turn turn, Then then) {
        this.turn = turn;
        this.then = then;
    }

    /** If there is something to be read. */
    void runFor(Strand strand) {
        strand.wanted()
                .ifPresent(
                        errand -> {
                            Thread reading =
                                    Thread.ofVirtual()
                                            .name("exchange-feed-read")
                                            .unstarted(
                                                    () ->
                                                            Share.as(
                                                                    strand.opener(),
                                                                    () -> read(strand, errand)));
                            strand.sent(reading);
                            reading.start();
                        });
    }

    private void read(Strand strand, Translation.Errand errand) {
        Reply<Translation.Sequel> read = run(strand, errand);
        turn.run(
                () -> {
                    if (strand.awaits(Thread.currentThread())) {
                        then.goOn(strand, strand.returned(read));
                    }
                });
    }

    private static Reply<Translation.Sequel> run(Strand strand, Translation.Errand errand) {
        try {
            return errand.run();
        } catch (RuntimeException e) {
            LOG.warn("A read for {} failed", strand.subject().key(), e);
            return Reply.failed(Kind.NONSENSE);
        }
    }
}

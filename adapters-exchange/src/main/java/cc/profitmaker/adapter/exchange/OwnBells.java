package cc.profitmaker.adapter.exchange;

import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.FeedClient;
import cc.profitmaker.adapter.exchange.feed.PrivateCable;
import cc.profitmaker.adapter.exchange.feed.PrivateTrunk;
import cc.profitmaker.adapter.exchange.feed.Tempo;
import cc.profitmaker.application.stream.AccountBells;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The private streams that exchanges keep up themselves, as bells. */
final class OwnBells implements AccountBells {
    private final Function<Venue, Optional<PrivateFeed>> known;
    private final RestingKeys resting;
    private final FeedClient client;
    private final Tempo tempo;
    private final Map<Venue, PrivateTrunk> trunks = new ConcurrentHashMap<>();

    OwnBells(
            Function<Venue, Optional<PrivateFeed>> known,
            RestingKeys resting,
            FeedClient client,
            Tempo tempo) {
        this.known = known;
        this.resting = resting;
        this.client = client;
        this.tempo = tempo;
    }

    @Override
    public Optional<Bell> at(Venue venue, Ear ear) {
        return known.apply(venue)
                .map(
                        feed ->
                                new OwnBell(
                                        venue,
                                        feed,
                                        new PrivateCable(
                                                feed,
                                                trunks.computeIfAbsent(venue, _ -> trunk()),
                                                ear)));
    }

    private PrivateTrunk trunk() {
        return new PrivateTrunk(client, tempo, System::nanoTime);
    }

    private final class OwnBell implements Bell {
        private final Venue venue;
        private final PrivateFeed feed;
        private final PrivateCable cable;
        private final AtomicBoolean entered = new AtomicBoolean();

        OwnBell(Venue venue, PrivateFeed feed, PrivateCable cable) {
            this.venue = venue;
            this.feed = feed;
            this.cable = cable;
        }

        @Override
        public boolean isHeard() {
            return cable.isHeard();
        }

        @Override
        public boolean isDue() {
            return cable.isDue();
        }

        @Override
        public void keysAre(Fingerprint keys) {
            cable.keysAre(keys);
        }

        @Override
        public void tend(Permit permit, ApiCredential credential) {
            KeyHolder keys = KeyHolder.of(permit, Operation.LISTEN, credential);
            cable.keysAre(credential.fingerprint());
            cable.tend(
                    new PrivateCable.Keyed() {
                        @Override
                        public Reply<Entry> enter() {
                            Reply<Entry> entry =
                                    resting.guarded(venue, keys, () -> feed.enter(keys));
                            entered.compareAndSet(false, entry instanceof Reply.Answered<Entry>);
                            return entry;
                        }

                        @Override
                        public Reply<PrivateCable.Prolonged> prolong() {
                            return resting.guarded(venue, keys, () -> feed.prolong(keys));
                        }
                    });
        }

        @Override
        public void close() {
            cable.close();
        }

        @Override
        public boolean owesFarewell() {
            return entered.get() && feed.owesFarewell();
        }

        @Override
        public void bidFarewell(Permit permit, ApiCredential credential) {
            feed.bidFarewell(KeyHolder.of(permit, Operation.LISTEN, credential));
        }
    }
}

package cc.profitmaker.application.stream;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Admitted;
import cc.profitmaker.application.stream.AccountBells.Bell;
import cc.profitmaker.application.stream.AccountBells.Ear;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.market.Venue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * One user's bell at one account, and who of the user's runtimes hears it. Whenever it needs the
 * keys they are asked for anew, in the user's own right, and forgotten. Safe for any number of
 * threads.
 */
final class Rope {
    private final Place place;
    private final Bell bell;
    private final Ears ears;
    private final Gatekeeper gatekeeper;
    private final AtomicBoolean tending = new AtomicBoolean();

    /** Whose bell it is, and where. */
    record Place(Asker.Away user, AccountId account, Venue venue) {}

    private static final class Ears implements Ear {
        private final List<Ear> all = new CopyOnWriteArrayList<>();

        @Override
        public void rung(Ring ring) {
            all.forEach(ear -> ear.rung(ring));
        }
    }

    private Rope(Place place, Bell bell, Ears ears, Gatekeeper gatekeeper) {
        this.place = place;
        this.bell = bell;
        this.ears = ears;
        this.gatekeeper = gatekeeper;
    }

    /** Empty: nothing rings there. */
    static Optional<Rope> at(Place place, AccountBells bells, Gatekeeper gatekeeper) {
        var ears = new Ears();
        return bells.at(place.venue(), ears).map(bell -> new Rope(place, bell, ears, gatekeeper));
    }

    void join(Ear ear) {
        ears.all.add(ear);
    }

    /** True: it was the last one. */
    boolean leave(Ear ear) {
        return ears.all.remove(ear) && ears.all.isEmpty();
    }

    boolean isHeard() {
        return bell.isHeard();
    }

    void keysAre(Fingerprint keys) {
        bell.keysAre(keys);
    }

    /** On a thread of its own: nobody's reading waits for it. */
    void tend() {
        if (bell.isDue() && tending.compareAndSet(false, true)) {
            var _ =
                    Thread.ofVirtual()
                            .name("account bell")
                            .start(
                                    () -> {
                                        try {
                                            withKeys(bell::tend);
                                        } finally {
                                            tending.set(false);
                                        }
                                    });
        }
    }

    void close() {
        bell.close();
    }

    boolean owesFarewell() {
        return bell.owesFarewell();
    }

    /** Only as long as its user may use the keys: without them what is kept ends by itself. */
    void bidFarewell() {
        withKeys(bell::bidFarewell);
    }

    /** Does nothing when they are refused: the next reading finds that out, and ends. */
    private void withKeys(BiConsumer<Permit, ApiCredential> use) {
        try {
            var _ =
                    Share.of(
                            place.user().user(),
                            () -> {
                                if (gatekeeper.admitToStream(
                                                place.user(),
                                                Operation.LISTEN,
                                                place.account(),
                                                place.venue().exchange())
                                        instanceof Admitted.Granted(var decision, var credential)) {
                                    use.accept(decision.permit(), credential);
                                }
                                return place;
                            });
        } catch (Unavailable _) {
            // Whoever reads tells of it; the keys are asked for again at the next look.
        }
    }
}

package cc.profitmaker.application.testing;

import cc.profitmaker.application.stream.AccountBells;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Fingerprint;
import cc.profitmaker.domain.market.Venue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Bells that ring when a test says so, at every venue; heard as soon as they were tended. */
public final class HandRungBells implements AccountBells {
    private final List<Hung> hung = new CopyOnWriteArrayList<>();

    public static final class Hung implements Bell {
        private final Ear ear;
        private volatile boolean heard;
        private volatile boolean due = true;
        private volatile boolean closed;
        private volatile Optional<Fingerprint> keys = Optional.empty();
        private final List<Fingerprint> tended = new CopyOnWriteArrayList<>();
        private final List<Fingerprint> farewells = new CopyOnWriteArrayList<>();

        private Hung(Ear ear) {
            this.ear = ear;
        }

        public void ring(Ring ring) {
            ear.rung(ring);
        }

        public void lose() {
            heard = false;
            ear.rung(new Ring.Anything());
        }

        public void needKeys() {
            due = true;
        }

        public boolean isClosed() {
            return closed;
        }

        /** With which keys it was tended, one after the other. */
        public List<Fingerprint> tended() {
            return List.copyOf(tended);
        }

        public List<Fingerprint> farewells() {
            return List.copyOf(farewells);
        }

        @Override
        public boolean isHeard() {
            return heard;
        }

        @Override
        public boolean isDue() {
            return due && !closed;
        }

        @Override
        public void keysAre(Fingerprint now) {
            due = due || keys.filter(known -> !known.equals(now)).isPresent();
            keys = Optional.of(now);
        }

        @Override
        public void tend(Permit permit, ApiCredential credential) {
            permit.mustBeFor(Operation.LISTEN);
            tended.add(credential.fingerprint());
            due = false;
            heard = true;
            ear.rung(new Ring.Anything());
        }

        @Override
        public void close() {
            closed = true;
            heard = false;
        }

        @Override
        public boolean owesFarewell() {
            return !tended.isEmpty();
        }

        @Override
        public void bidFarewell(Permit permit, ApiCredential credential) {
            permit.mustBeFor(Operation.LISTEN);
            farewells.add(credential.fingerprint());
        }
    }

    @Override
    public Optional<Bell> at(Venue venue, Ear ear) {
        var bell = new Hung(ear);
        hung.add(bell);
        return Optional.of(bell);
    }

    /** All there ever were. */
    public List<Hung> hung() {
        return List.copyOf(hung);
    }
}

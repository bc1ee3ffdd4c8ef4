package cc.profitmaker.adapter.exchange.feed;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses that double from loss to loss, up to a longest. Not safe for threads. */
final class Pauses {
    private final Tempo.Pause tempo;
    private final DoubleSupplier chance;
    private Duration next;

    /**
     * Begins with the shortest.
     *
     * @param chance from 0 to below 1
     */
    Pauses(Tempo.Pause tempo, DoubleSupplier chance) {
        this.tempo = tempo;
        this.chance = chance;
        this.next = tempo.first();
    }

    /**
     * The next pause: jittered by half, so that many that were lost together do not come back
     * together.
     *
     * @param held how long what was lost now had held
     */
    Duration after(Duration held) {
        if (held.compareTo(tempo.calm()) >= 0) {
            next = tempo.first();
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(tempo.longest()) < 0 ? doubled : tempo.longest();
        return Duration.ofNanos((long) (pause.toNanos() * (0.5 + chance.getAsDouble())));
    }

    /** The same, and no shorter than was asked for. */
    Duration after(Duration held, Duration least) {
        Duration pause = after(held);
        return least.compareTo(pause) > 0 ? least : pause;
    }
}

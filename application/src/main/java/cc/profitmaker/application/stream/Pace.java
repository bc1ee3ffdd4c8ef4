package cc.profitmaker.application.stream;

import cc.profitmaker.application.stream.AccountStreams.Rhythm;

import java.time.Duration;
import java.time.Instant;

/**
 * When an account is read next: seldom while its bell is heard, at once when it rings, and ever
 * more seldom while reading fails. Not safe for threads.
 */
final class Pace {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** An account that rings all the time takes no more than this of what all users share. */
    private static final Duration APART = Duration.ofMillis(500);

    private final Rhythm rhythm;
    private final Duration apart;
    private Duration pause;
    private Instant begun;
    private Instant next;
    private boolean failing;
    private boolean again;

    /** The first time is now. */
    Pace(Rhythm rhythm, Instant now) {
        this.rhythm = rhythm;
        this.apart = APART.compareTo(rhythm.read()) < 0 ? APART : rhythm.read();
        this.pause = rhythm.read();
        this.begun = now.minus(apart);
        this.next = now;
    }

    Instant next() {
        return next;
    }

    boolean isTime(Instant now) {
        return !now.isBefore(next);
    }

    /** Something may have happened by now. */
    void rung(Instant now) {
        again = true;
        Instant soonest = begun.plus(apart);
        Instant wanted = now.isBefore(soonest) ? soonest : now;
        next = wanted.isBefore(next) ? wanted : next;
    }

    void begin(Instant now) {
        begun = now;
    }

    void failed() {
        failing = true;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    void succeeded() {
        failing = false;
        pause = rhythm.read();
    }

    /** How long it is until the next reading while reading fails. */
    Duration pause() {
        return pause;
    }

    /**
     * A reading is over. After a ring there is a second one soon: what an exchange answers may come
     * from a copy that is behind its stream.
     */
    void over(Instant now, boolean heard) {
        boolean seldom = heard && !again && !failing;
        again = false;
        next = now.plus(seldom ? rhythm.heard() : pause);
    }
}

package cc.profitmaker.adapter.exchange.paper;

import java.time.Instant;

/** Points in time as the paper exchange counts them. */
final class Moments {
    /** In the year 9999; far enough for anybody, and no arithmetic on it overflows. */
    private static final long END = 253_402_300_799L;

    private Moments() {}

    /** The first whole second that is not before an instant; paper history begins in 1970. */
    static long secondFrom(Instant instant) {
        long second = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
        return Math.clamp(second, 0, END);
    }

    /** The first millisecond that is not before an instant. */
    static long millisFrom(Instant instant) {
        long second = Math.clamp(instant.getEpochSecond(), 0, END);
        boolean clamped = second != instant.getEpochSecond();
        return second * 1000 + (clamped ? 0 : Math.ceilDiv(instant.getNano(), 1_000_000));
    }

    static Instant ofMillis(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}

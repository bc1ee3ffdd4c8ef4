package cc.profitmaker.adapter.exchange.feed;

import java.time.Duration;

/** How patient a feed is with its exchange, and how eager to come back. */
public record Tempo(Watch watch, Pause pause, Connects connects) {
    public static final Tempo DEFAULT =
            new Tempo(
                    new Watch(Duration.ofSeconds(10)),
                    new Pause(
                            Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(60)),
                    new Connects(10, Duration.ofSeconds(5)));

    /**
     * Silence.
     *
     * @param expected something is heard that often, because a quiet exchange is asked
     */
    public record Watch(Duration expected) {
        /** Who was silent for so long is not there any more. */
        Duration longest() {
            return expected.multipliedBy(2);
        }
    }

    /**
     * Pauses after losses: doubled each time.
     *
     * @param calm what held for so long begins again with the first pause
     */
    public record Pause(Duration first, Duration longest, Duration calm) {}

    /**
     * What all connections to one host together may not exceed.
     *
     * @param burst so many at once
     * @param each one more in each such time
     */
    public record Connects(int burst, Duration each) {}
}

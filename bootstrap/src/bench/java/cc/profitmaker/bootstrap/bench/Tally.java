package cc.profitmaker.bootstrap.bench;

import java.util.Arrays;

/** What a crowd has heard since it was last asked to count, and how late. One thread's. */
final class Tally {
    private static final int MICROS_PER_BUCKET = 10;

    /** Later than the last bucket's ten seconds is counted there. */
    private final int[] late = new int[1_000_000];

    private long heard;
    private long bytes;
    private long disorder;

    void add(long micros, int length) {
        heard++;
        bytes += length;
        int bucket = (int) Math.clamp(micros / MICROS_PER_BUCKET, 0, late.length - 1L);
        late[bucket]++;
    }

    /** A message came that is not the one after the one before. */
    void addGap() {
        disorder++;
    }

    long heard() {
        return heard;
    }

    void clear() {
        heard = 0;
        bytes = 0;
        disorder = 0;
        Arrays.fill(late, 0);
    }

    private long percentileMicros(double share) {
        long wanted = (long) Math.ceil(heard * share);
        long seen = 0;
        for (int bucket = 0; bucket < late.length; bucket++) {
            seen += late[bucket];
            if (seen >= wanted) {
                return (long) bucket * MICROS_PER_BUCKET;
            }
        }
        return (long) late.length * MICROS_PER_BUCKET;
    }

    /** As the load process says it. */
    String line(int left) {
        return heard
                + " "
                + disorder
                + " "
                + (heard == 0 ? 0 : bytes / heard)
                + " "
                + percentileMicros(0.5)
                + " "
                + percentileMicros(0.99)
                + " "
                + left;
    }

    /**
     * The same, read.
     *
     * @param disorder how often a socket missed something between two messages
     * @param length of a message on the wire, on average
     * @param left how many of the crowd the server has cut off, ever
     */
    record Counted(
            long heard, long disorder, int length, long medianMicros, long p99Micros, int left) {
        static Counted read(String line) {
            String[] words = line.split(" ", -1);
            return new Counted(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Integer.parseInt(words[5]));
        }
    }
}

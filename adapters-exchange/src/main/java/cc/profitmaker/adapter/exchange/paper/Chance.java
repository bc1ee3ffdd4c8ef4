package cc.profitmaker.adapter.exchange.paper;

/** Repeatable chance with random access: the same seed and position always give the same bits. */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Chance() {}

    /** SplitMix64's output function over {@code seed} advanced {@code position} times. */
    static long bits(long seed, long position) {
        long z = seed + (position + 1) * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0, included, to 1, excluded. */
    static double unit(long seed, long position) {
        return (bits(seed, position) >>> 11) * 0x1p-53;
    }

    /** From -1, included, to 1, excluded. */
    static double centred(long seed, long position) {
        return 2 * unit(seed, position) - 1;
    }

    /** From 0, included, to {@code bound}, excluded. */
    static long below(long bound, long seed, long position) {
        return Math.floorMod(bits(seed, position), bound);
    }

    /** A seed of its own for everything that has a name. */
    static long seed(long seed, String name) {
        long derived = bits(seed, name.length());
        for (int i = 0; i < name.length(); i++) {
            derived = bits(derived, name.charAt(i));
        }
        return derived;
    }
}

package cc.profitmaker.adapter.exchange.paper;

/**
 * One source of price movement, shared by the markets it moves, in natural logarithms.
 *
 * @param trend how far the slow trend strays, at most, to either side
 * @param perRootSecond the standard deviation of the movement of one second; that of {@code n}
 *     seconds is √n times as much
 * @param levels movements over more than {@code 2^levels} seconds do not happen: at {@link
 *     Path#TOP} the factor wanders, below that it always comes back
 */
record Factor(long seed, double trend, double perRootSecond, int levels) {

    /** A random walk whose standard deviation over a day is {@code daily}, around a slow trend. */
    static Factor wandering(long seed, double trend, double daily) {
        return new Factor(seed, trend, daily / Math.sqrt(86_400), Path.TOP);
    }

    /** The largest displacement of the midpoint of {@code 2^level} seconds from their chord. */
    double displacement(int level) {
        // Lévy's construction: half the deviation of the whole stretch; √3 because a uniform
        // variable of that deviation reaches that far.
        return level > levels
                ? 0
                : Math.sqrt(3) * perRootSecond * Math.sqrt((double) (1L << level)) / 2;
    }
}

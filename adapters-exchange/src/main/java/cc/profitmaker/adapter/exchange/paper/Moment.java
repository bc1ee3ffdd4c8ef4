package cc.profitmaker.adapter.exchange.paper;

/** When something happens: the second whose price counts, and the time stamp it gets. */
record Moment(long second, long millis) {

    static Moment ofSecond(long second) {
        return new Moment(second, second * 1000);
    }

    /**
     * Never before {@code settled}: another replica's clock may have been ahead, and what it
     * settled stays.
     */
    static Moment of(long millis, long settled) {
        long second = Math.max(Math.floorDiv(millis, 1000), settled);
        return new Moment(second, Math.max(millis, second * 1000));
    }
}

package cc.profitmaker.adapter.exchange.paper;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.domain.market.MarketType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import java.util.List;
import java.util.OptionalLong;

final class PathTest {
    private static final long FAR = 8_000_000_000L;

    private static Prices bitcoin(long seed) {
        return new Listings(seed).of(MarketType.SPOT).getFirst().prices();
    }

    @Property(tries = 300)
    void the_extremes_are_those_of_looking_at_every_second(
            @ForAll long seed,
            @ForAll @LongRange(min = 0, max = FAR) long from,
            @ForAll @IntRange(min = 0, max = 5_000) int more) {
        Prices prices = bitcoin(seed);
        long highest = Long.MIN_VALUE;
        long lowest = Long.MAX_VALUE;
        for (long s = from; s <= from + more; s++) {
            highest = Math.max(highest, prices.at(s));
            lowest = Math.min(lowest, prices.at(s));
        }
        assertThat(prices.highest(from, from + more)).isEqualTo(highest);
        assertThat(prices.lowest(from, from + more)).isEqualTo(lowest);
    }

    @Property(tries = 300)
    void the_first_crossing_is_that_of_looking_at_every_second(
            @ForAll long seed,
            @ForAll @LongRange(min = 0, max = FAR) long from,
            @ForAll @IntRange(min = 0, max = 5_000) int more,
            @ForAll @IntRange(min = -20, max = 20) int away,
            @ForAll boolean rising) {
        Prices prices = bitcoin(seed);
        long level = prices.at(from) * (10_000 + away) / 10_000;
        OptionalLong first = OptionalLong.empty();
        for (long s = from; s <= from + more && first.isEmpty(); s++) {
            if (rising ? prices.at(s) >= level : prices.at(s) <= level) {
                first = OptionalLong.of(s);
            }
        }
        assertThat(new Crossing(prices, rising, level).first(from, from + more)).isEqualTo(first);
    }

    @Property(tries = 50)
    void a_crossing_at_the_border_of_the_longest_stretch_is_seen(
            @ForAll long seed, @ForAll @LongRange(min = 1, max = 400) long cell) {
        Prices prices = bitcoin(seed);
        long border = cell << Path.TOP;
        var there = new Crossing(prices, true, prices.at(border));
        assertThat(there.first(border, border + 10)).hasValue(border);
        assertThat(prices.highest(border, border)).isEqualTo(prices.at(border));
    }

    @Property(tries = 300)
    void prices_are_plausible_and_of_all_times(
            @ForAll long seed, @ForAll @LongRange(min = 0, max = FAR) long second) {
        for (MarketType type : List.of(MarketType.SPOT, MarketType.SWAP)) {
            for (Listing listing : new Listings(seed).of(type)) {
                long ticks = listing.prices().at(second);
                assertThat(ticks).isPositive();
                double move = Math.abs((double) listing.prices().at(second + 1) / ticks - 1);
                assertThat(move).isLessThan(0.004);
            }
        }
    }

    @Property(tries = 300)
    void ether_in_bitcoin_is_the_ratio_of_both_in_dollars(
            @ForAll long seed, @ForAll @LongRange(min = 0, max = FAR) long second) {
        List<Listing> spot = new Listings(seed).of(MarketType.SPOT);
        double bitcoin = spot.get(0).priceAt(second).doubleValue();
        double ether = spot.get(1).priceAt(second).doubleValue();
        double ratio = spot.get(3).priceAt(second).doubleValue();
        assertThat(Math.abs(ratio - ether / bitcoin)).isLessThan(0.6e-5);
    }

    @Property(tries = 200)
    void volumes_of_parts_are_the_volume_of_the_whole(
            @ForAll long seed,
            @ForAll @LongRange(min = 0, max = FAR) long from,
            @ForAll @LongRange(min = 0, max = 40_000_000) long first,
            @ForAll @LongRange(min = 0, max = 40_000_000) long second) {
        var volumes = new Volumes(seed, 30_000);
        long middle = from + first;
        long to = middle + second;
        assertThat(volumes.between(from, middle) + volumes.between(middle, to))
                .isEqualTo(volumes.between(from, to));
        assertThat(volumes.between(from, from + 1)).isPositive();
    }

    @Property(tries = 20)
    void a_day_moves_by_some_percent(@ForAll long seed) {
        Prices prices = bitcoin(seed);
        double ranges = 0;
        int days = 300;
        for (long day = 20_000; day < 20_000 + days; day++) {
            long from = day * 86_400;
            long to = from + 86_399;
            ranges += (double) prices.highest(from, to) / prices.lowest(from, to) - 1;
        }
        assertThat(ranges / days).isBetween(0.01, 0.08);
    }
}

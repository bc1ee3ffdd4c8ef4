package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.Symbol;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * An account's collateral no longer covering its positions, as a question to their markets' paths.
 * Stretches are skipped by an estimate in doubles that errs on the safe side; what happens in a
 * second is decided exactly, by {@link Margin}.
 */
final class Ruin implements Watch.Condition {
    private static final double MAINTENANCE = Margin.MAINTENANCE_RATE.doubleValue();

    /** A part of everything at stake; far more than the rounding of doubles. */
    private static final double TOLERANCE = 1e-9;

    private record Stake(Prices prices, double tickValue, double cost) {
        /** The least this position adds to the account between two paths' values. */
        double worst(double lowest, double highest) {
            // Concave in the price, so the ends are the worst; a tick more for the rounding to one.
            return Math.min(
                    added(Math.max(0, prices.about(lowest) - 1)), added(prices.about(highest) + 1));
        }

        private double added(double ticks) {
            double notional = tickValue * ticks;
            return Math.min(0, notional - cost) - MAINTENANCE * Math.abs(notional);
        }
    }

    private final double collateral;
    private final List<Stake> stakes = new ArrayList<>();
    private final List<Path> paths = new ArrayList<>();

    private Ruin(Listings listings, Wallet wallet, Margin margin) {
        collateral = margin.collateral().doubleValue();
        for (var position : wallet.positions().entrySet()) {
            Listing listing = listings.find(new Symbol(position.getKey())).orElseThrow();
            Wallet.Holding holding = position.getValue();
            stakes.add(
                    new Stake(
                            listing.prices(),
                            listing.cost(listing.price(1), holding.contracts()).doubleValue(),
                            holding.cost().doubleValue()));
            paths.add(listing.prices().path());
        }
    }

    /** The first second between two, both included, at which the account must be liquidated. */
    static OptionalLong first(Listings listings, Account account, long from, long to) {
        if (account.wallet().positions().isEmpty()) {
            return OptionalLong.empty();
        }
        var ruin = new Ruin(listings, account.wallet(), Margin.of(listings, account, from));
        long next = from;
        while (next <= to) {
            OptionalLong suspect = Watch.first(ruin.paths, next, to, ruin);
            if (suspect.isEmpty()
                    || !Margin.of(listings, account, suspect.getAsLong()).isSolvent()) {
                return suspect;
            }
            next = suspect.getAsLong() + 1;
        }
        return OptionalLong.empty();
    }

    @Override
    public boolean mayHold(double[] lowest, double[] highest) {
        double left = collateral;
        double atStake = Math.abs(collateral);
        for (int i = 0; i < lowest.length; i++) {
            double worst = stakes.get(i).worst(lowest[i], highest[i]);
            left += worst;
            atStake += Math.abs(worst) + Math.abs(stakes.get(i).cost());
        }
        return left <= TOLERANCE * atStake;
    }

    @Override
    public boolean holds(double[] values) {
        return mayHold(values, values);
    }
}

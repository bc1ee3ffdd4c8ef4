package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.adapter.exchange.paper.Wallet.Holding;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account can still afford at one second. One wallet serves spot and swaps; positions are
 * cross margined with all USDT that no spot order has locked. A loss not yet realised counts at
 * once, a profit only when it is realised: so no close can ever leave less than nothing.
 */
final class Margin {
    static final String SETTLE = "USDT";
    static final int MAX_LEVERAGE = 100;
    static final BigDecimal DEFAULT_LEVERAGE = BigDecimal.TEN;

    /** Of a position's notional. Half of what the highest leverage asks for at the start. */
    static final BigDecimal MAINTENANCE_RATE = new BigDecimal("0.005");

    private static final int SCALE = 8;

    private final Listings listings;
    private final Wallet wallet;
    private final Collection<PaperOrder> open;
    private final Map<String, BigDecimal> leverages;
    private final long second;

    Margin(
            Listings listings,
            Wallet wallet,
            Collection<PaperOrder> open,
            Map<String, BigDecimal> leverages,
            long second) {
        this.listings = listings;
        this.wallet = wallet;
        this.open = open;
        this.leverages = leverages;
        this.second = second;
    }

    static Margin of(Listings listings, Account account, long second) {
        return new Margin(listings, account.wallet(), account.open(), account.leverages(), second);
    }

    /** Below zero when losses have eaten into what positions and orders bind. */
    BigDecimal free(String currency) {
        BigDecimal unlocked = unlocked(currency);
        return currency.equals(SETTLE)
                ? unlocked.subtract(orderMargin()).subtract(positionMargin()).add(losses())
                : unlocked;
    }

    /** What stands behind the positions. */
    BigDecimal collateral() {
        return unlocked(SETTLE);
    }

    /** Liquidation comes when this ends. */
    boolean isSolvent() {
        return wallet.positions().isEmpty()
                || collateral().add(losses()).compareTo(maintenance()) > 0;
    }

    private BigDecimal unlocked(String currency) {
        BigDecimal left = wallet.balance(currency);
        for (PaperOrder order : open) {
            Listing listing = listing(order.symbol());
            if (listing.market().type() == MarketType.SPOT) {
                left = left.subtract(locked(order, listing, currency));
            }
        }
        return left;
    }

    private static BigDecimal locked(PaperOrder order, Listing listing, String currency) {
        var ids = listing.market().ids();
        if (order.side() == Side.SELL) {
            return currency.equals(ids.base()) ? order.remaining() : BigDecimal.ZERO;
        }
        if (!currency.equals(ids.quote())) {
            return BigDecimal.ZERO;
        }
        // A stop that will buy at the market is taken to buy at its trigger.
        BigDecimal price =
                order.wish().limit().orElseGet(() -> order.wish().stop().orElseThrow().price());
        return listing.cost(price, order.remaining());
    }

    /** What the open orders of all swap markets would bind; stops still waiting bind nothing. */
    private BigDecimal orderMargin() {
        BigDecimal total = BigDecimal.ZERO;
        for (Listing listing : listings.of(MarketType.SWAP)) {
            // Only one side can be filled without giving back what the other binds.
            total = total.add(orderMargin(listing, Side.BUY).max(orderMargin(listing, Side.SELL)));
        }
        return total;
    }

    private BigDecimal orderMargin(Listing listing, Side side) {
        String symbol = listing.market().symbol().value();
        BigDecimal contracts = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        for (PaperOrder order : open) {
            if (order.symbol().equals(symbol)
                    && order.side() == side
                    && !order.waiting()
                    && !order.wish().reduceOnly()) {
                BigDecimal limit = order.wish().limit().orElseThrow();
                contracts = contracts.add(order.remaining());
                cost = cost.add(listing.cost(limit, order.remaining()));
            }
        }
        BigDecimal held = wallet.position(symbol).contracts();
        BigDecimal closing =
                (side == Side.BUY ? held.negate() : held).max(BigDecimal.ZERO).min(contracts);
        if (contracts.compareTo(closing) == 0) {
            return BigDecimal.ZERO;
        }
        return cost.multiply(contracts.subtract(closing))
                .divide(contracts.multiply(leverage(symbol)), SCALE, RoundingMode.UP);
    }

    private BigDecimal positionMargin() {
        return wallet.positions().keySet().stream()
                .map(this::initial)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What a position bound when it was opened. */
    BigDecimal initial(String symbol) {
        return wallet.position(symbol)
                .cost()
                .abs()
                .divide(leverage(symbol), SCALE, RoundingMode.UP);
    }

    private BigDecimal losses() {
        return losses(List.copyOf(wallet.positions().keySet()));
    }

    private BigDecimal losses(List<String> symbols) {
        return symbols.stream()
                .map(symbol -> unrealised(symbol).min(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal maintenance() {
        return wallet.positions().keySet().stream()
                .map(this::maintenance)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal maintenance(String symbol) {
        return notional(symbol).abs().multiply(MAINTENANCE_RATE);
    }

    /** At the price of this second; negative when short. */
    BigDecimal notional(String symbol) {
        Listing listing = listing(symbol);
        return listing.cost(listing.priceAt(second), wallet.position(symbol).contracts());
    }

    BigDecimal unrealised(String symbol) {
        return notional(symbol).subtract(wallet.position(symbol).cost());
    }

    BigDecimal leverage(String symbol) {
        return leverages.getOrDefault(symbol, DEFAULT_LEVERAGE);
    }

    /** Whether the account can afford another leverage; what frees money it always can. */
    boolean allows(String symbol, BigDecimal leverage) {
        var changed = new TreeMap<>(leverages);
        changed.put(symbol, leverage);
        BigDecimal then = new Margin(listings, wallet, open, changed, second).free(SETTLE);
        return then.signum() >= 0 || then.compareTo(free(SETTLE)) >= 0;
    }

    /**
     * The price at which this position would be liquidated if all others stayed as they are; zero
     * or less when there is none.
     */
    BigDecimal liquidationPrice(String symbol) {
        Listing listing = listing(symbol);
        Holding holding = wallet.position(symbol);
        List<String> others =
                wallet.positions().keySet().stream().filter(s -> !s.equals(symbol)).toList();
        BigDecimal reserve =
                collateral().add(losses(others)).subtract(maintenance()).add(maintenance(symbol));
        BigDecimal units = holding.contracts().multiply(listing.market().contractSize());
        // reserve + units·p − cost = rate·|units|·p, solved for p.
        BigDecimal perPrice = units.subtract(units.abs().multiply(MAINTENANCE_RATE));
        return holding.cost().subtract(reserve).divide(perPrice, SCALE, RoundingMode.HALF_EVEN);
    }

    private Listing listing(String symbol) {
        return listings.find(new Symbol(symbol)).orElseThrow();
    }
}

package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Market.Contract;
import cc.profitmaker.domain.market.Market.Fees;
import cc.profitmaker.domain.market.Market.Ids;
import cc.profitmaker.domain.market.Market.Limits;
import cc.profitmaker.domain.market.Market.Steps;
import cc.profitmaker.domain.market.Market.Trading;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Symbol;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every market of the paper exchange, and how they hang together: BTC moves them all, ETH and SOL
 * also go their own ways, ETH/BTC is exactly their ratio, and a swap stays near its spot market.
 * Immutable.
 */
final class Listings {
    private static final Fees SPOT_FEES = fees("0.001", "0.001");
    private static final Fees SWAP_FEES = fees("0.0005", "0.0002");
    private static final BigDecimal HIGHEST_PRICE = new BigDecimal("10000000");
    private static final Bounds LEVERAGE =
            Bounds.between(BigDecimal.ONE, BigDecimal.valueOf(Margin.MAX_LEVERAGE));

    /** Tick, amount step, greatest amount and least cost, as text; the least amount is one step. */
    private record Rules(String tick, String step, String most, String leastCost) {}

    /** The price where all factors are at zero, and how many lots an average second trades. */
    private record Size(String price, double lotsPerSecond) {}

    private final long seed;
    private final Factor bitcoin;
    private final Factor ether;
    private final Factor solana;
    private final Map<String, Listing> bySymbol = new LinkedHashMap<>();

    Listings(long seed) {
        this.seed = seed;
        bitcoin = Factor.wandering(Chance.seed(seed, "BTC"), 0.35, 0.022);
        ether = Factor.wandering(Chance.seed(seed, "ETH"), 0.25, 0.016);
        solana = Factor.wandering(Chance.seed(seed, "SOL"), 0.3, 0.024);
        listSpot();
        listSwaps();
    }

    List<Listing> of(MarketType type) {
        return bySymbol.values().stream()
                .filter(listing -> listing.market().type() == type)
                .toList();
    }

    Optional<Listing> find(Symbol symbol) {
        return Optional.ofNullable(bySymbol.get(symbol.value()));
    }

    private void listSpot() {
        spot(
                "BTC/USDT",
                new Rules("0.01", "0.00001", "1000", "5"),
                new Size("60000", 30_000),
                List.of(part(bitcoin, 1)));
        spot(
                "ETH/USDT",
                new Rules("0.01", "0.0001", "10000", "5"),
                new Size("3000", 50_000),
                List.of(part(bitcoin, 1.05), part(ether, 1)));
        spot(
                "SOL/USDT",
                new Rules("0.01", "0.001", "100000", "5"),
                new Size("150", 60_000),
                List.of(part(bitcoin, 1.1), part(solana, 1)));
        spot(
                "ETH/BTC",
                new Rules("0.00001", "0.0001", "10000", "0.0001"),
                new Size("0.05", 3_000),
                List.of(part(bitcoin, 0.05), part(ether, 1)));
    }

    private void listSwaps() {
        swap(
                "BTC/USDT:USDT",
                "0.001",
                new Rules("0.1", "1", "1000000", "5"),
                new Size("60000", 900),
                List.of(part(bitcoin, 1), basis("BTC")));
        swap(
                "ETH/USDT:USDT",
                "0.01",
                new Rules("0.01", "1", "1000000", "5"),
                new Size("3000", 1_200),
                List.of(part(bitcoin, 1.05), part(ether, 1), basis("ETH")));
        swap(
                "SOL/USDT:USDT",
                "0.1",
                new Rules("0.01", "1", "1000000", "5"),
                new Size("150", 1_500),
                List.of(part(bitcoin, 1.1), part(solana, 1), basis("SOL")));
    }

    private static Path.Part part(Factor factor, double weight) {
        return new Path.Part(factor, weight);
    }

    /** A swap differs from its spot market by some hundredths of a percent and soon returns. */
    private Path.Part basis(String coin) {
        return part(new Factor(Chance.seed(seed, "basis " + coin), 0, 0.00001, 10), 1);
    }

    private void spot(String name, Rules rules, Size size, List<Path.Part> parts) {
        list(new Symbol(name), rules, size, parts, Optional.empty());
    }

    private void swap(String name, String contract, Rules rules, Size size, List<Path.Part> parts) {
        var symbol = new Symbol(name);
        list(
                symbol,
                rules,
                size,
                parts,
                Optional.of(
                        new Contract(
                                true,
                                new BigDecimal(contract),
                                symbol.settle().orElseThrow(),
                                Optional.empty())));
    }

    private void list(
            Symbol symbol,
            Rules rules,
            Size size,
            List<Path.Part> parts,
            Optional<Contract> contract) {
        double baseTicks =
                new BigDecimal(size.price()).divide(new BigDecimal(rules.tick())).doubleValue();
        var path = new Path(Chance.seed(seed, "weather"), parts);
        bySymbol.put(
                symbol.value(),
                new Listing(
                        market(symbol, rules, contract),
                        new Prices(path, baseTicks),
                        new Listing.Liquidity(
                                Chance.seed(seed, symbol.value()), size.lotsPerSecond())));
    }

    private static Market market(Symbol symbol, Rules rules, Optional<Contract> contract) {
        var step = new BigDecimal(rules.step());
        var tick = new BigDecimal(rules.tick());
        var ids =
                new Ids(
                        symbol.base().code()
                                + symbol.quote().code()
                                + (contract.isPresent() ? "-PERP" : ""),
                        symbol.base().code(),
                        symbol.quote().code(),
                        symbol.settle().map(settle -> settle.code()));
        var limits =
                new Limits(
                        Bounds.between(step, new BigDecimal(rules.most())),
                        Bounds.between(tick, HIGHEST_PRICE),
                        Bounds.atLeast(new BigDecimal(rules.leastCost())),
                        contract.isPresent() ? LEVERAGE : Bounds.NONE,
                        Bounds.NONE);
        return new Market(
                symbol,
                ids,
                contract.isPresent() ? MarketType.SWAP : MarketType.SPOT,
                new Trading(
                        Optional.of(true),
                        false,
                        Optional.of(contract.isPresent() ? SWAP_FEES : SPOT_FEES)),
                new Steps(
                        Optional.of(step),
                        Optional.of(tick),
                        new Steps.Currencies(Optional.of(step), Optional.of(tick))),
                limits,
                contract,
                raw(ids, rules, contract));
    }

    private static RawPayload raw(Ids ids, Rules rules, Optional<Contract> contract) {
        var raw = new LinkedHashMap<String, Object>();
        raw.put("market", ids.market());
        raw.put("base", ids.base());
        raw.put("quote", ids.quote());
        raw.put("tick", rules.tick());
        raw.put("step", rules.step());
        raw.put("leastCost", rules.leastCost());
        contract.ifPresent(c -> raw.put("contractSize", c.size()));
        return Json.raw(raw);
    }

    private static Fees fees(String taker, String maker) {
        return new Fees(new BigDecimal(taker), new BigDecimal(maker));
    }
}

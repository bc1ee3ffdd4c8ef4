package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market.Fees;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Trade.Liquidity;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.TimeInForce;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings orders together with the market: at once with the book, later with the price's path. */
final class Matching {
    private final Listings listings;

    Matching(Listings listings) {
        this.listings = listings;
    }

    sealed interface Matched {
        /** Filled, resting or ended: the account has it. */
        record Kept(PaperOrder order) implements Matched {}

        /** The account is as it was. */
        record Refused(ExchangeFault fault) implements Matched {}
    }

    Listing listing(PaperOrder order) {
        return listings.find(new Symbol(order.symbol())).orElseThrow();
    }

    /** Takes what the book has for the order; then it rests, or ends, as its terms say. */
    Matched take(Account account, PaperOrder order, Moment at) {
        Listing listing = listing(order);
        BigDecimal amount = allowed(account, order);
        if (amount.signum() == 0) {
            return refused(Kind.REFUSED, "reduce_only", "there is no position to reduce");
        }
        List<Fill> fills =
                Fill.walk(listing, at.second(), order.side(), amount, order.wish().limit());
        if (order.postOnly() && !fills.isEmpty()) {
            return refused(Kind.REFUSED, "post_only", "the order would trade at once");
        }
        if (order.is(TimeInForce.FOK) && Fill.total(fills).compareTo(amount) < 0) {
            fills = List.of();
        }
        return trade(account, order, fills, Liquidity.TAKER, at);
    }

    /** Lets an order wait for its trigger; on spot that locks what it will trade. */
    Matched await(Account account, PaperOrder order, Moment at) {
        Listing listing = listing(order);
        Execution nothing = execution(listing, account, order, List.of(), Liquidity.TAKER);
        return isAffordable(account, listing, nothing, order, at.second())
                ? new Matched.Kept(account.keep(order))
                : tooLittle();
    }

    /** Fills a resting order as far as it may be, at its limit. */
    Matched make(Account account, PaperOrder order, Moment at) {
        BigDecimal amount = allowed(account, order);
        if (amount.signum() == 0) {
            return refused(Kind.REFUSED, "reduce_only", "there is no position to reduce");
        }
        var fill = new Fill(order.wish().limit().orElseThrow(), amount);
        return trade(account, order, List.of(fill), Liquidity.MAKER, at);
    }

    /** The exchange takes over: no orders on swaps any more, all positions closed at the price. */
    void liquidate(Account account, Moment at) {
        for (PaperOrder order : account.open()) {
            if (listing(order).market().type() == MarketType.SWAP) {
                account.end(order, OrderState.CANCELED, Optional.of("liquidation"), at.millis());
            }
        }
        for (var position : account.wallet().positions().entrySet()) {
            BigDecimal contracts = position.getValue().contracts();
            long id = account.nextId();
            var order =
                    PaperOrder.liquidation(
                            id,
                            position.getKey(),
                            contracts.signum() > 0 ? Side.SELL : Side.BUY,
                            contracts.abs(),
                            at.millis());
            Listing listing = listing(order);
            var fill = new Fill(listing.priceAt(at.second()), contracts.abs());
            Execution execution =
                    execution(listing, account, order, List.of(fill), Liquidity.TAKER);
            commit(account, filled(listing, order, execution, at), execution, Liquidity.TAKER, at);
        }
        BigDecimal missing = Margin.of(listings, account, at.second()).collateral().negate();
        if (missing.signum() > 0) {
            // The price went past what the account had: the exchange bears it, spot orders stay.
            account.move(Margin.SETTLE, missing, "insurance", 0, at.millis());
        }
    }

    /** Reduce-only orders shrink to the position they reduce. */
    private static BigDecimal allowed(Account account, PaperOrder order) {
        if (!order.wish().reduceOnly()) {
            return order.remaining();
        }
        BigDecimal held = account.wallet().position(order.symbol()).contracts();
        BigDecimal reducible = order.side() == Side.SELL ? held : held.negate();
        return reducible.max(BigDecimal.ZERO).min(order.remaining());
    }

    private Matched trade(
            Account account, PaperOrder order, List<Fill> fills, Liquidity liquidity, Moment at) {
        Listing listing = listing(order);
        Execution execution = execution(listing, account, order, fills, liquidity);
        PaperOrder after = concluded(listing, order, execution, liquidity, at);
        if (!isAffordable(account, listing, execution, after, at.second())) {
            return tooLittle();
        }
        return new Matched.Kept(commit(account, after, execution, liquidity, at));
    }

    private static Execution execution(
            Listing listing,
            Account account,
            PaperOrder order,
            List<Fill> fills,
            Liquidity liquidity) {
        Fees fees = listing.market().trading().fees().orElseThrow();
        return Execution.of(
                listing,
                account.wallet(),
                order.side(),
                fills,
                liquidity == Liquidity.TAKER ? fees.taker() : fees.maker());
    }

    /** The order as the fills and its terms leave it. */
    private static PaperOrder concluded(
            Listing listing,
            PaperOrder order,
            Execution execution,
            Liquidity liquidity,
            Moment at) {
        PaperOrder after = filled(listing, order, execution, at);
        if (!after.isOpen()) {
            return after;
        }
        if (liquidity == Liquidity.MAKER) {
            return after.ended(OrderState.EXPIRED, Optional.of("reduce_only"), at.millis());
        }
        boolean rests =
                order.wish().limit().isPresent()
                        && !order.is(TimeInForce.IOC)
                        && !order.is(TimeInForce.FOK);
        return rests
                ? after
                : after.ended(OrderState.EXPIRED, Optional.of("no_more_to_take"), at.millis());
    }

    private static PaperOrder filled(
            Listing listing, PaperOrder order, Execution execution, Moment at) {
        PaperOrder after = order;
        for (int i = 0; i < execution.fills().size(); i++) {
            Fill fill = execution.fills().get(i);
            after =
                    after.filled(
                            fill.amount(),
                            listing.cost(fill.price(), fill.amount()),
                            execution.charges().get(i),
                            at.millis());
        }
        return after;
    }

    private boolean isAffordable(
            Account account, Listing listing, Execution execution, PaperOrder after, long second) {
        var open = new ArrayList<>(account.open());
        open.removeIf(order -> order.id() == after.id());
        if (after.isOpen()) {
            open.add(after);
        }
        Wallet wallet = execution.appliedTo(account.wallet(), after.symbol());
        var then = new Margin(listings, wallet, open, account.leverages(), second);
        if (then.collateral().signum() < 0) {
            return false;
        }
        if (!execution.fills().isEmpty() && !execution.opens()) {
            return true;
        }
        var ids = listing.market().ids();
        var now = Margin.of(listings, account, second);
        return ids.settle().map(List::of).orElse(List.of(ids.base(), ids.quote())).stream()
                .allMatch(currency -> suffices(then.free(currency), now.free(currency)));
    }

    /** What makes nothing worse is allowed even to an account that is short of money. */
    private static boolean suffices(BigDecimal then, BigDecimal now) {
        return then.signum() >= 0 || then.compareTo(now) >= 0;
    }

    private static PaperOrder commit(
            Account account,
            PaperOrder order,
            Execution execution,
            Liquidity liquidity,
            Moment at) {
        for (int i = 0; i < execution.fills().size(); i++) {
            Fill fill = execution.fills().get(i);
            account.record(
                    new PaperTrade(
                            account.nextId(),
                            order.id(),
                            at.millis(),
                            order.symbol(),
                            order.side(),
                            new PaperTrade.Terms(
                                    fill.price(), fill.amount(), liquidity, order.type()),
                            execution.charges().get(i)));
        }
        for (Execution.Move move : execution.moves()) {
            account.move(move.currency(), move.amount(), move.type(), order.id(), at.millis());
        }
        account.hold(order.symbol(), execution.holding());
        return account.keep(order);
    }

    private static Matched tooLittle() {
        return refused(Kind.INSUFFICIENT_FUNDS, "insufficient_funds", "the account has too little");
    }

    private static Matched refused(Kind kind, String code, String text) {
        return new Matched.Refused(ExchangeFault.of(kind, code, text));
    }
}

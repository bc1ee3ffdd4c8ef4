package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.adapter.exchange.paper.PaperTrade.Charge;
import cc.profitmaker.adapter.exchange.paper.Wallet.Holding;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.order.Side;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What some fills do to a wallet, worked out before it is done.
 *
 * @param charges the fee of each fill, in their order
 * @param moves of balances, in the order the ledger tells them
 * @param holding the position afterwards; {@link Holding#NONE} on spot
 * @param opens whether it takes on anything new: false only for what merely shrinks a position
 */
record Execution(
        List<Fill> fills, List<Charge> charges, List<Move> moves, Holding holding, boolean opens) {

    /** The cost of a partly closed position is split to this many decimals; nothing gets lost. */
    private static final int SPLIT_SCALE = 8;

    record Move(String currency, BigDecimal amount, String type) {}

    static Execution of(
            Listing listing, Wallet wallet, Side side, List<Fill> fills, BigDecimal feeRate) {
        return listing.market().type() == MarketType.SWAP
                ? swap(listing, wallet, side, fills, feeRate)
                : spot(listing, side, fills, feeRate);
    }

    /** The fee is taken from what is received. */
    private static Execution spot(
            Listing listing, Side side, List<Fill> fills, BigDecimal feeRate) {
        String base = listing.market().ids().base();
        String quote = listing.market().ids().quote();
        var charges = new ArrayList<Charge>();
        BigDecimal amount = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        for (Fill fill : fills) {
            BigDecimal fillCost = listing.cost(fill.price(), fill.amount());
            amount = amount.add(fill.amount());
            cost = cost.add(fillCost);
            charges.add(
                    side == Side.BUY
                            ? new Charge(fill.amount().multiply(feeRate), base)
                            : new Charge(fillCost.multiply(feeRate), quote));
        }
        var moves = new ArrayList<Move>();
        if (side == Side.BUY) {
            moves.add(new Move(quote, cost.negate(), "trade"));
            moves.add(new Move(base, amount, "trade"));
        } else {
            moves.add(new Move(base, amount.negate(), "trade"));
            moves.add(new Move(quote, cost, "trade"));
        }
        moves.add(fee(charges, side == Side.BUY ? base : quote));
        return new Execution(fills, charges, moves, Holding.NONE, true);
    }

    /** What closes realises its profit or loss; what opens costs nothing but margin. */
    private static Execution swap(
            Listing listing, Wallet wallet, Side side, List<Fill> fills, BigDecimal feeRate) {
        String settle = Margin.SETTLE;
        var charges = new ArrayList<Charge>();
        Holding holding = wallet.position(listing.market().symbol().value());
        BigDecimal realised = BigDecimal.ZERO;
        boolean opens = false;
        for (Fill fill : fills) {
            charges.add(
                    new Charge(
                            listing.cost(fill.price(), fill.amount()).multiply(feeRate), settle));
            BigDecimal signed = side == Side.BUY ? fill.amount() : fill.amount().negate();
            BigDecimal closing = closing(holding.contracts(), signed);
            BigDecimal opening = signed.subtract(closing);
            BigDecimal released = released(holding, closing);
            BigDecimal paid = listing.cost(fill.price(), closing);
            realised = realised.subtract(paid).subtract(released);
            holding =
                    new Holding(
                            holding.contracts().add(signed),
                            holding.cost()
                                    .subtract(released)
                                    .add(listing.cost(fill.price(), opening)));
            opens |= opening.signum() != 0;
        }
        var moves = new ArrayList<Move>();
        moves.add(new Move(settle, realised, "trade"));
        moves.add(fee(charges, settle));
        return new Execution(fills, charges, moves, holding, opens);
    }

    /** The part of {@code signed} that shrinks a position. */
    private static BigDecimal closing(BigDecimal contracts, BigDecimal signed) {
        if (contracts.signum() * signed.signum() >= 0) {
            return BigDecimal.ZERO;
        }
        return contracts.abs().compareTo(signed.abs()) <= 0 ? contracts.negate() : signed;
    }

    /** The cost of the contracts that go, with the sign of the position. */
    private static BigDecimal released(Holding holding, BigDecimal closing) {
        if (closing.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (closing.abs().compareTo(holding.contracts().abs()) == 0) {
            return holding.cost();
        }
        return holding.cost()
                .multiply(closing.negate())
                .divide(holding.contracts(), SPLIT_SCALE, RoundingMode.HALF_EVEN);
    }

    private static Move fee(List<Charge> charges, String currency) {
        BigDecimal total =
                charges.stream().map(Charge::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Move(currency, total.negate(), "fee");
    }

    Wallet appliedTo(Wallet wallet, String symbol) {
        Wallet after = wallet;
        for (Move move : moves) {
            after = after.plus(move.currency(), move.amount());
        }
        return after.with(symbol, holding);
    }
}

package cc.profitmaker.application.stream;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.application.stream.AccountStreams.Part;
import cc.profitmaker.application.stream.AccountStreams.Subject;
import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.market.Market;

import java.util.Optional;
import java.util.Set;

/**
 * What is read of an account, from where, and who decides whether it may be.
 *
 * @param market the symbol's
 */
record AccountReading(
        Subject subject,
        Set<Part> parts,
        Optional<Market> market,
        ExchangeGateway exchanges,
        Gatekeeper gatekeeper) {
    Rope.Place place() {
        return new Rope.Place(subject.user(), subject.account(), subject.venue());
    }

    boolean concerns(Ring ring) {
        return switch (ring) {
            case Ring.Anything() -> true;
            case Ring.Funds() -> market.isEmpty();
            case Ring.InMarket(var name) ->
                    market.map(
                                    known ->
                                            name.equals(known.ids().market())
                                                    || name.equals(known.symbol().value()))
                            .orElse(true);
        };
    }

    /** There is one at least. */
    Part first() {
        return parts.iterator().next();
    }

    Gatekeeper.Admitted admit(Part part) {
        return gatekeeper.admitToStream(
                subject.user(), operation(part), subject.account(), subject.venue().exchange());
    }

    private static Operation operation(Part part) {
        return switch (part) {
            case ORDERS -> Operation.FETCH_ORDERS;
            case MY_TRADES -> Operation.FETCH_MY_TRADES;
            case POSITIONS -> Operation.FETCH_POSITIONS;
            case BALANCE -> Operation.FETCH_BALANCE;
        };
    }
}

package cc.profitmaker.application.trading;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.LedgerEntry;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.session.Caller;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an exchange tells the owner of a key. Reads only. */
public final class AccountData {
    private final ExchangeGateway exchanges;
    private final Gatekeeper gatekeeper;

    public AccountData(ExchangeGateway exchanges, Gatekeeper gatekeeper) {
        this.exchanges = exchanges;
        this.gatekeeper = gatekeeper;
    }

    public Asked<Balance> balance(Caller caller, Keys keys, Venue venue) {
        return ask(
                caller,
                keys,
                venue,
                Operation.FETCH_BALANCE,
                (permit, credential) -> exchanges.balance(venue, permit, credential));
    }

    public Asked<List<Order>> orders(
            Caller caller, Keys keys, Venue venue, Optional<Symbol> symbol, Page page) {
        return ask(
                caller,
                keys,
                venue,
                Operation.FETCH_ORDERS,
                (permit, credential) -> exchanges.orders(venue, permit, credential, symbol, page));
    }

    public Asked<List<Order>> openOrders(
            Caller caller, Keys keys, Venue venue, Optional<Symbol> symbol, Page page) {
        return ask(
                caller,
                keys,
                venue,
                Operation.FETCH_OPEN_ORDERS,
                (permit, credential) ->
                        exchanges.openOrders(venue, permit, credential, symbol, page));
    }

    public Asked<List<Trade>> myTrades(
            Caller caller, Keys keys, Venue venue, Optional<Symbol> symbol, Page page) {
        return ask(
                caller,
                keys,
                venue,
                Operation.FETCH_MY_TRADES,
                (permit, credential) ->
                        exchanges.myTrades(venue, permit, credential, symbol, page));
    }

    /**
     * Open positions, in order of symbol.
     *
     * @param symbols empty: all
     */
    public Asked<List<Position>> positions(
            Caller caller, Keys keys, Venue venue, Set<Symbol> symbols) {
        return ask(
                caller,
                keys,
                venue,
                Operation.FETCH_POSITIONS,
                (permit, credential) -> exchanges.positions(venue, permit, credential, symbols));
    }

    public Asked<List<LedgerEntry>> ledger(
            Caller caller, Keys keys, Venue venue, Optional<Currency> code, Page page) {
        return ask(
                caller,
                keys,
                venue,
                Operation.FETCH_LEDGER,
                (permit, credential) -> exchanges.ledger(venue, permit, credential, code, page));
    }

    private interface Question<T> {
        Reply<T> ask(Permit permit, ApiCredential credential);
    }

    private <T> Asked<T> ask(
            Caller caller, Keys keys, Venue venue, Operation operation, Question<T> question) {
        return switch (gatekeeper.admit(caller, operation, keys, venue.exchange())) {
            case Gatekeeper.Admitted.Granted(var decision, var credential) ->
                    new Asked.Replied<>(question.ask(decision.permit(), credential));
            case Gatekeeper.Admitted.Refused(var reason) -> new Asked.Refused<>(reason);
        };
    }
}

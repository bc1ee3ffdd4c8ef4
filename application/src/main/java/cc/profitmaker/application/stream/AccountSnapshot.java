package cc.profitmaker.application.stream;

import cc.profitmaker.application.stream.AccountStreams.Subject;
import cc.profitmaker.application.trading.ExchangeGateway;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.market.Page;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An account as it is, read part by part. */
record AccountSnapshot(ExchangeGateway exchanges, Subject subject) {
    /** As far back as is looked at each time. */
    private static final Page LATEST = new Page(Optional.empty(), Optional.of(50));

    Reply<List<Order>> orders(Permit permit, ApiCredential credential) {
        return exchanges.orders(subject.venue(), permit, credential, subject.symbol(), LATEST);
    }

    Reply<List<Trade>> myTrades(Permit permit, ApiCredential credential) {
        return exchanges.myTrades(subject.venue(), permit, credential, subject.symbol(), LATEST);
    }

    Reply<List<Position>> positions(Permit permit, ApiCredential credential) {
        return exchanges.positions(
                subject.venue(),
                permit,
                credential,
                subject.symbol().map(Set::of).orElse(Set.of()));
    }

    Reply<Balance> balance(Permit permit, ApiCredential credential) {
        return exchanges.balance(subject.venue(), permit, credential);
    }
}

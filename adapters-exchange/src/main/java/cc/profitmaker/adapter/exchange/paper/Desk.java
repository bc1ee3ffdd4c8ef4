package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.application.trading.PaperAccounts;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeFault.Kind;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.order.OrderRule;
import cc.profitmaker.domain.order.OrderRules;
import cc.profitmaker.domain.order.OrderRules.Fitted;
import cc.profitmaker.domain.order.OrderState;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Rounding;
import cc.profitmaker.domain.order.TimeInForce;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Serves the owners of keys: fetches the account, settles it up to now, does what is asked and
 * stores it, all in one transaction of {@link PaperAccounts}.
 */
final class Desk {
    private static final int MAX_OPEN_ORDERS = 200;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Listings listings;
    private final PaperAccounts accounts;
    private final InstantSource clock;
    private final Matching matching;
    private final Settlement settlement;

    Desk(Listings listings, PaperAccounts accounts, InstantSource clock) {
        this.listings = listings;
        this.accounts = accounts;
        this.clock = clock;
        matching = new Matching(listings);
        settlement = new Settlement(listings, matching);
    }

    /** What is done with an account that has lived up to this moment. May be done again. */
    interface Work<T> {
        Reply<T> on(Account account, Moment now);
    }

    <T> Reply<T> serve(KeyHolder keys, Work<T> work) {
        if (keys.credential().key().isEmpty() || keys.credential().secret().isEmpty()) {
            return Reply.failed(ExchangeFault.of(Kind.BAD_KEY, "empty_key", "a key is not empty"));
        }
        Instant now = clock.instant();
        return accounts.change(
                AccountName.of(keys.credential()),
                keys.holder(),
                now,
                stored -> served(stored, now, work));
    }

    private <T> PaperAccounts.Changed<Reply<T>> served(
            Optional<String> stored, Instant now, Work<T> work) {
        Account account =
                stored.map(json -> new Account(Json.readAccount(json)))
                        .orElseGet(() -> Account.opened(now.getEpochSecond()));
        Moment moment = Moment.of(now.toEpochMilli(), account.settled());
        settlement.settle(account, moment.second());
        Reply<T> reply = work.on(account, moment);
        String state =
                stored.isPresent() && !account.changed()
                        ? stored.get()
                        : Json.write(account.state());
        return new PaperAccounts.Changed<>(state, reply);
    }

    /** Whether so many orders were done that the first may be gone. */
    Reply<Boolean> mayHaveForgotten(KeyHolder keys) {
        return serve(keys, (account, _) -> Reply.answered(account.isFull()));
    }

    /** Places an order: filled, resting or refused. */
    Reply<Order> place(KeyHolder keys, Listing listing, OrderTicket ticket) {
        return serve(
                keys,
                (account, now) ->
                        place(account, now, listing, ticket)
                                .map(order -> Unified.order(listing, order, account.trades())));
    }

    private Reply<PaperOrder> place(
            Account account, Moment now, Listing listing, OrderTicket ticket) {
        Optional<ExchangeFault> fault =
                broken(listing, ticket, now)
                        .or(() -> impossible(listing.market(), ticket))
                        .or(() -> unwelcome(account, ticket));
        if (fault.isPresent()) {
            return Reply.failed(fault.get());
        }
        PaperOrder order = PaperOrder.of(account.nextId(), ticket, now.millis());
        Matching.Matched matched =
                order.waiting() ? await(account, order, now) : matching.take(account, order, now);
        return switch (matched) {
            case Matching.Matched.Kept(var kept) -> Reply.answered(kept);
            case Matching.Matched.Refused(var refusal) -> Reply.failed(refusal);
        };
    }

    private Matching.Matched await(Account account, PaperOrder order, Moment now) {
        if (Crossing.awaitedBy(order, matching.listing(order)).holdsAt(now.second())) {
            return new Matching.Matched.Refused(
                    refusal("would_trigger_at_once", "the price is already beyond the trigger"));
        }
        return matching.await(account, order, now);
    }

    /** The market's own rules, as every exchange checks them itself once more. */
    private static Optional<ExchangeFault> broken(Listing listing, OrderTicket ticket, Moment now) {
        var reference = listing.unifiedPrice(listing.prices().at(now.second()));
        return switch (OrderRules.fit(
                listing.market(), ticket, Rounding.REFUSE, Optional.of(reference))) {
            case Fitted.Fits _ -> Optional.empty();
            case Fitted.Breaks(var rule, _) -> {
                boolean tooLittle = rule == OrderRule.AMOUNT_MIN || rule == OrderRule.COST_MIN;
                yield Optional.of(
                        ExchangeFault.of(
                                tooLittle ? Kind.BELOW_MINIMUM : Kind.REFUSED,
                                rule.name().toLowerCase(Locale.ROOT),
                                "the order breaks a rule of its market"));
            }
        };
    }

    private static Optional<ExchangeFault> impossible(Market market, OrderTicket ticket) {
        if (ticket.terms().reduceOnly() && market.type() == MarketType.SPOT) {
            return Optional.of(refusal("reduce_only", "spot has no positions to reduce"));
        }
        boolean postOnly = ticket.terms().timeInForce().equals(Optional.of(TimeInForce.PO));
        return postOnly && ticket.pricing() instanceof Pricing.AtMarket
                ? Optional.of(refusal("post_only", "a market order cannot be post-only"))
                : Optional.empty();
    }

    private static Optional<ExchangeFault> unwelcome(Account account, OrderTicket ticket) {
        boolean known =
                account.orders().stream()
                        .anyMatch(order -> order.clientId().equals(ticket.id().value()));
        if (known) {
            return Optional.of(
                    refusal("duplicate_client_order_id", "this client order id was used before"));
        }
        return account.open().size() >= MAX_OPEN_ORDERS
                ? Optional.of(refusal("too_many_open_orders", "200 orders are open"))
                : Optional.empty();
    }

    /** Ends an open order and releases what it bound. */
    Reply<Order> cancel(KeyHolder keys, Listing listing, OrderId id) {
        return serve(
                keys,
                (account, now) ->
                        find(account, id)
                                .filter(order -> isOf(listing, order.symbol()))
                                .map(order -> canceled(account, order, now))
                                .map(order -> Unified.order(listing, order, account.trades()))
                                .map(Reply::answered)
                                .orElseGet(
                                        () ->
                                                Reply.failed(
                                                        ExchangeFault.of(
                                                                Kind.ORDER_NOT_FOUND,
                                                                "order_not_open",
                                                                "no such order is open"))));
    }

    private static Optional<PaperOrder> find(Account account, OrderId id) {
        return NUMBER.matcher(id.value()).matches()
                ? account.openOrder(Long.parseLong(id.value()))
                : Optional.empty();
    }

    private static PaperOrder canceled(Account account, PaperOrder order, Moment now) {
        return account.end(order, OrderState.CANCELED, Optional.empty(), now.millis());
    }

    /** Refused when the positions and orders there are would then bind more than there is. */
    Reply<BigDecimal> lever(KeyHolder keys, Listing listing, BigDecimal leverage) {
        var bounds = listing.market().limits().leverage();
        boolean within =
                leverage.compareTo(bounds.min().orElseThrow()) >= 0
                        && leverage.compareTo(bounds.max().orElseThrow()) <= 0;
        if (!within) {
            return Reply.failed(refusal("leverage_out_of_bounds", "leverage is 1 to 100"));
        }
        String symbol = listing.market().symbol().value();
        return serve(
                keys,
                (account, now) -> {
                    if (!Margin.of(listings, account, now.second()).allows(symbol, leverage)) {
                        return Reply.failed(
                                ExchangeFault.of(
                                        Kind.INSUFFICIENT_FUNDS,
                                        "insufficient_funds",
                                        "the account has too little for this leverage"));
                    }
                    account.lever(symbol, leverage);
                    return Reply.answered(leverage);
                });
    }

    static boolean isOf(Listing listing, String symbol) {
        return listing.market().symbol().value().equals(symbol);
    }

    private static ExchangeFault refusal(String code, String text) {
        return ExchangeFault.of(Kind.REFUSED, code, text);
    }
}

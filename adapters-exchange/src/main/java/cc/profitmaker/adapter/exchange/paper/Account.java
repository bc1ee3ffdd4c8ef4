package cc.profitmaker.adapter.exchange.paper;

import cc.profitmaker.domain.order.OrderState;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An account while one call works on it: the stored state, taken apart. Not for more than one
 * thread.
 */
final class Account {
    static final int MAX_CLOSED = 500;
    static final int MAX_TRADES = 1000;
    static final int MAX_ENTRIES = 1000;

    private static final Map<String, BigDecimal> GIFT =
            Map.of("USDT", new BigDecimal("10000"), "BTC", BigDecimal.ONE);

    private final TreeMap<String, BigDecimal> leverages;
    private final TreeMap<Long, PaperOrder> open = new TreeMap<>();
    private final Deque<PaperOrder> closed;
    private final Deque<PaperTrade> trades;
    private final Deque<AccountState.Entry> ledger;
    private Wallet wallet;
    private long settled;
    private long nextId;
    private boolean changed;

    Account(AccountState state) {
        wallet = state.wallet();
        settled = state.settled();
        nextId = state.nextId();
        leverages = new TreeMap<>(state.leverages());
        state.open().forEach(order -> open.put(order.id(), order));
        closed = new ArrayDeque<>(state.history().closed());
        trades = new ArrayDeque<>(state.history().trades());
        ledger = new ArrayDeque<>(state.history().ledger());
    }

    /** A new account, with something to trade with. */
    static Account opened(long second) {
        var account =
                new Account(
                        new AccountState(
                                AccountState.VERSION,
                                second,
                                1,
                                new Wallet(Map.of(), Map.of()),
                                Map.of(),
                                List.of(),
                                new AccountState.History(List.of(), List.of(), List.of())));
        new TreeMap<>(GIFT)
                .forEach(
                        (currency, amount) ->
                                account.move(currency, amount, "transaction", 0, second * 1000));
        return account;
    }

    AccountState state() {
        return new AccountState(
                AccountState.VERSION,
                settled,
                nextId,
                wallet,
                leverages,
                List.copyOf(open.values()),
                new AccountState.History(
                        List.copyOf(closed), List.copyOf(trades), List.copyOf(ledger)));
    }

    /**
     * Whether anything but {@link #settled} differs from what was stored: settling again from there
     * comes to the same.
     */
    boolean changed() {
        return changed;
    }

    Wallet wallet() {
        return wallet;
    }

    long settled() {
        return settled;
    }

    void settledUntil(long second) {
        settled = second;
    }

    long nextId() {
        changed = true;
        return nextId++;
    }

    Map<String, BigDecimal> leverages() {
        return Map.copyOf(leverages);
    }

    void lever(String symbol, BigDecimal leverage) {
        changed = true;
        leverages.put(symbol, leverage);
    }

    /** In the order they were placed. */
    List<PaperOrder> open() {
        return List.copyOf(open.values());
    }

    Optional<PaperOrder> openOrder(long id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Open ones and those still remembered, in the order they were placed. */
    List<PaperOrder> orders() {
        var all = new TreeMap<Long, PaperOrder>(open);
        closed.forEach(order -> all.put(order.id(), order));
        return new ArrayList<>(all.values());
    }

    List<PaperTrade> trades() {
        return List.copyOf(trades);
    }

    List<AccountState.Entry> ledger() {
        return List.copyOf(ledger);
    }

    /** Whether the next order that is done makes it forget one. */
    boolean isFull() {
        return closed.size() >= MAX_CLOSED;
    }

    /** Keeps an order as it is now, among the open or among the closed ones. */
    PaperOrder keep(PaperOrder order) {
        changed = true;
        if (order.isOpen()) {
            open.put(order.id(), order);
        } else {
            open.remove(order.id());
            add(closed, order, MAX_CLOSED);
        }
        return order;
    }

    PaperOrder end(PaperOrder order, OrderState state, Optional<String> reason, long millis) {
        return keep(order.ended(state, reason, millis));
    }

    void record(PaperTrade trade) {
        changed = true;
        add(trades, trade, MAX_TRADES);
    }

    void hold(String symbol, Wallet.Holding holding) {
        changed = true;
        wallet = wallet.with(symbol, holding);
    }

    /** Changes a balance and tells the ledger; nothing else changes balances. */
    void move(String currency, BigDecimal amount, String type, long reference, long millis) {
        if (amount.signum() == 0) {
            return;
        }
        changed = true;
        wallet = wallet.plus(currency, amount);
        add(
                ledger,
                new AccountState.Entry(
                        nextId(),
                        millis,
                        type,
                        currency,
                        amount,
                        wallet.balance(currency),
                        reference),
                MAX_ENTRIES);
    }

    private static <T> void add(Deque<T> history, T latest, int most) {
        history.addLast(latest);
        if (history.size() > most) {
            history.removeFirst();
        }
    }
}

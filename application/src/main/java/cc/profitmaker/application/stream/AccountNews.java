package cc.profitmaker.application.stream;

import cc.profitmaker.domain.account.Balance;
import cc.profitmaker.domain.account.Position;
import cc.profitmaker.domain.market.Trade;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.OrderId;
import cc.profitmaker.domain.stream.AccountTick;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What an account was seen to be, so that what is read is told only as far as it is new. Remembers
 * no more than its bound of orders and trades, the newest. Not safe for threads.
 */
final class AccountNews {
    private static final int MOST = 500;

    private final SequencedMap<OrderId, Order> orders = new LinkedHashMap<>();
    private final SequencedMap<Object, Trade> trades = new LinkedHashMap<>();
    private Optional<List<Position>> positions = Optional.empty();
    private Optional<Balance> balance = Optional.empty();

    Optional<AccountTick> orders(List<Order> read) {
        List<Order> changed = new ArrayList<>();
        for (Order order : read) {
            Order known = orders.get(order.id());
            if (known == null || !isSame(known, order)) {
                orders.putLast(order.id(), order);
                changed.add(order);
            }
        }
        forgetOldest(orders);
        return changed.isEmpty() ? Optional.empty() : Optional.of(new AccountTick.Orders(changed));
    }

    /** What an exchange says in its own words may differ where nothing has happened. */
    private static boolean isSame(Order one, Order other) {
        return one.kind().equals(other.kind()) && one.progress().equals(other.progress());
    }

    Optional<AccountTick> myTrades(List<Trade> read) {
        List<Trade> fresh = new ArrayList<>();
        for (Trade trade : read) {
            Object key = trade.id().<Object>map(id -> id).orElse(trade);
            if (trades.putIfAbsent(key, trade) == null) {
                fresh.add(trade);
            }
        }
        forgetOldest(trades);
        return fresh.isEmpty() ? Optional.empty() : Optional.of(new AccountTick.MyTrades(fresh));
    }

    Optional<AccountTick> positions(List<Position> read) {
        boolean same = positions.filter(known -> amounts(known).equals(amounts(read))).isPresent();
        positions = Optional.of(read);
        return same ? Optional.empty() : Optional.of(new AccountTick.Positions(read));
    }

    /** The mark price moves all the time; that is the ticker's news. */
    private static List<Object> amounts(List<Position> positions) {
        return positions.stream()
                .<Object>map(
                        position ->
                                List.of(
                                        position.symbol(),
                                        position.size().direction(),
                                        position.size().contracts(),
                                        position.prices().entry()))
                .toList();
    }

    Optional<AccountTick> balance(Balance read) {
        boolean same =
                balance.filter(known -> known.holdings().equals(read.holdings())).isPresent();
        balance = Optional.of(read);
        return same ? Optional.empty() : Optional.of(new AccountTick.Holdings(read));
    }

    /** All there is to tell somebody who comes now. */
    List<AccountTick> known() {
        return Stream.of(
                        tick(List.copyOf(orders.values()), AccountTick.Orders::new),
                        tick(List.copyOf(trades.values()), AccountTick.MyTrades::new),
                        positions.<AccountTick>map(AccountTick.Positions::new),
                        balance.<AccountTick>map(AccountTick.Holdings::new))
                .flatMap(Optional::stream)
                .toList();
    }

    private static <T> Optional<AccountTick> tick(
            List<T> rows, java.util.function.Function<List<T>, AccountTick> made) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(made.apply(rows));
    }

    private static void forgetOldest(SequencedMap<?, ?> map) {
        while (map.size() > MOST) {
            Map.Entry<?, ?> _ = map.pollFirstEntry();
        }
    }
}

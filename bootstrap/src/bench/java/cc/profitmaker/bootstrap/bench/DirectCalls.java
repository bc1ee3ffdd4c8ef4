package cc.profitmaker.bootstrap.bench;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.ExchangesConfig;
import cc.profitmaker.adapter.exchange.paper.PaperExchange;
import cc.profitmaker.adapter.exchange.testing.OrderTakingBinance;
import cc.profitmaker.adapter.exchange.testing.Permits;
import cc.profitmaker.application.testing.Fixtures;
import cc.profitmaker.application.testing.InMemoryPaperAccounts;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Price;
import cc.profitmaker.domain.market.Quantity;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Dispatch;
import cc.profitmaker.domain.order.OrderTicket;
import cc.profitmaker.domain.order.Placed;
import cc.profitmaker.domain.order.Pricing;
import cc.profitmaker.domain.order.Side;
import cc.profitmaker.domain.order.Terms;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connectors with no server around them. For each line {@code EXCHANGE THREADS MILLISECONDS} it
 * asks for tickers that long and prints how many it got; for {@code order THREADS MILLISECONDS} it
 * places orders; ends with its standard input.
 */
final class DirectCalls {
    private static final Symbol SYMBOL = new Symbol("BTC/USDT");

    private DirectCalls() {}

    /**
     * Calls.
     *
     * @param args where Binance is
     */
    public static void main(String[] args) throws Exception {
        var clock = Clock.systemUTC();
        var hosts =
                new ExchangesConfig.Hosts(
                        Optional.of(URI.create(args[0])), Optional.empty(), Optional.empty());
        var config =
                new ExchangesConfig(
                        Map.of(new ExchangeId("binance"), hosts),
                        ExchangesConfig.Plaintext.LOOPBACK_ONLY,
                        ExchangesConfig.Patience.DEFAULT);
        var paper = new PaperExchange(1, new InMemoryPaperAccounts(), clock);
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = System.out;
        try (var exchanges = new Exchanges(config, Map.of(new ExchangeId("paper"), paper), clock)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] asked = line.split(" ", -1);
                if (asked[0].equals("order")) {
                    out.println(
                            orders(
                                    exchanges,
                                    Integer.parseInt(asked[1]),
                                    Long.parseLong(asked[2])));
                    out.flush();
                    continue;
                }
                var venue = new Venue(new ExchangeId(asked[0]), MarketType.SPOT, Environment.LIVE);
                out.println(
                        calls(
                                exchanges,
                                venue,
                                Integer.parseInt(asked[1]),
                                Long.parseLong(asked[2])));
                out.flush();
            }
        }
    }

    private static long calls(Exchanges exchanges, Venue venue, int threads, long millis) {
        var calls = new AtomicLong();
        long end = System.nanoTime() + millis * 1_000_000;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                callers.execute(
                        () -> {
                            while (System.nanoTime() < end) {
                                if (exchanges.ticker(venue, SYMBOL) instanceof Reply.Answered<?>) {
                                    calls.incrementAndGet();
                                }
                            }
                        });
            }
        }
        return calls.get();
    }

    /** How many orders it placed, and the median of what one took in microseconds. */
    private static String orders(Exchanges exchanges, int threads, long millis) {
        var venue = new Venue(new ExchangeId("binance"), MarketType.SPOT, Environment.LIVE);
        var times = new ConcurrentLinkedQueue<Long>();
        long end = System.nanoTime() + millis * 1_000_000;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                int caller = i;
                callers.execute(() -> order(exchanges, venue, "bench-" + caller % 16, times, end));
            }
        }
        var sorted = times.stream().sorted().toList();
        return sorted.size() + " " + sorted.get(sorted.size() / 2) / 1000;
    }

    private static void order(
            Exchanges exchanges, Venue venue, String key, Queue<Long> times, long end) {
        var chance = new SecureRandom();
        var credential =
                new ApiCredential(
                        Secret.of(key), Secret.of(OrderTakingBinance.secretOf(key)), Secret.of(""));
        var permit = Permits.of(Fixtures.user("ann@example.org"), Operation.CREATE_ORDER);
        while (System.nanoTime() < end) {
            long begun = System.nanoTime();
            var ticket =
                    new OrderTicket(
                            ClientOrderId.random(chance),
                            SYMBOL,
                            Side.BUY,
                            new Pricing.AtLimit(Price.of("50000")),
                            Quantity.of("0.01"),
                            Terms.PLAIN);
            if (!(exchanges.place(venue, permit, credential, new Dispatch(ticket, Instant.now()))
                    instanceof Placed.Accepted)) {
                throw new IllegalStateException("an order was not taken");
            }
            times.add(System.nanoTime() - begun);
        }
    }
}

package cc.profitmaker.bootstrap.bench;

import cc.profitmaker.adapter.exchange.Exchanges;
import cc.profitmaker.adapter.exchange.ExchangesConfig;
import cc.profitmaker.adapter.exchange.paper.PaperExchange;
import cc.profitmaker.application.testing.InMemoryPaperAccounts;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connectors with no server around them. For each line {@code EXCHANGE THREADS MILLISECONDS} it
 * asks for tickers that long and prints how many it got; ends with its standard input.
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
}

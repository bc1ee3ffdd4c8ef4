package cc.profitmaker.adapter.exchange.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cc.profitmaker.adapter.exchange.testing.FakeFeed.Peer;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Binance's spot streams of BTC/USDT: confirms whatever is subscribed to and says one thing of
 * each, in which one number stands for all. The snapshot it continues is the one in the fixtures.
 */
public final class SpeakingBinance implements AutoCloseable {
    private static final Pattern STREAM = Pattern.compile("\"btcusdt@([a-z0-9_@]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final long SNAPSHOT = 1_027_024;

    private final FakeFeed feed;
    private final String number;
    private final String level;
    private final Thread talking;

    /**
     * Listens at once.
     *
     * @param number the price of whatever it tells, and the amount of the best bid
     * @param level the price of one more bid
     */
    public SpeakingBinance(int port, String number, String level) {
        this.feed = new FakeFeed(port);
        this.number = number;
        this.level = level;
        talking = Thread.ofVirtual().name("speaking binance").start(this::talk);
    }

    private void talk() {
        try {
            Peer peer = feed.take();
            while (true) {
                String request = peer.take();
                peer.say(
                        "{\"result\":null,\"id\":"
                                + ID.matcher(request)
                                        .results()
                                        .findFirst()
                                        .map(id -> id.group(1))
                                        .orElseThrow()
                                + "}");
                if (request.contains("\"SUBSCRIBE\"")) {
                    STREAM.matcher(request).results().forEach(stream -> peer.say(news(stream)));
                }
            }
        } catch (InterruptedException _) {
            // It was closed.
        }
    }

    private String news(MatchResult stream) {
        String name = stream.group(1);
        String kind = name.startsWith("kline_") ? "kline" : name;
        return "{\"E\":1764000000200,\"s\":\"BTCUSDT\","
                + switch (kind) {
                    case "ticker" -> "\"e\":\"24hrTicker\",\"c\":\"" + number + "\"}";
                    case "trade" ->
                            "\"e\":\"trade\",\"t\":9,\"p\":\""
                                    + number
                                    + "\",\"q\":\"1\",\"T\":1764000000100,\"m\":true}";
                    case "depth@100ms" ->
                            "\"e\":\"depthUpdate\",\"U\":"
                                    + (SNAPSHOT + 1)
                                    + ",\"u\":"
                                    + (SNAPSHOT + 2)
                                    + ",\"b\":[[\"87195.00\",\""
                                    + number
                                    + "\"],[\""
                                    + level
                                    + "\",\"1\"]],\"a\":[]}";
                    case "kline" ->
                            "\"e\":\"kline\",\"k\":{\"t\":1763999940000,\"i\":\""
                                    + name.substring("kline_".length())
                                    + "\",\"o\":\"1\",\"h\":\"99999\",\"l\":\"1\",\"v\":\"5\",\"c\":\""
                                    + number
                                    + "\"}}";
                    default -> throw new IllegalArgumentException(name);
                };
    }

    /** The port is free again and whoever was connected is not any more. */
    @Override
    public void close() {
        talking.interrupt();
        feed.close();
        try {
            assertThat(talking.join(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

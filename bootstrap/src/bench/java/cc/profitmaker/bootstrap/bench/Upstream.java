package cc.profitmaker.bootstrap.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a stand-in exchange answers: the payloads the connector's tests were recorded with. */
final class Upstream {
    static final Map<String, byte[]> BINANCE =
            Map.of(
                    "/api/v3/exchangeInfo", recorded("binance/fixtures/exchangeInfo.json"),
                    "/api/v3/ticker/24hr", recorded("binance/fixtures/ticker.json"));

    private Upstream() {}

    private static byte[] recorded(String name) {
        try (var in = Upstream.class.getResourceAsStream("/ccxt/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no recording " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

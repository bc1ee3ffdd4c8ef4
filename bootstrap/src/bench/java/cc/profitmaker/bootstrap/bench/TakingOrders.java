package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.testing.OrderTakingBinance;
import cc.profitmaker.adapter.exchange.testing.Recording;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A stand-in for Binance on a bare Jetty: recorded answers to public reads, and orders, which it
 * takes when their signature is right. It announces limits that do not bind. Prints its port; ends
 * with its standard input.
 */
final class TakingOrders {
    /** Tells how often a ticker was asked for. */
    static final String TICKERS_SEEN = "/bench/tickers";

    private static final String TICKER = "/api/v3/ticker/24hr";

    private TakingOrders() {}

    /** Serves. */
    public static void main(String[] args) throws Exception {
        var server = new Server(new VirtualThreadPool());
        var connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Exchange());
        server.start();
        PrintStream out = System.out;
        out.println(connector.getLocalPort());
        out.flush();
        while (System.in.read() >= 0) {
            // Whoever started us is still there.
        }
        System.exit(0);
    }

    private static final class Exchange extends Handler.Abstract {
        private final Map<String, byte[]> answers = new HashMap<>(Upstream.BINANCE);
        private final AtomicLong ids = new AtomicLong();
        private final AtomicLong tickers = new AtomicLong();

        Exchange() {
            answers.computeIfPresent(
                    "/api/v3/exchangeInfo",
                    (_, body) ->
                            new String(body, UTF_8)
                                    .replace("\"limit\":6000", "\"limit\":100000000")
                                    .getBytes(UTF_8));
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws IOException {
            String path = request.getHttpURI().getPath();
            byte[] body = answers.get(path);
            if (path.equals(TICKER)) {
                tickers.incrementAndGet();
            } else if (path.equals(TICKERS_SEEN)) {
                body = ("{\"seen\":\"" + tickers.get() + "\"}").getBytes(UTF_8);
            } else if (path.equals("/api/v3/order")) {
                body = order(request);
            }
            if (body == null) {
                return false;
            }
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
        }

        private byte[] order(Request request) throws IOException {
            String query = request.getHttpURI().getQuery();
            String form = Content.Source.asString(request, StandardCharsets.UTF_8);
            String key = request.getHeaders().get("X-MBX-APIKEY");
            String signature = hmac(OrderTakingBinance.secretOf(key), form);
            if (!query.equals("signature=" + signature)) {
                throw new IOException("a wrong signature");
            }
            Map<String, String> order = Recording.form(form);
            return ("{\"symbol\":\"BTCUSDT\",\"orderId\":"
                            + ids.incrementAndGet()
                            + ",\"orderListId\":-1,\"clientOrderId\":\""
                            + order.get("newClientOrderId")
                            + "\",\"transactTime\":"
                            + System.currentTimeMillis()
                            + ",\"price\":\""
                            + order.get("price")
                            + "\",\"origQty\":\""
                            + order.get("quantity")
                            + "\",\"executedQty\":\"0.00000000\",\"origQuoteOrderQty\":\"0.0\","
                            + "\"cummulativeQuoteQty\":\"0.00000000\",\"status\":\"NEW\","
                            + "\"timeInForce\":\"GTC\",\"type\":\"LIMIT\",\"side\":\"BUY\","
                            + "\"workingTime\":1764000000100,"
                            + "\"selfTradePreventionMode\":\"EXPIRE_MAKER\",\"fills\":[]}")
                    .getBytes(UTF_8);
        }

        private static String hmac(String secret, String text) throws IOException {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
                return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
    }
}

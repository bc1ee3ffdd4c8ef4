package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a listener gets in, and what it answers until it hears the broadcast. */
enum Door {
    /** Our {@code /ws}: a token before the upgrade, then a subscription. */
    HUB("/ws") {
        @Override
        Said heard(String text) {
            if (text.startsWith("{\"event\":\"authenticated\"")) {
                return new Said.Welcome();
            }
            return text.startsWith("{\"event\":\"subscribed\"")
                    ? new Said.In()
                    : new Said.Unexpected();
        }
    },
    /** Whoever is connected hears all. */
    BARE("/ws") {
        @Override
        Said heard(String text) {
            return new Said.Unexpected();
        }
    },
    /** Engine.IO 4 and Socket.IO 5 over WebSocket. */
    SOCKET_IO("/socket.io/?EIO=4&transport=websocket") {
        @Override
        Said heard(String text) {
            return switch (text.charAt(0)) {
                case '0' -> new Said.Answer("40");
                case '2' -> new Said.Answer("3");
                default -> text.startsWith("40") ? new Said.In() : new Said.Unexpected();
            };
        }
    };

    private final String path;

    Door(String path) {
        this.path = path;
    }

    /** What to do after something that is no broadcast. */
    sealed interface Said {
        record Answer(String text) implements Said {}

        /** Ready for the first subscription. */
        record Welcome() implements Said {}

        /** What was subscribed to, or all there is, is heard from now on. */
        record In() implements Said {}

        record Unexpected() implements Said {}
    }

    abstract Said heard(String text);

    static String subscribe(String symbol) {
        return "{\"event\":\"subscribe\",\"data\":{\"exchangeId\":\"binance\",\"symbol\":\""
                + symbol
                + "\",\"dataType\":\"ticker\"}}";
    }

    byte[] upgrade(String token) {
        return (Request.get(path)
                                .with("Connection", "Upgrade")
                                .with("Upgrade", "websocket")
                                .with("Sec-WebSocket-Version", "13")
                                .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
                                .head()
                        + (this == HUB ? "Authorization: Bearer " + token + "\r\n" : "")
                        + "\r\n")
                .getBytes(UTF_8);
    }
}

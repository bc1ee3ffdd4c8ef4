package cc.profitmaker.adapter.web.socket;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the query of a request says. */
sealed interface EngineIoQuery {
    /** A client that is new here. */
    record Newcomer(Way way) implements EngineIoQuery {}

    /** A client that says it has been here before. */
    record Known(String sid, Way way) implements EngineIoQuery {}

    record Refused(EngineIoRefusal why) implements EngineIoQuery {}

    enum Way {
        POLLING,
        WEBSOCKET
    }

    /** What a name has in it that is given to something to be let in by. */
    Set<String> OF_TOKENS =
            Set.of("token", "auth", "jwt", "secret", "password", "apikey", "credential", "bearer");

    static EngineIoQuery read(Request request) {
        Optional<Fields> parsed = parse(request);
        if (parsed.isEmpty()) {
            return new Refused(EngineIoRefusal.BAD_REQUEST);
        }
        Fields query = parsed.get();
        for (String name : query.getNames()) {
            if (isOfToken(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))) {
                return new Refused(EngineIoRefusal.TOKEN_IN_URL);
            }
        }
        for (String ours : List.of("EIO", "transport", "sid")) {
            if (query.getValuesOrEmpty(ours).size() > 1) {
                return new Refused(EngineIoRefusal.BAD_REQUEST);
            }
        }
        return read(query);
    }

    private static boolean isOfToken(String letters) {
        return OF_TOKENS.stream().anyMatch(letters::contains);
    }

    private static Optional<Fields> parse(Request request) {
        try {
            return Optional.of(Request.extractQueryParameters(request));
        } catch (RuntimeException _) {
            // Jetty has several for what is no UTF-8 or no percent-encoding.
            return Optional.empty();
        }
    }

    private static EngineIoQuery read(Fields query) {
        Optional<Way> way = way(query.getValue("transport"));
        if (way.isEmpty()) {
            return new Refused(EngineIoRefusal.UNKNOWN_TRANSPORT);
        }
        if (!"4".equals(query.getValue("EIO"))) {
            return new Refused(EngineIoRefusal.WRONG_VERSION);
        }
        String sid = query.getValue("sid");
        return sid == null ? new Newcomer(way.get()) : new Known(sid, way.get());
    }

    private static Optional<Way> way(String transport) {
        return switch (transport) {
            case "polling" -> Optional.of(Way.POLLING);
            case "websocket" -> Optional.of(Way.WEBSOCKET);
            case null, default -> Optional.empty();
        };
    }
}

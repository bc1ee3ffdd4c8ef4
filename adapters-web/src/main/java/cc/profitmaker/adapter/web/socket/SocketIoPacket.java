package cc.profitmaker.adapter.web.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.util.Optional;
import java.util.Set;

/** What a client may say in Socket.IO, version 5. */
sealed interface SocketIoPacket {
    String ROOT = "/";

    /** {@code auth} is an object, or missing. */
    record Connect(String namespace, JsonNode auth) implements SocketIoPacket {}

    record Disconnect(String namespace) implements SocketIoPacket {}

    /**
     * An event.
     *
     * @param data its first argument; missing when it has none
     * @param acknowledge the number it is to be acknowledged by
     */
    record Event(String namespace, String name, JsonNode data, Optional<String> acknowledge)
            implements SocketIoPacket {}

    /** Of nothing: we never ask for one. */
    record Acknowledgement() implements SocketIoPacket {}

    int LONGEST_NAMESPACE = 128;
    int LONGEST_NUMBER = 15;

    /** Names that a library uses for what happens on its own side. */
    Set<String> RESERVED =
            Set.of(
                    "connect",
                    "connect_error",
                    "disconnect",
                    "disconnecting",
                    "newListener",
                    "removeListener");

    /** Empty when it is none, or a binary one. */
    static Optional<SocketIoPacket> read(String text, ObjectMapper json) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int at = 1;
        String namespace = ROOT;
        if (text.startsWith("/", at)) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            if (end - at > LONGEST_NAMESPACE) {
                return Optional.empty();
            }
            namespace = text.substring(at, end);
            at = comma < 0 ? end : end + 1;
        }
        int number = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at - number > LONGEST_NUMBER) {
            return Optional.empty();
        }
        Optional<String> acknowledge =
                at == number ? Optional.empty() : Optional.of(text.substring(number, at));
        String spoken = namespace;
        return parse(text.substring(at), json)
                .flatMap(payload -> read(text.charAt(0), spoken, acknowledge, payload));
    }

    private static Optional<JsonNode> parse(String text, ObjectMapper json) {
        if (text.isEmpty()) {
            return Optional.of(MissingNode.getInstance());
        }
        try {
            return Optional.of(json.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<SocketIoPacket> read(
            char type, String namespace, Optional<String> number, JsonNode payload) {
        return switch (type) {
            case '0' ->
                    number.isEmpty() && (payload.isObject() || payload.isMissingNode())
                            ? Optional.of(new Connect(namespace, payload))
                            : Optional.empty();
            case '1' ->
                    number.isEmpty() && payload.isMissingNode()
                            ? Optional.of(new Disconnect(namespace))
                            : Optional.empty();
            case '2' ->
                    payload.isArray()
                                    && payload.path(0).isTextual()
                                    && !RESERVED.contains(payload.get(0).textValue())
                            ? Optional.of(
                                    new Event(
                                            namespace,
                                            payload.get(0).textValue(),
                                            payload.path(1),
                                            number))
                            : Optional.empty();
            case '3' ->
                    number.isPresent() && payload.isArray()
                            ? Optional.of(new Acknowledgement())
                            : Optional.empty();
            default -> Optional.empty();
        };
    }
}

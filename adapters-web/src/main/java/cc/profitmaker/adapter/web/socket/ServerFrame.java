package cc.profitmaker.adapter.web.socket;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import java.util.Map;

/**
 * What the server says of itself, but for {@code data} and {@code private:data}, which {@link
 * DataFrames} writes. A record is the event's data, field by field.
 */
sealed interface ServerFrame {
    String AUTH_ERROR = "auth_error";
    String SUBSCRIPTION_ERROR = "subscription_error";
    String UNSUBSCRIBE_ERROR = "unsubscribe_error";
    String ERROR = "error";
    String PRIVATE_ERROR = "private:error";

    @JsonIgnore
    String event();

    record Authenticated(boolean success, String userId) implements ServerFrame {
        @Override
        public String event() {
            return "authenticated";
        }
    }

    record Subscribed(
            String subscriptionId,
            String exchangeId,
            String symbol,
            String dataType,
            String timeframe)
            implements ServerFrame {
        @Override
        public String event() {
            return "subscribed";
        }
    }

    record Unsubscribed(String subscriptionId) implements ServerFrame {
        @Override
        public String event() {
            return "unsubscribed";
        }
    }

    record PrivatelySubscribed(
            String subscriptionId,
            String accountId,
            String exchangeId,
            String symbol,
            Map<String, Boolean> capabilities,
            long generation)
            implements ServerFrame {
        @Override
        public String event() {
            return "private:subscribed";
        }
    }

    record PrivatelyUnsubscribed(String subscriptionId) implements ServerFrame {
        @Override
        public String event() {
            return "private:unsubscribed";
        }
    }

    /**
     * Goes on.
     *
     * @param failing whether the account cannot be read just now; null: it was not read yet
     */
    record Heartbeat(
            String subscriptionId,
            long generation,
            Map<String, Boolean> capabilities,
            Long lastEventAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean failing,
            long timestamp)
            implements ServerFrame {
        @Override
        public String event() {
            return "private:heartbeat";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PrivateError(
            String subscriptionId,
            String accountId,
            String dataType,
            String error,
            boolean fatal,
            Boolean unavailable,
            Long retryInMs,
            Long generation)
            implements ServerFrame {
        @Override
        public String event() {
            return PRIVATE_ERROR;
        }
    }

    /** A stream is interrupted and goes on retrying; without an id: what the client said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Interrupted(String subscriptionId, String error) implements ServerFrame {
        @Override
        public String event() {
            return ERROR;
        }
    }

    /**
     * What was asked for is refused; of a private stream it is said that asking again is no use.
     */
    static ServerFrame refused(String event, String sentence) {
        return event.equals(PRIVATE_ERROR)
                ? new PrivateError(null, null, null, sentence, true, null, null, null)
                : new Refused(event, sentence);
    }

    /** What was asked for is refused. */
    record Refused(@JsonIgnore String event, String error) implements ServerFrame {}
}

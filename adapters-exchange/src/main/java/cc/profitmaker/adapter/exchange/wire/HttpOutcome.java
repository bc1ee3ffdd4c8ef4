package cc.profitmaker.adapter.exchange.wire;

import cc.profitmaker.domain.market.ExchangeFault.Kind;

import java.time.Duration;
import java.util.Optional;

/** What came of one request: an answer, or none and how far the request got. */
public sealed interface HttpOutcome {

    /**
     * A complete answer of any status.
     *
     * @param retryAfter what the header of that name says
     */
    record Answered(int status, Optional<Duration> retryAfter, Body body) implements HttpOutcome {}

    /**
     * It is certain that the request did not reach the exchange.
     *
     * @param retryAfter when it is no use to ask before
     */
    record NeverSent(Kind why, Optional<Duration> retryAfter) implements HttpOutcome {
        public NeverSent(Kind why) {
            this(why, Optional.empty());
        }
    }

    /** The request may have reached the exchange; no usable answer came back. */
    record Lost(Kind why) implements HttpOutcome {}

    /**
     * Whoever asked was interrupted and does not wait for the answer. The request may have reached
     * the exchange, and nothing is known of how that is.
     */
    record GivenUp() implements HttpOutcome {}

    /** The bytes of an answer, decompressed; not copied on the way. */
    final class Body {
        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}

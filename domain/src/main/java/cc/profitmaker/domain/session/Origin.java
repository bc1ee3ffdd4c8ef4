package cc.profitmaker.domain.session;

import static java.util.Objects.requireNonNull;

/** Where a sign-in comes from. */
public record Origin(ClientAddress address, UserAgent agent, Place place) {
    public Origin {
        requireNonNull(address);
        requireNonNull(agent);
        requireNonNull(place);
    }

    public enum Place {
        /**
         * The peer is a loopback address and no proxy stands between, or a trusted proxy says that
         * its client is one.
         */
        THIS_MACHINE,
        ELSEWHERE
    }
}

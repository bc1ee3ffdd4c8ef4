package cc.profitmaker.application.operator;

import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How this server gets on with the exchanges. Tells what it knows and asks nobody for it. */
public interface Upstreams {
    /** Where an exchange is. */
    enum Place {
        /** In this very process. */
        HERE,
        /** On the network, at hosts of its own. */
        NETWORK,
        /** On the network, at hosts that the operator configured. */
        CONFIGURED
    }

    enum Breaker {
        CLOSED,
        /** One call may try whether the host answers again. */
        HALF_OPEN,
        /** No call is sent. */
        OPEN
    }

    /**
     * One exchange.
     *
     * @param hosts those that some call was made ready for, in alphabetical order
     */
    record Standing(ExchangeId id, Place place, List<Host> hosts) {
        public Standing {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * One host of an exchange.
     *
     * @param name its scheme, name and port
     * @param restsUntil it told us to send nothing before
     * @param usage empty where it publishes no allowance
     * @param clockOffset by how much its clock is ahead of ours
     */
    record Host(
            String name,
            Breaker breaker,
            Optional<Instant> restsUntil,
            Optional<Usage> usage,
            Heard heard,
            Duration clockOffset) {}

    /** What of the allowance is used just now, in the host's own units. */
    record Usage(long used, long of) {}

    /** When it last did well, and when not; both empty until it was asked. */
    record Heard(Optional<Instant> wellAt, Optional<Failure> failure) {}

    record Failure(ExchangeFault.Kind why, Instant at) {}

    /** In alphabetical order of the ids. */
    List<Standing> standings();

    /** Asks an exchange what anybody may ask, once and now: how many markets it lists. */
    Reply<Integer> check(ExchangeId exchange);
}

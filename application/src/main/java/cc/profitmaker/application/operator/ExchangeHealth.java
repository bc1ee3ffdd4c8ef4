package cc.profitmaker.application.operator;

import cc.profitmaker.application.operator.Upstreams.Breaker;
import cc.profitmaker.application.stream.Streams;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.session.Operator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How the exchanges are doing, to an operator. */
public final class ExchangeHealth {
    private final Upstreams upstreams;
    private final Streams streams;
    private final InstantSource clock;

    public ExchangeHealth(Upstreams upstreams, Streams streams, InstantSource clock) {
        this.upstreams = upstreams;
        this.streams = streams;
        this.clock = clock;
    }

    public enum State {
        OK,
        /** It answers, but not always, or not everywhere. */
        DEGRADED,
        /** Nothing is sent to it: it does not answer, or told us to wait. */
        DOWN,
        /** It was not asked for anything yet. */
        UNKNOWN
    }

    /**
     * One exchange.
     *
     * @param streams how many public streams are listened to there
     */
    public record Health(Upstreams.Standing standing, State state, int streams) {}

    /** In alphabetical order of the ids; no exchange is asked for it. */
    public List<Health> list(Operator operator) {
        Instant now = clock.instant();
        return upstreams.standings().stream()
                .map(
                        standing ->
                                new Health(
                                        standing,
                                        state(standing, now),
                                        streams.upstreams(standing.id())))
                .toList();
    }

    /** Asks that exchange, once and now. */
    public Reply<Integer> check(Operator operator, ExchangeId exchange) {
        return upstreams.check(exchange);
    }

    private static State state(Upstreams.Standing standing, Instant now) {
        if (standing.place() == Upstreams.Place.HERE) {
            return State.OK;
        }
        Set<State> states =
                standing.hosts().stream()
                        .map(host -> state(host, now))
                        .filter(state -> state != State.UNKNOWN)
                        .collect(Collectors.toSet());
        if (states.isEmpty()) {
            return State.UNKNOWN;
        }
        return states.size() == 1 ? states.iterator().next() : State.DEGRADED;
    }

    private static State state(Upstreams.Host host, Instant now) {
        if (host.breaker() == Breaker.OPEN || host.restsUntil().filter(now::isBefore).isPresent()) {
            return State.DOWN;
        }
        var heard = host.heard();
        boolean failedLast =
                heard.failure()
                        .filter(
                                failure ->
                                        heard.wellAt()
                                                .filter(well -> !well.isBefore(failure.at()))
                                                .isEmpty())
                        .isPresent();
        if (failedLast || host.breaker() == Breaker.HALF_OPEN) {
            return State.DEGRADED;
        }
        return heard.wellAt().isPresent() ? State.OK : State.UNKNOWN;
    }
}

package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.application.operator.ExchangeHealth;
import cc.profitmaker.application.operator.Upstreams;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Reply;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How exchanges are doing, as operators see it. */
final class ExchangeHealthViews {
    private ExchangeHealthViews() {}

    /** What is empty is not known. The error's code is one of those that calls are refused with. */
    @Schema(name = "ExchangeHost")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HostView(
            String host,
            @Schema(allowableValues = {"closed", "half_open", "open"}) String breaker,
            @JsonProperty("banned_until") String bannedUntil,
            @JsonProperty("weight_used") Long weightUsed,
            @JsonProperty("weight_limit") Long weightLimit,
            @JsonProperty("last_error_code") String lastErrorCode,
            @JsonProperty("last_error_at") String lastErrorAt,
            @JsonProperty("last_ok_at") String lastOkAt,
            @JsonProperty("clock_offset_ms") long clockOffsetMs) {
        static HostView of(Upstreams.Host host) {
            var failure = host.heard().failure();
            return new HostView(
                    host.name(),
                    named(host.breaker()),
                    Times.iso(host.restsUntil()),
                    host.usage().map(Upstreams.Usage::used).orElse(null),
                    host.usage().map(Upstreams.Usage::of).orElse(null),
                    failure.map(ExchangeHealthViews::code).orElse(null),
                    Times.iso(failure.map(Upstreams.Failure::at)),
                    Times.iso(host.heard().wellAt()),
                    host.clockOffset().toMillis());
        }
    }

    /** The worst, the last or the greatest of what its hosts say, and each of them. */
    @Schema(name = "ExchangeHealth")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HealthView(
            String id,
            @Schema(description = "The operator's configuration names hosts for it")
                    boolean configured,
            @Schema(allowableValues = {"ok", "degraded", "down", "unknown"}) String state,
            @Schema(allowableValues = {"closed", "half_open", "open"}) String breaker,
            @JsonProperty("banned_until") String bannedUntil,
            @JsonProperty("weight_used") Long weightUsed,
            @JsonProperty("weight_limit") Long weightLimit,
            @JsonProperty("last_error_code") String lastErrorCode,
            @JsonProperty("last_error_at") String lastErrorAt,
            @JsonProperty("last_ok_at") String lastOkAt,
            @JsonProperty("clock_offset_ms") Long clockOffsetMs,
            @Schema(description = "Public streams listened to") int streams,
            List<HostView> hosts) {
        static HealthView of(ExchangeHealth.Health health) {
            List<Upstreams.Host> hosts = health.standing().hosts();
            Optional<Upstreams.Failure> failure =
                    latest(hosts, host -> host.heard().failure(), Upstreams.Failure::at);
            Optional<Upstreams.Usage> usage =
                    hosts.stream()
                            .flatMap(host -> host.usage().stream())
                            .max(Comparator.comparingDouble(u -> (double) u.used() / u.of()));
            return new HealthView(
                    health.standing().id().value(),
                    health.standing().place() == Upstreams.Place.CONFIGURED,
                    named(health.state()),
                    hosts.stream()
                            .map(Upstreams.Host::breaker)
                            .max(Comparator.naturalOrder())
                            .map(ExchangeHealthViews::named)
                            .orElse(null),
                    Times.iso(latest(hosts, Upstreams.Host::restsUntil, until -> until)),
                    usage.map(Upstreams.Usage::used).orElse(null),
                    usage.map(Upstreams.Usage::of).orElse(null),
                    failure.map(ExchangeHealthViews::code).orElse(null),
                    Times.iso(failure.map(Upstreams.Failure::at)),
                    Times.iso(latest(hosts, host -> host.heard().wellAt(), at -> at)),
                    hosts.stream()
                            .map(host -> host.clockOffset().toMillis())
                            .max(Comparator.comparingLong(Math::abs))
                            .orElse(null),
                    health.streams(),
                    hosts.stream().map(HostView::of).toList());
        }
    }

    /** Whether it answered; if not, with what error a call would be refused just now. */
    @Schema(name = "ExchangeCheck")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CheckView(boolean reachable, Integer markets, String code, String error) {
        static CheckView of(Reply<Integer> reply) {
            return switch (reply) {
                case Reply.Answered<Integer>(var markets) ->
                        new CheckView(true, markets, null, null);
                case Reply.Failed<Integer>(var fault) -> {
                    Problem why = Faults.problem(fault);
                    yield new CheckView(false, null, why.code(), why.sentence());
                }
            };
        }
    }

    private static <T, A extends Comparable<A>> Optional<T> latest(
            List<Upstreams.Host> hosts,
            Function<Upstreams.Host, Optional<T>> what,
            Function<T, A> when) {
        return hosts.stream()
                .flatMap(host -> what.apply(host).stream())
                .max(Comparator.comparing(when));
    }

    private static String code(Upstreams.Failure failure) {
        return Faults.problem(ExchangeFault.of(failure.why())).code();
    }

    private static String named(Upstreams.Breaker breaker) {
        return switch (breaker) {
            case CLOSED -> "closed";
            case HALF_OPEN -> "half_open";
            case OPEN -> "open";
        };
    }

    private static String named(ExchangeHealth.State state) {
        return switch (state) {
            case OK -> "ok";
            case DEGRADED -> "degraded";
            case DOWN -> "down";
            case UNKNOWN -> "unknown";
        };
    }
}

package cc.profitmaker.application.trading;

import cc.profitmaker.application.access.Gatekeeper;
import cc.profitmaker.application.access.Gatekeeper.Admitted;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.application.audit.AuditTrail;
import cc.profitmaker.domain.access.AccessRules;
import cc.profitmaker.domain.access.Decision;
import cc.profitmaker.domain.access.GrantLimits;
import cc.profitmaker.domain.access.Operation;
import cc.profitmaker.domain.access.Permit;
import cc.profitmaker.domain.account.Leverage;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.session.Caller;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reading and setting leverage, market by market. */
public final class Leverages {
    /** At most so many markets in one call. */
    public static final int MAX_SYMBOLS = 20;

    private final ExchangeGateway exchanges;
    private final Gatekeeper gatekeeper;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Leverages(
            ExchangeGateway exchanges,
            Gatekeeper gatekeeper,
            AuditTrail audit,
            InstantSource clock) {
        this.exchanges = exchanges;
        this.gatekeeper = gatekeeper;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is wanted: a value, or each market's greatest. */
    public sealed interface Wanted {
        /** 1 or more. */
        record Exactly(BigDecimal leverage) implements Wanted {}

        record Greatest() implements Wanted {}
    }

    /** Whether to do it or only to tell what would be done. */
    public enum Mode {
        SET,
        DRY_RUN
    }

    /** One market's fate; the others' are independent of it. */
    public sealed interface Result {
        Symbol symbol();

        record Set(Symbol symbol, BigDecimal leverage) implements Result {}

        record WouldSet(Symbol symbol, BigDecimal leverage) implements Result {}

        /** The market's limits do not allow it. */
        record OutOfBounds(Symbol symbol, Bounds allowed) implements Result {}

        record Failed(Symbol symbol, ExchangeFault fault) implements Result {}
    }

    public Asked<List<Leverage>> fetch(Caller caller, Keys keys, Venue venue, Set<Symbol> symbols) {
        return switch (gatekeeper.admit(
                caller, Operation.FETCH_LEVERAGES, keys, venue.exchange())) {
            case Admitted.Refused(var reason) -> new Asked.Refused<>(reason);
            case Admitted.Granted(var decision, var credential) ->
                    new Asked.Replied<>(
                            exchanges.leverages(venue, decision.permit(), credential, symbols));
        };
    }

    /** The markets whose leverage can be set. Access is checked when keys are named. */
    public Asked<List<Market>> markets(Caller caller, Optional<Keys> keys, Venue venue) {
        if (keys.isPresent()
                && gatekeeper.admit(
                                caller, Operation.LEVERAGE_MARKETS, keys.get(), venue.exchange())
                        instanceof Admitted.Refused(var reason)) {
            return new Asked.Refused<>(reason);
        }
        return new Asked.Replied<>(
                exchanges
                        .markets(venue)
                        .map(
                                markets ->
                                        markets.stream()
                                                .filter(m -> m.contract().isPresent())
                                                .toList()));
    }

    /** In the order of {@code symbols}: at most {@link #MAX_SYMBOLS}. */
    public Asked<List<Result>> set(
            Caller caller, Keys keys, Venue venue, List<Symbol> symbols, Wanted wanted, Mode mode) {
        if (symbols.size() > MAX_SYMBOLS) {
            throw new IllegalArgumentException("at most " + MAX_SYMBOLS + " symbols");
        }
        return switch (gatekeeper.admit(caller, Operation.SET_LEVERAGES, keys, venue.exchange())) {
            case Admitted.Refused(var reason) -> new Asked.Refused<>(reason);
            case Admitted.Granted granted -> {
                Permit permit = granted.decision().permit();
                Optional<Decision.Reason> refusal = refuse(permit, symbols, wanted);
                if (refusal.isPresent()) {
                    gatekeeper.record(permit, refusal.get());
                    yield new Asked.Refused<>(refusal.get());
                }
                yield new Asked.Replied<>(
                        exchanges
                                .capabilities(venue)
                                .flatMap(
                                        offered ->
                                                offered.offers(Capability.SET_LEVERAGE)
                                                        ? Reply.answered(
                                                                setAll(
                                                                        granted, venue, symbols,
                                                                        wanted, mode))
                                                        : Reply.failed(
                                                                ExchangeFault.Kind.NOT_OFFERED)));
            }
        };
    }

    /** All or none: one symbol outside the grant refuses the call. */
    private static Optional<Decision.Reason> refuse(
            Permit permit, List<Symbol> symbols, Wanted wanted) {
        Optional<Decision.Reason> outside =
                symbols.stream()
                        .flatMap(symbol -> AccessRules.refuse(permit, symbol).stream())
                        .findFirst();
        boolean over =
                wanted instanceof Wanted.Exactly(var leverage)
                        && permit.limits()
                                .maxLeverage()
                                .filter(most -> leverage.compareTo(most) > 0)
                                .isPresent();
        return outside.or(
                () -> over ? Optional.of(Decision.Reason.LEVERAGE_OVER_LIMIT) : Optional.empty());
    }

    private List<Result> setAll(
            Admitted.Granted granted, Venue venue, List<Symbol> symbols, Wanted wanted, Mode mode) {
        return symbols.stream()
                .map(symbol -> setOne(granted, venue, symbol, wanted, mode))
                .toList();
    }

    private Result setOne(
            Admitted.Granted granted, Venue venue, Symbol symbol, Wanted wanted, Mode mode) {
        return switch (exchanges.market(venue, symbol)) {
            case Reply.Failed<Market>(var fault) -> new Result.Failed(symbol, fault);
            case Reply.Answered<Market>(var market) -> {
                Bounds allowed = market.limits().leverage();
                Optional<BigDecimal> leverage =
                        choose(wanted, allowed, granted.decision().permit().limits());
                if (leverage.isEmpty()) {
                    yield new Result.OutOfBounds(symbol, allowed);
                }
                yield mode == Mode.DRY_RUN
                        ? new Result.WouldSet(symbol, leverage.get())
                        : send(granted, venue, symbol, leverage.get());
            }
        };
    }

    /** Empty when what is wanted, or all that the grant leaves of it, is not for this market. */
    private static Optional<BigDecimal> choose(Wanted wanted, Bounds allowed, GrantLimits limits) {
        Optional<BigDecimal> leverage =
                switch (wanted) {
                    case Wanted.Greatest _ ->
                            allowed.max()
                                    .map(max -> limits.maxLeverage().map(max::min).orElse(max));
                    case Wanted.Exactly(var value) -> Optional.of(value);
                };
        return leverage.filter(v -> v.compareTo(allowed.min().orElse(BigDecimal.ONE)) >= 0)
                .filter(v -> allowed.max().map(max -> v.compareTo(max) <= 0).orElse(true));
    }

    private Result send(Admitted.Granted granted, Venue venue, Symbol symbol, BigDecimal leverage) {
        Reply<Leverage> reply =
                exchanges.setLeverage(
                        venue, granted.decision().permit(), granted.credential(), symbol, leverage);
        Result result =
                switch (reply) {
                    case Reply.Answered<Leverage>(var set) -> new Result.Set(symbol, set.value());
                    case Reply.Failed<Leverage>(var fault) -> new Result.Failed(symbol, fault);
                };
        audit.recordLater(
                new AuditEvent.Traded(
                        granted.decision().permit().holder(),
                        granted.decision().permit().account(),
                        venue,
                        Operation.SET_LEVERAGES,
                        symbol,
                        result instanceof Result.Set ? "set " + leverage : "failed"),
                clock.instant());
        return result;
    }
}

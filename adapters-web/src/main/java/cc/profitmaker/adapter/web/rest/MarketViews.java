package cc.profitmaker.adapter.web.rest;

import static cc.profitmaker.adapter.web.rest.Views.or;

import cc.profitmaker.application.trading.MarketData.Offer;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Currency;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Venue;

import io.swagger.v3.oas.annotations.media.Schema;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a venue offers, in CCXT's structures. */
final class MarketViews {
    private MarketViews() {}

    record Range(BigDecimal min, BigDecimal max) {
        static Range of(Bounds bounds) {
            return new Range(or(bounds.min()), or(bounds.max()));
        }
    }

    record Limits(Range leverage, Range amount, Range price, Range cost, Range market) {
        static Limits of(Market.Limits limits) {
            return new Limits(
                    Range.of(limits.leverage()),
                    Range.of(limits.amount()),
                    Range.of(limits.price()),
                    Range.of(limits.cost()),
                    Range.of(limits.market()));
        }
    }

    /** Steps, not digits: CCXT's precision mode TICK_SIZE. */
    record Precision(
            BigDecimal amount,
            BigDecimal price,
            BigDecimal cost,
            BigDecimal base,
            BigDecimal quote) {
        static Precision of(Market.Steps steps) {
            return new Precision(
                    or(steps.amount()),
                    or(steps.price()),
                    null,
                    or(steps.of().base()),
                    or(steps.of().quote()));
        }
    }

    @Schema(name = "Market")
    record MarketView(
            String id,
            String lowercaseId,
            String symbol,
            String base,
            String quote,
            String settle,
            String baseId,
            String quoteId,
            String settleId,
            String type,
            boolean spot,
            boolean margin,
            boolean swap,
            boolean future,
            boolean option,
            boolean index,
            Boolean active,
            boolean contract,
            Boolean linear,
            Boolean inverse,
            String subType,
            BigDecimal taker,
            BigDecimal maker,
            BigDecimal contractSize,
            Long expiry,
            String expiryDatetime,
            BigDecimal strike,
            String optionType,
            Precision precision,
            Limits limits,
            Long created,
            @Schema(type = "object") RawPayload info) {
        static MarketView of(Market market) {
            Optional<Market.Contract> contract = market.contract();
            Optional<Instant> expiry = contract.flatMap(Market.Contract::expiry);
            Optional<Market.Fees> fees = market.trading().fees();
            return new MarketView(
                    market.ids().market(),
                    market.ids().market().toLowerCase(Locale.ROOT),
                    market.symbol().value(),
                    market.symbol().base().code(),
                    market.symbol().quote().code(),
                    or(contract.map(Market.Contract::settle).map(Currency::code)),
                    market.ids().base(),
                    market.ids().quote(),
                    or(market.ids().settle()),
                    market.type().ccxt(),
                    market.type() == MarketType.SPOT || market.type() == MarketType.MARGIN,
                    market.trading().margin(),
                    market.type() == MarketType.SWAP,
                    market.type() == MarketType.FUTURE,
                    market.type() == MarketType.OPTION,
                    false,
                    or(market.trading().active()),
                    contract.isPresent(),
                    or(contract.map(Market.Contract::linear)),
                    or(contract.map(c -> !c.linear())),
                    or(contract.map(c -> c.linear() ? "linear" : "inverse")),
                    or(fees.map(Market.Fees::taker)),
                    or(fees.map(Market.Fees::maker)),
                    or(contract.map(Market.Contract::size)),
                    Times.millis(expiry),
                    Times.iso(expiry),
                    null,
                    null,
                    Precision.of(market.steps()),
                    Limits.of(market.limits()),
                    null,
                    market.info());
        }
    }

    record TradingFees(boolean tierBased, boolean percentage, BigDecimal taker, BigDecimal maker) {}

    record Fees(TradingFees trading) {
        static Fees of(List<Market> markets) {
            return new Fees(
                    markets.stream()
                            .flatMap(market -> market.trading().fees().stream())
                            .findFirst()
                            .map(f -> new TradingFees(false, true, f.taker(), f.maker()))
                            .orElse(null));
        }
    }

    @Schema(name = "Capabilities")
    record CapabilitiesView(
            @Schema(type = "object", description = "true, false or \"emulated\" by CCXT method")
                    Map<String, Object> has,
            Map<String, MarketView> markets,
            List<String> symbols,
            Map<String, String> timeframes,
            Fees fees) {
        /**
         * All symbols, and what is known of their markets.
         *
         * @param wanted the symbols whose markets are told; null: all, which can be megabytes
         */
        static CapabilitiesView of(Offer offer, List<String> wanted) {
            Set<String> told = wanted == null ? null : Set.copyOf(wanted);
            Map<String, MarketView> markets = new LinkedHashMap<>();
            List<String> symbols = new ArrayList<>();
            for (Market market : offer.markets()) {
                String symbol = market.symbol().value();
                symbols.add(symbol);
                if (told == null || told.contains(symbol)) {
                    markets.put(symbol, MarketView.of(market));
                }
            }
            Map<String, String> timeframes = new LinkedHashMap<>();
            offer.capabilities()
                    .timeframes()
                    .forEach(frame -> timeframes.put(frame.value(), frame.value()));
            return new CapabilitiesView(
                    has(offer.capabilities()),
                    markets,
                    List.copyOf(symbols),
                    timeframes,
                    Fees.of(offer.markets()));
        }

        private static Map<String, Object> has(Capabilities capabilities) {
            Map<String, Object> has = new LinkedHashMap<>();
            for (Capability capability : Capability.values()) {
                has.put(
                        capability.ccxt(),
                        switch (capabilities.has().get(capability)) {
                            case NATIVE -> true;
                            case EMULATED -> "emulated";
                            case NONE -> false;
                        });
            }
            return has;
        }
    }

    @Schema(name = "Instance")
    record InstanceView(
            boolean success,
            String provider,
            String exchangeId,
            String marketType,
            String ccxtType,
            boolean sandbox,
            boolean hasCredentials) {
        static InstanceView of(Venue venue, Requests.Config config) {
            return new InstanceView(
                    true,
                    venue.exchange().value(),
                    venue.exchange().value(),
                    venue.market().ccxt(),
                    Routing.ccxtType(config),
                    venue.environment() == Environment.SANDBOX,
                    config.apiKey() != null && config.secret() != null);
        }
    }
}

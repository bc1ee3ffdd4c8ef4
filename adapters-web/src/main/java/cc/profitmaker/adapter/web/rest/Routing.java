package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.rest.Requests.Config;
import cc.profitmaker.adapter.web.rest.Requests.Routed;
import cc.profitmaker.application.access.Gatekeeper.Keys;
import cc.profitmaker.domain.access.AccessLevel;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.Venue;

import java.util.Optional;

/** Reads from a request where it goes and whose keys it brings. */
final class Routing {
    private final OpenKeys openKeys;

    Routing(OpenKeys openKeys) {
        this.openKeys = openKeys;
    }

    /** The inner {@code config} wins, field by field. Keys that came in the open end here. */
    Venue venue(Routed body, Call call) {
        Config config = config(body);
        return venue(
                call,
                new Config(
                        either(config.exchangeId(), body.exchange()),
                        either(config.marketType(), body.market()),
                        config.ccxtType(),
                        either(config.sandbox(), body.sandbox()),
                        config.apiKey(),
                        config.secret(),
                        config.password()));
    }

    /** For calls that wait for a stream, which CCXT has in its pro version only. */
    Venue streaming(Routed body, Call call) {
        if (!ccxtType(config(body)).equals("pro")) {
            throw Malformed.field("ccxtType", "must be pro in config to watch");
        }
        return venue(body, call);
    }

    Venue venue(Call call, Config config) {
        if (config.hasKeys()) {
            openKeys.refuse(call);
        }
        if (config.exchangeId() == null) {
            throw Malformed.field("exchangeId", "is missing, and so is exchange");
        }
        ccxtType(config);
        // What cannot be an id is no exchange we know.
        ExchangeId exchange =
                ExchangeId.parse(config.exchangeId())
                        .orElseThrow(() -> new Malformed(Faults.UNKNOWN_EXCHANGE));
        MarketType market =
                config.marketType() == null
                        ? MarketType.SPOT
                        : MarketType.parse(config.marketType())
                                .orElseThrow(
                                        () ->
                                                Malformed.field(
                                                        "marketType",
                                                        "must be spot, margin, swap, future or"
                                                                + " option"));
        return new Venue(
                exchange,
                market,
                Boolean.TRUE.equals(config.sandbox()) ? Environment.SANDBOX : Environment.LIVE);
    }

    static String ccxtType(Config config) {
        return switch (config.ccxtType()) {
            case null -> "regular";
            case "regular", "pro" -> config.ccxtType();
            default -> throw Malformed.field("ccxtType", "must be regular or pro");
        };
    }

    /** With an account named, the body's own keys are not looked at. */
    Optional<Keys> possibleKeys(Routed body) {
        if (body.accountId() != null) {
            AccountId account =
                    AccountId.parse(body.accountId())
                            .orElseThrow(() -> new Malformed(Faults.UNKNOWN_ACCOUNT));
            return Optional.of(new Keys.Account(account, want(body)));
        }
        Config config = config(body);
        if (isBlank(config.apiKey()) || isBlank(config.secret())) {
            return Optional.empty();
        }
        Secret passphrase = config.password() == null ? Secret.of("") : config.password();
        return Optional.of(
                new Keys.Inline(new ApiCredential(config.apiKey(), config.secret(), passphrase)));
    }

    private static Optional<AccessLevel> want(Routed body) {
        return switch (body.want()) {
            case null -> Optional.empty();
            case "read" -> Optional.of(AccessLevel.READ);
            case "trade" -> Optional.of(AccessLevel.TRADE);
            default -> throw Malformed.field("want", "must be read or trade");
        };
    }

    Keys keys(Routed body) {
        return possibleKeys(body)
                .orElseThrow(
                        () ->
                                new Malformed(
                                        Problem.of(
                                                400,
                                                "keys_required",
                                                "This call needs accountId, or config.apiKey and"
                                                        + " config.secret.")));
    }

    private static boolean isBlank(Secret secret) {
        return secret == null || secret.isEmpty();
    }

    private static Config config(Routed body) {
        return body.config() == null ? Config.EMPTY : body.config();
    }

    private static <T> T either(T inner, T flat) {
        return inner == null ? flat : inner;
    }
}

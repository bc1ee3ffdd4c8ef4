package cc.profitmaker.application.testing;

import cc.profitmaker.application.trading.Trading;
import cc.profitmaker.domain.credential.ApiCredential;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.credential.Sha256;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.identity.UserStatus;
import cc.profitmaker.domain.market.Bounds;
import cc.profitmaker.domain.market.Environment;
import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.MarketType;
import cc.profitmaker.domain.market.RawPayload;
import cc.profitmaker.domain.market.Symbol;
import cc.profitmaker.domain.market.Venue;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.session.ClientAddress;
import cc.profitmaker.domain.session.Origin;
import cc.profitmaker.domain.session.Session;
import cc.profitmaker.domain.session.SessionPolicy;
import cc.profitmaker.domain.session.SessionToken;
import cc.profitmaker.domain.session.UserAgent;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Ready-made things for tests, each with the one interesting argument. */
public final class Fixtures {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final Venue PAPER_SPOT =
            new Venue(new ExchangeId("paper"), MarketType.SPOT, Environment.LIVE);
    public static final Symbol BTC_USDT = new Symbol("BTC/USDT");

    private Fixtures() {}

    public static User user(String email) {
        return user(email, Role.USER);
    }

    public static User user(String email, Role role) {
        var address = new Email(email);
        return new User(
                new UserId(UUID.randomUUID()),
                address,
                DisplayName.from(address),
                role,
                UserStatus.ENABLED);
    }

    /** A single sign-on identity whose token ends an hour after noon. */
    public static SsoIdentity sso(String subject, String email) {
        return new SsoIdentity(subject, new Email(email), Map.of(), NOON.plusSeconds(3600));
    }

    public static Origin here() {
        return from("127.0.0.1", Origin.Place.THIS_MACHINE);
    }

    public static Origin elsewhere(String address) {
        return from(address, Origin.Place.ELSEWHERE);
    }

    private static Origin from(String address, Origin.Place place) {
        return new Origin(new ClientAddress(address), new UserAgent("test"), place);
    }

    public static Session session(User owner, Instant openedAt) {
        return session(SessionToken.of(UUID.randomUUID()), owner, openedAt);
    }

    public static Session session(SessionToken token, User owner, Instant openedAt) {
        return SessionPolicy.open(token, owner.id(), openedAt, here().address(), here().agent());
    }

    public static NewPassword password(String text) {
        return switch (NewPassword.check(Secret.of(text))) {
            case NewPassword.Checked.Fits(var password) -> password;
            case NewPassword.Checked.Breaks(var rule) ->
                    throw new IllegalArgumentException("breaks " + rule);
        };
    }

    /** Chance that is none, and pauses that move the clock. */
    public static Trading.Sources sources(HandMovedClock clock) {
        return new Trading.Sources(
                clock,
                new Random(1),
                (user, key) ->
                        new ClientOrderId(
                                "pm" + Sha256.hex(user + " " + key.value()).substring(0, 26)),
                clock::advance);
    }

    public static ApiCredential credential(String key) {
        return new ApiCredential(Secret.of(key), Secret.of(key + "-secret"), Secret.of(""));
    }

    /** A spot market of steps 0.001 and 0.01, amounts from 0.001 to 100 and a least cost of 5. */
    public static Market spotMarket(Symbol symbol) {
        return new Market(
                symbol,
                new Market.Ids(
                        symbol.base().code() + symbol.quote().code(),
                        symbol.base().code(),
                        symbol.quote().code(),
                        Optional.empty()),
                MarketType.SPOT,
                new Market.Trading(
                        Optional.of(true),
                        false,
                        Optional.of(
                                new Market.Fees(new BigDecimal("0.001"), new BigDecimal("0.001")))),
                new Market.Steps(
                        Optional.of(new BigDecimal("0.001")),
                        Optional.of(new BigDecimal("0.01")),
                        Market.Steps.Currencies.NONE),
                new Market.Limits(
                        Bounds.between(new BigDecimal("0.001"), new BigDecimal("100")),
                        Bounds.between(new BigDecimal("0.01"), new BigDecimal("1000000")),
                        Bounds.atLeast(new BigDecimal("5")),
                        Bounds.NONE,
                        Bounds.NONE),
                Optional.empty(),
                RawPayload.NONE);
    }

    /** A linear swap with contracts of 0.001 and leverage from 1 to 50. */
    public static Market swapMarket(Symbol symbol) {
        Market spot = spotMarket(symbol);
        return new Market(
                symbol,
                spot.ids(),
                MarketType.SWAP,
                spot.trading(),
                new Market.Steps(
                        Optional.of(BigDecimal.ONE),
                        Optional.of(new BigDecimal("0.1")),
                        Market.Steps.Currencies.NONE),
                new Market.Limits(
                        Bounds.atLeast(BigDecimal.ONE),
                        Bounds.NONE,
                        Bounds.NONE,
                        Bounds.between(BigDecimal.ONE, new BigDecimal("50")),
                        Bounds.NONE),
                Optional.of(
                        new Market.Contract(
                                true,
                                new BigDecimal("0.001"),
                                symbol.settle().orElseThrow(),
                                Optional.empty())),
                RawPayload.NONE);
    }

    public static Market withLeverage(Market market, Bounds leverage) {
        return new Market(
                market.symbol(),
                market.ids(),
                market.type(),
                market.trading(),
                market.steps(),
                new Market.Limits(
                        market.limits().amount(),
                        market.limits().price(),
                        market.limits().cost(),
                        leverage,
                        market.limits().market()),
                market.contract(),
                market.info());
    }

    public static List<Market> spotMarkets() {
        return List.of(spotMarket(BTC_USDT), spotMarket(new Symbol("ETH/USDT")));
    }
}

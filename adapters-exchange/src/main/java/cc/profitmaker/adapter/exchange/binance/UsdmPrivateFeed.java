package cc.profitmaker.adapter.exchange.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.adapter.exchange.KeyHolder;
import cc.profitmaker.adapter.exchange.PrivateFeed;
import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entry;
import cc.profitmaker.adapter.exchange.feed.PrivateCable.Prolonged;
import cc.profitmaker.adapter.exchange.feed.Sign;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.application.stream.AccountBells.Ring;
import cc.profitmaker.domain.market.Reply;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The account's events of Binance's USDⓈ-M futures, under a listen key. */
final class UsdmPrivateFeed implements PrivateFeed {
    private static final Duration PROLONGED = Duration.ofMinutes(30);

    private static final URI LIVE = URI.create("wss://fstream.binance.com/private/ws");
    private static final int LONGEST_ANSWER = 1 << 16;
    private static final String NO_SUCH_LISTEN_KEY = "-1125";

    private final UsdmDesk desk;
    private final UsdmListenRest rest;
    private final URI url;

    UsdmPrivateFeed(UsdmDesk desk, URI origin, Upstream upstream) {
        this.desk = desk;
        rest = RestInvoker.proxy(UsdmListenRest.class, upstream.http(), origin, LONGEST_ANSWER);
        url = Upstream.webSocket(upstream.hosts().stream(), LIVE);
    }

    @Override
    public Reply<Entry> enter(KeyHolder keys) {
        return desk.ask(
                keys,
                (own, _) -> rest.open(own.key()),
                body -> entry(JsonFields.read(body).need("listenKey")));
    }

    private Entry entry(String listenKey) {
        return new Entry(
                URI.create(url + "?listenKey=" + URLEncoder.encode(listenKey, UTF_8)),
                List.of(),
                new Entry.Terms(Entry.Cue.OPEN, Optional.empty(), Optional.of(PROLONGED)));
    }

    /** That a listen key is not known says nothing of the API key. */
    @Override
    public Reply<Prolonged> prolong(KeyHolder keys) {
        Reply<Prolonged> reply =
                desk.ask(keys, (own, _) -> rest.prolong(own.key()), _ -> Prolonged.GOES_ON);
        return reply instanceof Reply.Failed<Prolonged>(var why)
                        && why.said()
                                .filter(said -> said.code().equals(NO_SUCH_LISTEN_KEY))
                                .isPresent()
                ? Reply.answered(Prolonged.IS_GONE)
                : reply;
    }

    @Override
    public boolean owesFarewell() {
        return true;
    }

    @Override
    public void bidFarewell(KeyHolder keys) {
        var _ = desk.signed(keys, (own, _) -> rest.end(own.key()));
    }

    /** No request is documented there. */
    @Override
    public Optional<String> probe(long number) {
        return Optional.empty();
    }

    @Override
    public Sign hear(JsonFields message) {
        return switch (message.text("e").orElse("")) {
            case "ORDER_TRADE_UPDATE", "ALGO_UPDATE" -> in(message.inner("o"));
            case "CONDITIONAL_ORDER_TRIGGER_REJECT" -> in(message.inner("or"));
            case "TRADE_LITE" -> in(Optional.of(message));
            case "ACCOUNT_UPDATE" -> account(message.inner("a"));
            case "listenKeyExpired" -> new Sign.Ended();
            default -> new Sign.Unknown();
        };
    }

    private static Sign in(Optional<JsonFields> order) {
        return Sign.Changed.in(
                order.flatMap(fields -> fields.text("s"))
                        .<Ring>map(Ring.InMarket::new)
                        .orElseGet(Ring.Anything::new));
    }

    private static Sign account(Optional<JsonFields> change) {
        var where = new ArrayList<Ring>();
        where.add(new Ring.Funds());
        change.map(fields -> fields.list("P")).orElse(List.of()).stream()
                .flatMap(position -> position.text("s").stream())
                .map(Ring.InMarket::new)
                .forEach(where::add);
        return new Sign.Changed(List.copyOf(where));
    }
}

package cc.profitmaker.adapter.exchange.kucoin;

import cc.profitmaker.adapter.exchange.Upstream;
import cc.profitmaker.adapter.exchange.feed.Entrance;
import cc.profitmaker.adapter.exchange.wire.HttpOutcome;
import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.RestInvoker;
import cc.profitmaker.domain.market.Reply;

import java.net.URI;
import java.util.Optional;

/**
 * Asks KuCoin where its feed is and for a token, which is good for one day and for nobody in
 * particular.
 */
final class KucoinEntrance {
    private static final int LONGEST_ANSWER = 64 << 10;

    private final KucoinTokenRest rest;
    private final Optional<URI> configured;

    KucoinEntrance(URI own, Upstream upstream) {
        URI origin = Upstream.origin(upstream.hosts().rest(), own);
        rest = RestInvoker.proxy(KucoinTokenRest.class, upstream.http(), origin, LONGEST_ANSWER);
        configured = upstream.hosts().stream();
    }

    Reply<Entrance> ask() {
        return KucoinDesk.ANSWERS.reply(rest.open(), this::read);
    }

    private Entrance read(HttpOutcome.Body body) {
        JsonFields data = KucoinData.in(body);
        KucoinDoor door = KucoinDoor.in(data, configured);
        return new Entrance(door.with(data.need("token")), Optional.of(door.etiquette()));
    }
}

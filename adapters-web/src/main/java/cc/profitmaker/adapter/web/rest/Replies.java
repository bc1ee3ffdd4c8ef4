package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.application.trading.Asked;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.market.Venue;

import jakarta.ws.rs.core.Response;

import java.util.List;
import java.util.function.Function;

/** Turns what came of a call to an exchange into a response. */
final class Replies {
    private Replies() {}

    static <T> Response respond(Call call, Venue venue, Reply<T> reply, Function<T, ?> view) {
        return switch (reply) {
            case Reply.Answered<T>(var value) ->
                    Response.ok(Envelope.of(venue.exchange(), view.apply(value))).build();
            case Reply.Failed<T>(var fault) -> Faults.problem(fault).response(call);
        };
    }

    static <T> Response respond(Call call, Venue venue, Asked<T> asked, Function<T, ?> view) {
        return switch (asked) {
            case Asked.Replied<T>(var reply) -> respond(call, venue, reply, view);
            case Asked.Refused<T>(var reason) -> Faults.refused(reason).response(call);
        };
    }

    static <T> Function<List<T>, List<?>> each(Function<T, ?> view) {
        return values -> values.stream().map(view).toList();
    }
}

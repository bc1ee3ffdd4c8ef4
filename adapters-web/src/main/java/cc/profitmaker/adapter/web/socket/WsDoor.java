package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.front.Call;
import cc.profitmaker.adapter.web.front.Problem;
import cc.profitmaker.adapter.web.front.Problems;
import cc.profitmaker.application.stream.Audience;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The door for plain WebSocket clients at {@code /ws}. Who brought a token in the {@code
 * Authorization} header was looked at before the connection is upgraded.
 */
final class WsDoor extends Handler.Abstract {
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final StreamConversations conversations;
    private final ObjectMapper json;
    private final Problems problems;
    private final Supplier<Scheduler> scheduler;
    private final Supplier<String> ids;
    private final WebSocketMappings upgrades = new WebSocketMappings();
    private final Configuration.ConfigurationCustomizer limits =
            new Configuration.ConfigurationCustomizer();

    WsDoor(
            StreamConversations conversations,
            ObjectMapper json,
            Problems problems,
            Supplier<Scheduler> scheduler,
            Supplier<String> ids) {
        this.conversations = conversations;
        this.json = json;
        this.problems = problems;
        this.scheduler = scheduler;
        this.ids = ids;
        limits.setIdleTimeout(IDLE);
        limits.setAutoFragment(false);
        limits.setMaxFrameSize(WsLine.LONGEST_MESSAGE);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Problem> refusal = refuse(request, response);
        if (refusal.isPresent()) {
            problems.write(request, response, callback, refusal.get());
            return true;
        }
        Call call = Call.of(request);
        if (call.possibleCaller().isEmpty()) {
            upgrade(request, response, callback, conversations::open);
            return true;
        }
        var guest = new Welcomed();
        switch (conversations.audience().admit(call.caller(), guest)) {
            case Audience.Admission.Full _ ->
                    problems.write(
                            request,
                            response,
                            callback,
                            Problem.of(
                                            429,
                                            "too_many_connections",
                                            "You have "
                                                    + Audience.MOST_OF_ONE_USER
                                                    + " connections already; close one first.")
                                    .after(Duration.ofSeconds(1)));
            case Audience.Admission.In(var seat) -> {
                if (!upgrade(request, response, callback, line -> guest.sit(line, seat))) {
                    seat.close();
                }
            }
            case Audience.Admission.Refused _, Audience.Admission.NotInvited _ ->
                    throw new IllegalStateException("a caller is known already");
        }
        return true;
    }

    /** A token in an address ends up in logs: whoever sends one there shall notice. */
    private static Optional<Problem> refuse(Request request, Response response) {
        if (request.getHttpURI().getQuery() != null) {
            return Optional.of(
                    Problem.of(
                            400,
                            "token_in_url",
                            "This address takes no query: a token belongs into the Authorization"
                                    + " header or into an authenticate event."));
        }
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            return Optional.of(Problem.of(426, "upgrade_required", "Here a WebSocket is opened."));
        }
        return Optional.empty();
    }

    private boolean upgrade(
            Request request,
            Response response,
            Callback callback,
            Function<Line, Conversation> opening) {
        boolean upgraded =
                upgrades.upgrade(
                        (negotiation, answer, _) -> {
                            // Compressing for each reader costs more than it saves here.
                            answer.setExtensions(List.of());
                            return new WsLine(ids.get(), json, scheduler.get(), opening);
                        },
                        request,
                        response,
                        callback,
                        limits);
        if (!upgraded) {
            problems.write(request, response, callback, Problem.ofStatus(400));
        }
        return upgraded;
    }

    /** Somebody who was known before there was a connection to talk on. */
    private final class Welcomed implements Audience.Guest {
        private Optional<Talk> talk = Optional.empty();
        private Optional<Audience.Ending> ending = Optional.empty();

        Conversation sit(Line line, Audience.Seat seat) {
            Talk begun = conversations.begin(line);
            begun.admitted(seat);
            Optional<Audience.Ending> ended;
            synchronized (this) {
                talk = Optional.of(begun);
                ended = ending;
            }
            ended.ifPresent(begun::leave);
            return begun;
        }

        @Override
        public void leave(Audience.Ending why) {
            Optional<Talk> begun;
            synchronized (this) {
                ending = Optional.of(why);
                begun = talk;
            }
            begun.ifPresent(started -> started.leave(why));
        }
    }
}

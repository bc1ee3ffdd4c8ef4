package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.adapter.web.socket.ClientFrame.Authenticate;
import cc.profitmaker.adapter.web.socket.ClientFrame.CommandResult;
import cc.profitmaker.adapter.web.socket.ClientFrame.Misunderstood;
import cc.profitmaker.adapter.web.socket.ClientFrame.Subscribe;
import cc.profitmaker.adapter.web.socket.ClientFrame.SubscribeBalance;
import cc.profitmaker.adapter.web.socket.ClientFrame.SubscribePrivately;
import cc.profitmaker.adapter.web.socket.ClientFrame.Unsubscribe;
import cc.profitmaker.adapter.web.socket.ClientFrame.UnsubscribePrivately;
import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.stream.AccountStreams.Subject;
import cc.profitmaker.application.stream.Audience;
import cc.profitmaker.application.stream.Outbox;
import cc.profitmaker.application.trading.Share;
import cc.profitmaker.domain.access.Asker;
import cc.profitmaker.domain.credential.Secret;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.Set;

/**
 * One client's conversation, whichever door it came through: first it says who it is, then it may
 * subscribe. Its end, for whatever reason, ends all it subscribed to.
 */
final class Talk implements Conversation {
    private static final int POLICY = 1008;
    private static final int TRY_AGAIN_LATER = 1013;

    private final Line line;
    private final Audience audience;
    private final DataFrames frames;
    private final Outbox<Outgoing> outbox;
    private final Subscriptions subscriptions;
    private final PrivateSubscriptions accounts;
    private final Set<Talk> going;

    private Optional<Audience.Seat> seat = Optional.empty();
    private boolean over;

    Talk(Line line, Hub hub, DataFrames frames, Set<Talk> going) {
        this.line = line;
        this.going = going;
        this.audience = hub.audience();
        this.frames = frames;
        this.outbox = new Outbox<>(line, this::tooSlow);
        var room = new Room();
        this.subscriptions = new Subscriptions(line.id(), hub.streams(), outbox, frames, room);
        this.accounts = new PrivateSubscriptions(line.id(), hub.accounts(), outbox, frames, room);
    }

    @Override
    public void heard(String event, JsonNode data) {
        ClientFrame frame = ClientFrame.read(event, data);
        if (frame instanceof Authenticate(var token)) {
            authenticate(token);
            return;
        }
        Optional<Audience.Seat> known = seat();
        if (known.isEmpty()) {
            end("Authenticate first.", POLICY);
            return;
        }
        var _ =
                Share.of(
                        known.get().user(),
                        () -> {
                            obey(frame, Asker.Away.of(known.get().tenure()));
                            return frame;
                        });
    }

    private void obey(ClientFrame frame, Asker.Away as) {
        switch (frame) {
            case Subscribe(var topic) -> subscriptions.subscribe(topic);
            case Unsubscribe(var id) -> {
                if (!subscriptions.unsubscribe(id) && !accounts.unsubscribe(id)) {
                    refuse(ServerFrame.UNSUBSCRIBE_ERROR, "You have no such subscription.");
                }
            }
            case SubscribeBalance(var account, var venue, var symbol) ->
                    accounts.subscribe(new Subject(as, account, venue, Optional.empty()), symbol);
            case SubscribePrivately(var account, var venue, var symbol) ->
                    accounts.subscribe(
                            new Subject(as, account, venue, Optional.of(symbol)), symbol.value());
            case UnsubscribePrivately(var id) -> {
                if (!accounts.unsubscribe(id)) {
                    refuse(ServerFrame.PRIVATE_ERROR, "You have no such subscription.");
                }
            }
            case Misunderstood(var answer, var sentence) -> refuse(answer, sentence);
            case CommandResult _ -> {}
            case Authenticate _ -> throw new IllegalStateException("heard before");
        }
    }

    private void refuse(String event, String sentence) {
        outbox.tell(frames.write(ServerFrame.refused(event, sentence)));
    }

    /** For a door that was shown the token before there was a connection. */
    void admitted(Audience.Seat admitted) {
        synchronized (this) {
            if (!over) {
                seat = Optional.of(admitted);
                outbox.tell(
                        frames.write(
                                new ServerFrame.Authenticated(true, admitted.user().toString())));
                return;
            }
        }
        admitted.close();
    }

    private void authenticate(Secret token) {
        if (seat().isPresent()) {
            refuse(ServerFrame.AUTH_ERROR, "This connection is authenticated already.");
            return;
        }
        try {
            switch (audience.admit(token, this::leave)) {
                case Audience.Admission.In(var admitted) -> admitted(admitted);
                case Audience.Admission.Refused _ -> end("That token is not accepted.", POLICY);
                case Audience.Admission.NotInvited _ ->
                        end("That account is not invited to this server.", POLICY);
                case Audience.Admission.Full _ ->
                        end(
                                "You have "
                                        + Audience.MOST_OF_ONE_USER
                                        + " connections already; close one first.",
                                POLICY);
            }
        } catch (Unavailable _) {
            end("The server cannot check that token just now; try again.", TRY_AGAIN_LATER);
        }
    }

    private synchronized Optional<Audience.Seat> seat() {
        return seat;
    }

    /** Called when nobody has authenticated in time. */
    void hurry() {
        if (seat().isEmpty()) {
            end("Nobody authenticated in time.", POLICY);
        }
    }

    void leave(Audience.Ending why) {
        switch (why) {
            case TOKEN_ENDED -> end("Your session has ended; sign in again.", POLICY);
            case UNSURE -> end("The server cannot check your session just now.", TRY_AGAIN_LATER);
        }
    }

    private void end(String sentence, int code) {
        if (finish()) {
            outbox.close(frames.write(new ServerFrame.Refused(ServerFrame.AUTH_ERROR, sentence)));
            line.end(code, sentence);
        }
    }

    private void tooSlow() {
        if (finish()) {
            String sentence = "You read too slowly; nothing must be missed here. Subscribe again.";
            line.send(frames.write(new ServerFrame.Interrupted(null, sentence)), () -> {});
            line.end(TRY_AGAIN_LATER, sentence);
        }
    }

    /** The server stops. */
    void goAway() {
        if (finish()) {
            line.end(1001, "The server stops.");
        }
    }

    @Override
    public void gone() {
        if (finish()) {
            outbox.close();
        }
    }

    private void leaveAll() {
        subscriptions.close();
        accounts.close();
    }

    /** True for the one who ends it. */
    private boolean finish() {
        Optional<Audience.Seat> left;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            left = seat;
        }
        going.remove(this);
        left.ifPresent(Audience.Seat::close);
        // A feed may be telling it something on this very thread, with what guards the feed in its
        // hands: leaving, which may have to wait for others who leave, is done elsewhere.
        Thread.ofVirtual().name("socket-leaves").start(this::leaveAll);
        return true;
    }
}

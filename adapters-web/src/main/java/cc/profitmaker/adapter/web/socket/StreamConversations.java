package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.application.stream.Audience;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.eclipse.jetty.util.thread.Scheduler;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Everybody who is connected, through both doors. */
final class StreamConversations implements Conversations {
    /** So long a client may take to say who it is. */
    static final Duration TO_AUTHENTICATE = Duration.ofSeconds(10);

    private final Hub hub;
    private final DataFrames frames;
    private final Supplier<Scheduler> scheduler;
    private final Set<Talk> open = ConcurrentHashMap.newKeySet();

    StreamConversations(Hub hub, ObjectMapper json, Supplier<Scheduler> scheduler) {
        this.hub = hub;
        this.frames = new DataFrames(json);
        this.scheduler = scheduler;
    }

    Audience audience() {
        return hub.audience();
    }

    @Override
    public Conversation open(Line line) {
        Talk talk = begin(line);
        var _ =
                scheduler
                        .get()
                        .schedule(talk::hurry, TO_AUTHENTICATE.toMillis(), TimeUnit.MILLISECONDS);
        return talk;
    }

    /** For a client whose token was looked at before it was connected. */
    Talk begin(Line line) {
        var talk = new Talk(line, hub, frames, open);
        open.add(talk);
        return talk;
    }

    /** The server stops: everybody is told to come back. */
    void close() {
        open.forEach(Talk::goAway);
    }
}

package cc.profitmaker.adapter.web.socket;

import cc.profitmaker.application.stream.Audience;
import cc.profitmaker.application.stream.Streams;

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

    private final Streams streams;
    private final Audience audience;
    private final DataFrames frames;
    private final Supplier<Scheduler> scheduler;
    private final Set<Talk> open = ConcurrentHashMap.newKeySet();

    StreamConversations(
            Streams streams, Audience audience, ObjectMapper json, Supplier<Scheduler> scheduler) {
        this.streams = streams;
        this.audience = audience;
        this.frames = new DataFrames(json);
        this.scheduler = scheduler;
    }

    Audience audience() {
        return audience;
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
        var talk = new Talk(line, streams, audience, frames, open);
        open.add(talk);
        return talk;
    }

    /** The server stops: everybody is told to come back. */
    void close() {
        open.forEach(Talk::goAway);
    }
}

package cc.profitmaker.application.stream;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.stream.Tick;

import java.time.Instant;
import java.util.function.Function;

/**
 * A tick on its way to its readers: one object however many there are, so that it is written out
 * once for all of them.
 */
public final class Update {
    private final Tick tick;
    private final Instant at;
    private final long sequence;
    private volatile byte[] written;

    Update(Tick tick, Instant at, long sequence) {
        this.tick = requireNonNull(tick);
        this.at = requireNonNull(at);
        this.sequence = sequence;
    }

    public Tick tick() {
        return tick;
    }

    /** When it reached us. */
    public Instant at() {
        return at;
    }

    /** Grows with every update of one topic. */
    long sequence() {
        return sequence;
    }

    /**
     * What the writer makes of it, made when first asked for. Two threads that ask first at the
     * same moment may both write; there is one form, so always hand in the same writer, and leave
     * the bytes as they are.
     */
    public byte[] written(Function<Update, byte[]> writer) {
        byte[] bytes = written;
        if (bytes == null) {
            bytes = writer.apply(this);
            written = bytes;
        }
        return bytes;
    }
}

package cc.profitmaker.application.audit;

import cc.profitmaker.domain.audit.Digest;

import java.util.Iterator;
import java.util.List;

/**
 * Files of rows with their seals, in the order of the chain. Whatever goes wrong with a file is an
 * {@link java.io.UncheckedIOException}.
 */
public final class AuditFile {
    private AuditFile() {}

    /** A file being written, a new one always. It is whole and durable once it is finished. */
    public interface Writing {
        void add(Seal seal, AuditEntry row);

        /** SHA-256 of what was written. */
        Digest finish();

        /** Leaves no file. */
        void discard();
    }

    /** A file being read, a line at a time. */
    public interface Reading extends Iterator<Line>, AutoCloseable {
        @Override
        void close();
    }

    /** What a file says in one line. */
    public sealed interface Line {
        record Row(Seal seal, AuditEntry entry) implements Line {}

        record Unreadable() implements Line {}
    }

    /** One without a line. */
    public static Iterator<Line> none() {
        return List.<Line>of().iterator();
    }
}

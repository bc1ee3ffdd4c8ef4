package cc.profitmaker.application.audit;

import java.util.Iterator;
import java.util.OptionalLong;

/** Holds a file of rows in the order of the chain against the chain, both read once. */
final class FileComparison {
    private final Iterator<AuditFile.Line> lines;
    private AuditFile.Line current = new AuditFile.Line.Unreadable();
    private long line;
    private boolean ended;

    FileComparison(Iterator<AuditFile.Line> lines) {
        this.lines = lines;
        advance();
    }

    private void advance() {
        if (lines.hasNext()) {
            current = lines.next();
            line++;
        } else {
            ended = true;
        }
    }

    /** The line of that seal, when it says something else than what was sealed. */
    OptionalLong differs(Seal seal) {
        if (ended) {
            return OptionalLong.empty();
        }
        return switch (current) {
            case AuditFile.Line.Row(var said, var entry)
                    when said.number().equals(seal.number()) -> {
                boolean same = said.equals(seal) && entry.trace().equals(seal.entry());
                long at = line;
                advance();
                yield same ? OptionalLong.empty() : OptionalLong.of(at);
            }
            case AuditFile.Line.Row _, AuditFile.Line.Unreadable _ -> OptionalLong.empty();
        };
    }

    /** The first line that no seal was found for; after the last seal. */
    OptionalLong unmatched() {
        return ended ? OptionalLong.empty() : OptionalLong.of(line);
    }
}

package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.audit.AuditFile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

final class WrittenAuditFile implements AuditFile.Reading {
    private final BufferedReader reader;
    private final Iterator<String> lines;

    private WrittenAuditFile(BufferedReader reader) {
        this.reader = reader;
        this.lines = reader.lines().iterator();
    }

    static WrittenAuditFile open(Path path) {
        try {
            return new WrittenAuditFile(Files.newBufferedReader(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    @Override
    public AuditFile.Line next() {
        return AuditLines.read(lines.next());
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package cc.profitmaker.adapter.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.application.audit.AuditEntry;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.Seal;
import cc.profitmaker.domain.audit.Digest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/** Readable by its owner only, and never over what is there. */
final class NewAuditFile implements AuditFile.Writing {
    private final Path path;
    private final FileChannel channel;
    private final MessageDigest digest;
    private final OutputStream out;

    private NewAuditFile(Path path, FileChannel channel, MessageDigest digest) {
        this.path = path;
        this.channel = channel;
        this.digest = digest;
        this.out =
                new DigestOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16),
                        digest);
    }

    static NewAuditFile create(Path path) {
        try {
            Path whole = path.toAbsolutePath();
            FileChannel channel =
                    FileChannel.open(
                            whole,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly(whole));
            return new NewAuditFile(whole, channel, MessageDigest.getInstance("SHA-256"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) throws IOException {
        boolean posix = Files.getFileStore(path.getParent()).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void add(Seal seal, AuditEntry row) {
        try {
            out.write((AuditLines.line(seal, row) + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Digest finish() {
        try {
            out.flush();
            channel.force(true);
            out.close();
            // The name must be as durable as the content.
            try (FileChannel directory = FileChannel.open(path.getParent())) {
                directory.force(true);
            }
            return Digest.of(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void discard() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

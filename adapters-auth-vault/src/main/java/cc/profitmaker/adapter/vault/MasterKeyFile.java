package cc.profitmaker.adapter.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import cc.profitmaker.domain.credential.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Master keys in a file: one in Base64 on each line, current first; commas do as well as lines. For
 * its owner only. Never half written, and on disk before its new content holds.
 */
final class MasterKeyFile {
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);
    private static final FileAttribute<Set<PosixFilePermission>> FOR_ITS_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int MAX_BYTES = 64 * 1024;

    /** A file lock is the process's; this one is for its threads. */
    private static final Object CHANGING = new Object();

    private final Path path;

    MasterKeyFile(Path path) {
        this.path = path;
    }

    /** Empty when there is no such file; fails with {@link VaultRefused} when it does not do. */
    Optional<List<MasterKey>> read() {
        try {
            refuseWhatOthersReach();
            if (Files.size(path) > MAX_BYTES) {
                throw new VaultRefused("the master key file " + path + " is no list of keys");
            }
            return Optional.of(parse(Files.readString(path, ISO_8859_1)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new VaultRefused("the master key file " + path + " cannot be read", e);
        }
    }

    private void refuseWhatOthersReach() throws IOException {
        if (isPosix() && !OWNERS.containsAll(Files.getPosixFilePermissions(path))) {
            throw new VaultRefused(
                    "the master key file "
                            + path
                            + " can be reached by other users of this machine; set its mode to"
                            + " 0600 (chmod 600), and think of the key as known to them");
        }
    }

    private List<MasterKey> parse(String text) {
        List<MasterKey> keys = MasterKey.parseAll(Secret.of(text));
        if (keys.isEmpty()) {
            throw new VaultRefused(
                    "the master key file " + path + " must hold 32 bytes in Base64 on each line");
        }
        return keys;
    }

    /** Does nothing when there is one by then: whoever makes it first is right. */
    void make(MasterKey first) {
        change(() -> read().isPresent() ? Optional.empty() : Optional.of(List.of(first)));
    }

    /** What is written is told of the newest content, whoever wrote that. */
    void change(UnaryOperator<List<MasterKey>> change) {
        change(
                () ->
                        Optional.of(
                                change.apply(
                                        read().orElseThrow(
                                                        () ->
                                                                new VaultRefused(
                                                                        "the master key file "
                                                                                + path
                                                                                + " is gone")))));
    }

    private interface Change {
        /** Empty: leave it. */
        Optional<List<MasterKey>> next();
    }

    private void change(Change change) {
        synchronized (CHANGING) {
            try (FileChannel channel = lockFile();
                    FileLock _ = channel.lock()) {
                Optional<List<MasterKey>> next = change.next();
                if (next.isPresent()) {
                    write(next.get());
                }
            } catch (IOException e) {
                throw new VaultRefused("the master key file " + path + " cannot be written", e);
            }
        }
    }

    private FileChannel lockFile() throws IOException {
        Path lock = path.resolveSibling(path.getFileName() + ".lock");
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return isPosix()
                ? FileChannel.open(lock, options, FOR_ITS_OWNER)
                : FileChannel.open(lock, options);
    }

    private void write(List<MasterKey> keys) throws IOException {
        // A mounted secret is a link: what it points to is what is read the next time.
        Path target = Files.exists(path) ? path.toRealPath() : path;
        Path directory = target.toAbsolutePath().getParent();
        // Readable by its owner only from the first moment.
        Path whole = Files.createTempFile(directory, "master-key", ".new");
        try {
            keepOwner(target, whole);
            String text = String.join("\n", keys.stream().map(MasterKey::base64).toList()) + "\n";
            try (var out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
        persist(directory);
    }

    /** A command run by root must not take the file from the server. */
    private static void keepOwner(Path from, Path to) throws IOException {
        if (Files.exists(from) && !Files.getOwner(from).equals(Files.getOwner(to))) {
            Files.setOwner(to, Files.getOwner(from));
        }
    }

    /** The name too, not only the content, must survive a power cut. */
    private static void persist(Path directory) {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sync " + directory, e);
        }
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

package cc.profitmaker.adapter.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import cc.profitmaker.domain.credential.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The directory that holds the embedded PostgreSQL: its data, its password and its lock. */
final class DataHome {
    private final Path root;

    private DataHome(Path root) {
        this.root = root;
    }

    /** Makes the directory if need be; nobody but its owner can look into it afterwards. */
    static DataHome at(Path root) {
        try {
            Files.createDirectories(root, mode("rwx------"));
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            return new DataHome(root.toRealPath());
        } catch (IOException e) {
            throw new StartRefused("cannot use " + root + " as PROFITMAKER_HOME", e);
        }
    }

    Path data() {
        return root.resolve("pg");
    }

    Path binaries() {
        return root.resolve("pg.bin");
    }

    Path log() {
        return root.resolve("pg.log");
    }

    Path passwordFile() {
        return root.resolve("pg.password");
    }

    /** Exists from before the cluster is made until it can be used. */
    Path unfinished() {
        return root.resolve("pg.unfinished");
    }

    /** Empty while another process, or somebody else in this one, holds it. */
    Optional<Lock> tryLock() {
        try {
            FileChannel channel =
                    FileChannel.open(
                            root.resolve("pg.lock"), EnumSet.of(CREATE, WRITE), mode("rw-------"));
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException _) {
                // Held within this process: the same answer as when another one holds it.
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            return Optional.ofNullable(lock == null ? null : new Lock(channel));
        } catch (IOException e) {
            throw new StartRefused("cannot lock " + root, e);
        }
    }

    /** Held until closed, and no longer than this process lives. */
    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The superuser's password, made at first use. */
    Secret makePassword() {
        if (Files.exists(passwordFile())) {
            return password();
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        writeNew(passwordFile(), HexFormat.of().formatHex(random) + "\n");
        return password();
    }

    /** Fails when there is none: only the one it was made with opens an existing cluster. */
    Secret password() {
        try {
            String text = Files.readString(passwordFile()).strip();
            if (text.isEmpty()) {
                throw new StartRefused(passwordFile() + " is empty: restore it from a backup");
            }
            return Secret.of(text);
        } catch (IOException e) {
            throw new StartRefused(
                    "cannot read " + passwordFile() + ": restore it from a backup", e);
        }
    }

    /** The password of one role, derived: one file to keep, and no role learns another's. */
    Secret password(String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password().reveal().getBytes(UTF_8), "HmacSHA256"));
            return Secret.of(HexFormat.of().formatHex(mac.doFinal(role.getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    void markUnfinished() {
        if (!Files.exists(unfinished())) {
            writeNew(unfinished(), "");
        }
    }

    /** Durable before it returns and readable by the owner only, from its first byte on. */
    private static void writeNew(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            try (FileChannel channel =
                    FileChannel.open(draft, EnumSet.of(CREATE_NEW, WRITE), mode("rw-------"))) {
                channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
                channel.force(true);
            }
            Files.move(draft, file);
        } catch (IOException e) {
            throw new StartRefused("cannot write " + file, e);
        }
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    @Override
    public String toString() {
        return root.toString();
    }
}

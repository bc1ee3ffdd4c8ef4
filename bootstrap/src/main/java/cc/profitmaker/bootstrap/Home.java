package cc.profitmaker.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cc.profitmaker.domain.credential.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code PROFITMAKER_HOME}: readable by its owner only (0700), its files too (0600). Made when
 * missing; a looser mode is tightened.
 */
final class Home {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_OF_OWNER =
            PosixFilePermissions.fromString("rw-------");

    // Easy to read out and type: no 0, O, 1, I or L.
    private static final String CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int CODE_LENGTH = 20;

    private final Path path;

    private Home(Path path) {
        this.path = path;
    }

    static Home open(Path path) {
        try {
            Files.createDirectories(path);
            if (isPosix(path)) {
                Files.setPosixFilePermissions(path, OWNER_ONLY);
            }
            return new Home(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + path + " as PROFITMAKER_HOME", e);
        }
    }

    Path path() {
        return path;
    }

    /**
     * What the first user must know when they come from another machine: about 98 random bits, kept
     * until {@link #forgetSetupCode}.
     */
    Secret setupCode() {
        return Secret.of(kept("setup-code", Home::newCode));
    }

    /** A code nobody has ever seen. */
    Secret unusedCode() {
        return Secret.of(newCode());
    }

    Path setupCodeFile() {
        return path.resolve("setup-code");
    }

    /** Once a user with a password exists the code opens nothing any more. */
    void forgetSetupCode() {
        try {
            Files.deleteIfExists(setupCodeFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of that file; when there is none yet, what {@code make} supplies. */
    private String kept(String name, Supplier<String> make) {
        Path file = path.resolve(name);
        Optional<String> already = read(file);
        if (already.isPresent()) {
            return already.get();
        }
        try {
            // Complete before it has its name, so that nobody ever reads half of it.
            Path whole = Files.createTempFile(path, name, ".new");
            if (isPosix(whole)) {
                Files.setPosixFilePermissions(whole, FILE_OF_OWNER);
            }
            Files.writeString(whole, make.get() + "\n", US_ASCII, StandardOpenOption.SYNC);
            try {
                Files.createLink(file, whole);
            } catch (FileAlreadyExistsException _) {
                // Another process of ours was faster: its value holds for both.
            } catch (UnsupportedOperationException _) {
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write in " + path, e);
        }
        return read(file).orElseThrow();
    }

    private static Optional<String> read(Path file) {
        try {
            String text = Files.readString(file, US_ASCII).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String newCode() {
        var chance = new SecureRandom();
        var code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            if (i > 0 && i % 5 == 0) {
                code.append('-');
            }
            code.append(CODE_ALPHABET.charAt(chance.nextInt(CODE_ALPHABET.length())));
        }
        return code.toString();
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}

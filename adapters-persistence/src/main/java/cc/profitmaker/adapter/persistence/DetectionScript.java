package cc.profitmaker.adapter.persistence;

import io.zonky.test.db.postgres.util.LinuxUtils;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The shell script with which the library tells Linux distributions apart. It is unpacked into the
 * temporary directory and stays there until the JVM ends, for ever when the JVM is killed.
 */
final class DetectionScript {
    private static final String NAMES = "detect_linux_distribution_*.sh";

    private DetectionScript() {}

    /**
     * Has the library run it now, and deletes it. Should that hit the script of a process that
     * starts in the same milliseconds, nothing is lost: we ship one set of binaries for all
     * distributions.
     */
    static void runAndDelete() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        Set<Path> others = scripts(directory);
        // The script runs when this class is first used.
        var _ = LinuxUtils.isUnshareAvailable();
        for (Path script : scripts(directory)) {
            if (!others.contains(script)) {
                Files.deleteIfExists(script);
            }
        }
    }

    private static Set<Path> scripts(Path directory) throws IOException {
        var found = new HashSet<Path>();
        try (DirectoryStream<Path> scripts = Files.newDirectoryStream(directory, NAMES)) {
            scripts.forEach(found::add);
        }
        return found;
    }
}

package cc.profitmaker.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this was built as, written into the jar by the build. */
final class Version {
    private Version() {}

    static String text() {
        try (var resource = Version.class.getResourceAsStream("version.properties");
                var reader = new InputStreamReader(resource, UTF_8)) {
            var properties = new Properties();
            properties.load(reader);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

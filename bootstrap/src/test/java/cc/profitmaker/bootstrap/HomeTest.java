package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

final class HomeTest {
    @TempDir Path dir;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void nobody_else_can_look_into_the_home() throws IOException {
        var loose = Files.createDirectory(dir.resolve("home"));
        Files.setPosixFilePermissions(loose, PosixFilePermissions.fromString("rwxr-xr-x"));

        var home = Home.open(loose);

        assertThat(mode(home.path())).isEqualTo("rwx------");
    }

    @Test
    void the_setup_code_is_made_once_and_readable_by_its_owner_only() throws IOException {
        var home = Home.open(dir.resolve("home"));

        var first = home.setupCode().reveal();

        assertThat(first).matches("([23456789ABCDEFGHJKMNPQRSTUVWXYZ]{5}-){3}[2-9A-Z]{5}");
        assertThat(Home.open(dir.resolve("home")).setupCode().reveal()).isEqualTo(first);
        assertThat(home.setupCodeFile()).hasContent(first);
        assertThat(mode(home.setupCodeFile())).isEqualTo("rw-------");
        assertThat(home.path()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void a_forgotten_setup_code_is_never_the_same_again() {
        var home = Home.open(dir.resolve("home"));
        var first = home.setupCode().reveal();

        home.forgetSetupCode();
        home.forgetSetupCode();

        assertThat(home.setupCodeFile()).doesNotExist();
        assertThat(home.setupCode().reveal()).isNotEqualTo(first);
    }
}

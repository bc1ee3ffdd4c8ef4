package cc.profitmaker.adapter.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.vault.MasterKeyId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

final class MasterKeysTest {
    @TempDir Path home;

    @Test
    void a_list_is_current_first_and_a_key_named_twice_counts_once() {
        MasterKeys keys = MasterKeys.given(Keys.list(1, 2, 1));

        assertThat(keys.held()).containsExactly(id(1), id(2));
        assertThat(keys.seals()).isEqualTo(id(1));
        assertThat(keys.list()).isEmpty();
    }

    @Test
    void an_id_is_a_hash_with_a_prefix_of_its_own() {
        // printf 'profitmaker master key id 1\n' and 32 bytes of 01, through sha256sum
        assertThat(id(1)).isEqualTo(new MasterKeyId("908380f75be2f670"));
    }

    @Test
    void what_is_not_32_bytes_in_base64_is_no_key() {
        for (String bad :
                List.of(
                        "",
                        "x",
                        Base64.getEncoder().encodeToString(new byte[31]),
                        Base64.getEncoder().encodeToString(new byte[33]),
                        Keys.base64(1) + ",",
                        Keys.base64(1) + ",nonsense")) {
            assertThat(MasterKeys.isList(Secret.of(bad))).isFalse();
            assertThatExceptionOfType(VaultRefused.class)
                    .isThrownBy(() -> MasterKeys.given(Secret.of(bad)))
                    .withMessageNotContaining(Keys.base64(1));
        }
        assertThat(MasterKeys.isList(Keys.list(1, 2))).isTrue();
    }

    @Test
    void printing_tells_ids_only() {
        assertThat(MasterKeys.given(Keys.list(1)).toString())
                .isEqualTo("MasterKeys[" + id(1) + "]")
                .doesNotContain(Keys.base64(1));
        assertThat(MasterKey.parse(Keys.base64(1)).orElseThrow().toString())
                .isEqualTo("MasterKey[" + id(1) + "]");
    }

    @Test
    void a_file_is_made_for_its_owner_only_and_read_again_as_it_is() throws IOException {
        Path file = home.resolve("master.key");

        MasterKeys made = MasterKeys.madeInFile(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(MasterKeys.inFile(file).orElseThrow().held()).isEqualTo(made.held());
        assertThat(MasterKeys.madeInFile(file).held()).isEqualTo(made.held());
        try (var files = Files.list(home)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("master.key", "master.key.lock");
        }
    }

    @Test
    void all_who_make_the_file_at_once_end_with_the_same_key() throws Exception {
        Path file = home.resolve("master.key");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var made =
                    threads.invokeAll(
                            IntStream.range(0, 20)
                                    .<java.util.concurrent.Callable<List<MasterKeyId>>>mapToObj(
                                            _ -> () -> MasterKeys.madeInFile(file).held())
                                    .toList());
            for (var one : made) {
                assertThat(one.get()).isEqualTo(made.getFirst().get()).hasSize(1);
            }
        }
    }

    @Test
    void there_is_nothing_where_there_is_no_file() {
        assertThat(MasterKeys.inFile(home.resolve("none"))).isEmpty();
    }

    @Test
    void a_file_that_others_can_reach_is_refused() throws IOException {
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-r--r--")) {
            Path file = file(1);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

            assertThatExceptionOfType(VaultRefused.class)
                    .isThrownBy(() -> MasterKeys.inFile(file))
                    .withMessageContaining("0600")
                    .withMessageNotContaining(Keys.base64(1));
        }
    }

    @Test
    void a_file_that_holds_anything_else_is_refused_without_quoting_it() throws IOException {
        for (String content : List.of("", "\n", Keys.base64(1) + "\nnonsense", "# " + "secret")) {
            Path file = file(1);
            Files.writeString(file, content);

            assertThatExceptionOfType(VaultRefused.class)
                    .isThrownBy(() -> MasterKeys.inFile(file))
                    .withMessageNotContaining("nonsense")
                    .withMessageNotContaining("secret")
                    .withMessageNotContaining(Keys.base64(1));
        }
    }

    @Test
    void a_changed_file_holds_after_the_next_look_at_it() throws IOException {
        Path file = file(1);
        MasterKeys keys = MasterKeys.inFile(file).orElseThrow();

        write(file, 2, 1);
        keys.refresh();

        assertThat(keys.held()).containsExactly(id(2), id(1));
    }

    @Test
    void a_file_that_became_unreadable_takes_no_key_away() throws IOException {
        Path file = file(1);
        MasterKeys keys = MasterKeys.inFile(file).orElseThrow();

        Files.writeString(file, "half wri");
        keys.refresh();
        assertThat(keys.held()).containsExactly(id(1));

        Files.delete(file);
        keys.refresh();
        assertThat(keys.held()).containsExactly(id(1));
    }

    @Test
    void a_key_that_somebody_else_added_just_now_is_found_without_waiting() throws IOException {
        Path file = file(1);
        MasterKeys keys = MasterKeys.inFile(file).orElseThrow();

        write(file, 2, 1);

        assertThat(keys.find(id(2))).isPresent();
    }

    @Test
    void a_new_key_comes_first_and_is_on_disk() throws IOException {
        Path file = file(1);
        MasterKeys keys = MasterKeys.inFile(file).orElseThrow();

        MasterKeyId added = keys.list().orElseThrow().addCurrent();

        assertThat(keys.held()).containsExactly(added, id(1));
        assertThat(MasterKeys.inFile(file).orElseThrow().held()).containsExactly(added, id(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void of_keys_added_at_once_none_is_lost() throws Exception {
        Path file = file(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var added =
                    threads.invokeAll(
                            IntStream.range(0, 10)
                                    .<java.util.concurrent.Callable<MasterKeyId>>mapToObj(
                                            _ ->
                                                    () ->
                                                            MasterKeys.inFile(file)
                                                                    .orElseThrow()
                                                                    .list()
                                                                    .orElseThrow()
                                                                    .addCurrent())
                                    .toList());
            for (var one : added) {
                assertThat(MasterKeys.inFile(file).orElseThrow().held()).contains(one.get());
            }
        }
        assertThat(MasterKeys.inFile(file).orElseThrow().held()).hasSize(11).endsWith(id(1));
    }

    @Test
    void an_old_key_can_be_dropped_and_the_current_one_cannot() throws IOException {
        Path file = file(1, 2, 3);
        MasterKeys keys = MasterKeys.inFile(file).orElseThrow();

        keys.list().orElseThrow().drop(id(2));
        keys.list().orElseThrow().drop(id(1));

        assertThat(keys.held()).containsExactly(id(1), id(3));
        assertThat(MasterKeys.inFile(file).orElseThrow().held()).containsExactly(id(1), id(3));
    }

    @Test
    void new_things_are_sealed_under_the_newest_key_that_all_hold() {
        MasterKeys keys = MasterKeys.given(Keys.list(1, 2, 3));

        keys.heldByAll(Set.of(id(2), id(3)));
        assertThat(keys.seals()).isEqualTo(id(2));

        keys.heldByAll(Set.of(id(1), id(2), id(3)));
        assertThat(keys.seals()).isEqualTo(id(1));

        keys.heldByAll(Set.of());
        assertThat(keys.seals()).isEqualTo(id(1));
    }

    @Test
    void a_key_that_was_just_added_waits_until_all_are_known_to_hold_it() throws IOException {
        Path file = file(1);
        MasterKeys keys = MasterKeys.inFile(file).orElseThrow();
        keys.heldByAll(Set.of(id(1)));

        write(file, 2, 1);
        keys.refresh();

        assertThat(keys.held()).containsExactly(id(2), id(1));
        assertThat(keys.seals()).isEqualTo(id(1));
    }

    private Path file(int... numbers) throws IOException {
        Path file = home.resolve("master.key");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write(file, numbers);
        return file;
    }

    private static void write(Path file, int... numbers) throws IOException {
        Files.write(file, IntStream.of(numbers).mapToObj(Keys::base64).toList());
    }

    private static MasterKeyId id(int number) {
        return MasterKey.parse(Keys.base64(number)).orElseThrow().id();
    }
}

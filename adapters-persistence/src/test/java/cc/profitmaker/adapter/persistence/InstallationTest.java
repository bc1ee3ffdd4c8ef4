package cc.profitmaker.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class InstallationTest {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    @Test
    void what_is_made_once_is_the_same_for_all_replicas_that_ask_at_once() throws Exception {
        var together = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                Database replica = i % 2 == 0 ? POSTGRES.a() : POSTGRES.b();
                String own = "made by " + i;
                answers.add(
                        threads.submit(
                                () -> {
                                    together.await();
                                    return replica.madeOnce("asked at once", () -> own);
                                }));
            }
            together.countDown();
            String first = answers.getFirst().get();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(first).startsWith("made by ");
            }
        }
    }

    @Test
    void what_is_made_once_is_kept() {
        assertThat(POSTGRES.a().madeOnce("kept", () -> "first")).isEqualTo("first");
        assertThat(POSTGRES.open().madeOnce("kept", () -> "second")).isEqualTo("first");
    }
}

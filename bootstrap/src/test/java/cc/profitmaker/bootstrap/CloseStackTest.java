package cc.profitmaker.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class CloseStackTest {
    private final List<String> closed = new ArrayList<>();
    private final CloseStack stack = new CloseStack();

    @Test
    void what_was_opened_last_is_closed_first() {
        stack.add("database", () -> closed.add("database"));
        stack.add("exchanges", () -> closed.add("exchanges"));
        stack.add("web", () -> closed.add("web"));

        stack.close();

        assertThat(closed).containsExactly("web", "exchanges", "database");
    }

    @Test
    void one_that_fails_to_close_does_not_keep_the_next_open() {
        stack.add("database", () -> closed.add("database"));
        stack.add(
                "exchanges",
                () -> {
                    throw new IOException("no");
                });
        stack.add(
                "web",
                () -> {
                    throw new IllegalStateException("neither");
                });

        stack.close();

        assertThat(closed).containsExactly("database");
    }

    @Test
    void closing_again_does_nothing() {
        stack.add("database", () -> closed.add("database"));

        stack.close();
        stack.close();

        assertThat(closed).containsExactly("database");
    }
}

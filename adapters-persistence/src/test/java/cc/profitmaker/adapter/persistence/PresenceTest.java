package cc.profitmaker.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.sql.Connection;
import java.sql.SQLException;

/** A server is there as long as one of its connections says so. */
final class PresenceTest {
    @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

    private final Presence presence = new Presence();

    private boolean isThere() throws SQLException {
        return POSTGRES.askOne(
                        "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid ="
                                + " "
                                + presence.number())
                .isPresent();
    }

    @Test
    void who_comes_back_while_the_old_connection_still_counts_tries_again_until_it_does_not()
            throws SQLException {
        assertThat(isThere()).isFalse();
        try (Connection next = POSTGRES.superuser().getConnection()) {
            try (Connection old = POSTGRES.superuser().getConnection()) {
                assertThat(presence.hold(old)).isTrue();
                assertThat(presence.hold(next)).isFalse();
                assertThat(isThere()).isTrue();
            }
            TestPostgres.eventually(() -> presence.hold(next));
            assertThat(isThere()).isTrue();
        }
        TestPostgres.eventually(() -> !isThere());
    }
}

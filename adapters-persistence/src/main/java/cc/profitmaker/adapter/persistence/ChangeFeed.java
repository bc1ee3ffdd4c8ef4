package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.vault.AccessChanges;
import cc.profitmaker.domain.access.AccountId;
import cc.profitmaker.domain.identity.UserId;
import cc.profitmaker.domain.session.SessionId;

import org.jooq.Field;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/**
 * Hears, on a connection and a thread of its own, what the database tells of changed users, ended
 * sessions and changed accounts, makes this replica forget them and passes the last on. Five times
 * a second it asks the server whether it still listens there: the answer comes after all that was
 * told before, so it proves that nothing is missed. While it cannot, the memory is not used, and it
 * is emptied before it is used again; who waits for changes of accounts is told, as often as it
 * tries in vain, that there may be any. The connection is also this replica's {@link Presence}, and
 * on it the database is asked for the time.
 */
final class ChangeFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final String CHANNEL = "profitmaker_changes";
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final DataSource source;
    private final Remembered memory;
    private final AccessChanges access;
    private final Presence presence;
    private final DatabaseClock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /** {@code source} must give connections that fail when not answered within a second or so. */
    ChangeFeed(
            DataSource source,
            Remembered memory,
            AccessChanges access,
            Presence presence,
            DatabaseClock clock) {
        this.clock = clock;
        this.source = source;
        this.memory = memory;
        this.access = access;
        this.presence = presence;
        this.thread = Thread.ofPlatform().daemon().name("profitmaker-changes").unstarted(this::run);
    }

    /** A statement's column that tells every replica, this one too, that the account changed. */
    static Field<Object> telling(AccountId account) {
        return DSL.function(
                "pg_notify", Object.class, DSL.inline(CHANNEL), DSL.val("account " + account));
    }

    void start() {
        thread.start();
    }

    private void run() {
        boolean troubled = false;
        while (!isStopped()) {
            try (Connection connection = source.getConnection()) {
                boolean held = presence.hold(connection);
                listen(connection);
                if (troubled) {
                    LOG.info("Hearing of changes again");
                    troubled = false;
                }
                hear(connection, held);
            } catch (SQLException | RuntimeException e) {
                if (!troubled) {
                    LOG.warn("Not hearing of changes: every session is looked up anew", e);
                    troubled = true;
                }
                access.anyMayHaveChanged();
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        String echo = "echo";
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            // Behind a pooler that shares server connections, LISTEN succeeds and nothing arrives.
            statement.execute("SELECT pg_notify('" + CHANNEL + "', '" + echo + "')");
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        boolean heard = false;
        while (!heard) {
            if (System.nanoTime() > deadline) {
                throw new SQLException("the database does not deliver notifications");
            }
            for (PGNotification notification : notifications(connection, PAUSE)) {
                heard |= notification.getParameter().equals(echo);
            }
        }
        // What changed before this connection listened was told to nobody.
        forgetAll();
    }

    private void forgetAll() {
        memory.forgetAll();
        access.anyMayHaveChanged();
    }

    private void hear(Connection connection, boolean present) throws SQLException {
        boolean held = present;
        try (Statement statement = connection.createStatement()) {
            while (!isStopped()) {
                held = held || presence.hold(connection);
                long sentAt = System.nanoTime();
                requireListening(statement);
                forget(notifications(connection, Duration.ZERO));
                memory.freshness().provenAt(sentAt);
                forget(notifications(connection, PAUSE));
            }
        }
    }

    /** And what time it is there. */
    private void requireListening(Statement statement) throws SQLException {
        Instant asked = clock.now();
        try (ResultSet listening =
                statement.executeQuery(
                        "SELECT clock_timestamp() FROM pg_listening_channels() c WHERE c = '"
                                + CHANNEL
                                + "'")) {
            if (!listening.next()) {
                throw new SQLException("the server connection was swapped for another");
            }
            Instant theirs = listening.getObject(1, OffsetDateTime.class).toInstant();
            clock.told(theirs, asked, clock.now());
        }
    }

    /** What has arrived; waits up to {@code atMost} for the first one. */
    private static PGNotification[] notifications(Connection connection, Duration atMost)
            throws SQLException {
        var listener = connection.unwrap(PGConnection.class);
        // To the driver, 0 means for ever.
        PGNotification[] arrived =
                atMost.isZero()
                        ? listener.getNotifications()
                        : listener.getNotifications((int) atMost.toMillis());
        return arrived == null ? new PGNotification[0] : arrived;
    }

    private void forget(PGNotification[] notifications) {
        for (PGNotification notification : notifications) {
            String[] words = notification.getParameter().split(" ", 2);
            switch (words[0]) {
                case "session" -> SessionId.parse(words[1]).ifPresent(memory::forget);
                case "user" -> UserId.parse(words[1]).ifPresent(memory::forget);
                case "account" -> AccountId.parse(words[1]).ifPresent(access::changed);
                case "echo" -> {}
                // A newer replica tells of something this one has no name for.
                default -> forgetAll();
            }
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    private void pause() {
        try {
            boolean _ = stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            boolean _ = thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package cc.profitmaker.bootstrap;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Where an order can be stopped from outside, so that a server can be killed while it stands there.
 * Triggers on the journal wait for advisory locks that nobody holds but a test that wants them to;
 * the server has no part in it.
 */
enum FaultPoint {
    /** The row of the intent is about to be inserted. */
    NOTHING_WRITTEN(1, "INSERT", "TRUE"),
    /** The intent is committed; that the order is on its way is about to be. */
    INTENT_WRITTEN(2, "UPDATE", "NEW.state = 'SENT'"),
    /** The exchange has answered; what it said is about to be written. */
    ANSWERED_AND_UNRECORDED(3, "UPDATE", "NEW.state NOT IN ('INTENDED', 'SENT')");

    private static final int OURS = 4242;

    private final int lock;
    private final String operation;
    private final String condition;

    FaultPoint(int lock, String operation, String condition) {
        this.lock = lock;
        this.operation = operation;
        this.condition = condition;
    }

    /** Once per database, after its migrations. */
    static void install(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (FaultPoint point : values()) {
                String name = "fault_" + point.name().toLowerCase(java.util.Locale.ROOT);
                statement.execute(
                        "CREATE FUNCTION "
                                + name
                                + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM"
                                + " pg_advisory_xact_lock_shared("
                                + OURS
                                + ", "
                                + point.lock
                                + "); RETURN NEW; END $$");
                statement.execute(
                        "CREATE TRIGGER "
                                + name
                                + " BEFORE "
                                + point.operation
                                + " ON order_journal FOR EACH ROW WHEN ("
                                + point.condition
                                + ") EXECUTE FUNCTION "
                                + name
                                + "()");
            }
        }
    }

    /** Whoever comes to this point waits until {@link #open}. */
    void close(Connection superuser) throws SQLException {
        call(superuser, "SELECT pg_advisory_lock(" + OURS + ", " + lock + ")");
    }

    void open(Connection superuser) throws SQLException {
        call(superuser, "SELECT pg_advisory_unlock(" + OURS + ", " + lock + ")");
    }

    /** Whether somebody stands at this point. */
    boolean isReached(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT"
                                        + " granted AND classid = "
                                        + OURS
                                        + " AND objid = "
                                        + lock)) {
            return rows.next();
        }
    }

    private static void call(Connection superuser, String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}

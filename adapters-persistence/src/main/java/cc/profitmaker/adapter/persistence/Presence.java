package cc.profitmaker.adapter.persistence;

import static cc.profitmaker.adapter.persistence.generated.Tables.ORDER_JOURNAL;

import org.jooq.Condition;
import org.jooq.impl.DSL;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How the replicas of one database know of each other whether they still run: each has a number and
 * holds the advisory lock of that number on a connection that it keeps. However it ends, the
 * database sees the connection go and lets go of the lock. A replica that lost its connection
 * counts as gone although it lives; whoever relies on this must be right in that case too.
 */
final class Presence {
    /** The ASCII of {@code pmtr}: sets our locks apart from those of others on the database. */
    private static final int OURS = 0x706d7472;

    private final int number = new SecureRandom().nextInt(1, Integer.MAX_VALUE);

    int number() {
        return number;
    }

    /**
     * Holds the lock on that connection from now on. False when an earlier connection of ours still
     * has it, which the database may not have seen end yet: then it is to be tried again.
     */
    boolean hold(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet held =
                        statement.executeQuery(
                                "SELECT pg_try_advisory_lock(" + OURS + ", " + number + ")")) {
            return held.next() && held.getBoolean(1);
        }
    }

    /** In a query of the journal: the server that wrote the entry is there. */
    static Condition ofSender() {
        return DSL.condition(
                "EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted"
                        + " AND l.database = (SELECT oid FROM pg_database WHERE datname ="
                        + " current_database()) AND l.classid = {0}::oid AND l.objid ="
                        + " {1}::oid AND l.objsubid = 2)",
                DSL.inline(OURS), ORDER_JOURNAL.SENDER);
    }
}

package cc.profitmaker.adapter.persistence;

import cc.profitmaker.application.Unavailable;
import cc.profitmaker.application.Unavailable.Dependency;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

/**
 * Runs what the stores ask of the database and says {@link Unavailable} for all that means the
 * database is not there; what is left is a fault of ours.
 */
final class Transactions {
    private static final int ATTEMPTS = 3;

    private final DataSource pool;
    // Execute logging is jOOQ's own way to print statements with their values.
    private final Settings settings =
            new Settings().withExecuteLogging(false).withRenderSchema(false);

    Transactions(DataSource pool) {
        this.pool = pool;
    }

    /** A running transaction, committed when its work returns unless it was undone. */
    static final class Transaction {
        private final DSLContext sql;
        private boolean undone;

        private Transaction(DSLContext sql) {
            this.sql = sql;
        }

        DSLContext sql() {
            return sql;
        }

        /** Nothing of it shall have happened; for outcomes that are answers, not failures. */
        void undo() {
            undone = true;
        }
    }

    /** One statement, committed by itself. */
    <T> T read(Function<DSLContext, T> statement) {
        // Whatever keeps us from having a connection means away, whatever SQLSTATE it comes with.
        try (Connection connection = pool.getConnection()) {
            return statement.apply(DSL.using(connection, SQLDialect.POSTGRES, settings));
        } catch (DataAccessException e) {
            throw translated(e);
        } catch (SQLException e) {
            throw new Unavailable(Dependency.DATABASE, e);
        }
    }

    /** Everything {@code reading} asks for is as of one moment; it runs once, however long. */
    void snapshot(Consumer<DSLContext> reading) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try {
                reading.accept(DSL.using(connection, SQLDialect.POSTGRES, settings));
            } finally {
                // The pool puts the connection's modes back, which only works between transactions.
                rollback(connection);
            }
        } catch (DataAccessException e) {
            throw translated(e);
        } catch (SQLException e) {
            throw new Unavailable(Dependency.DATABASE, e);
        }
    }

    /** May run {@code work} again when the database gave up on it for the sake of another. */
    <T> T write(Function<Transaction, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (DataAccessException e) {
                if (attempt == ATTEMPTS || !isConflict(e)) {
                    throw translated(e);
                }
            } catch (SQLException e) {
                throw new Unavailable(Dependency.DATABASE, e);
            }
        }
    }

    private <T> T once(Function<Transaction, T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                var transaction =
                        new Transaction(DSL.using(connection, SQLDialect.POSTGRES, settings));
                T result = work.apply(transaction);
                if (!transaction.undone) {
                    connection.commit();
                    done = true;
                }
                return result;
            } finally {
                if (!done) {
                    rollback(connection);
                }
            }
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException _) {
            // The connection is gone and with it the transaction; what broke it is on its way up.
        }
    }

    /** Deadlocks and the like; and a unique value that somebody else wrote since we looked. */
    static boolean isConflict(DataAccessException e) {
        return e.sqlState() != null
                && (e.sqlState().startsWith("40") || e.sqlState().equals("23505"));
    }

    private static RuntimeException translated(DataAccessException e) {
        SQLException cause = e.getCause(SQLException.class);
        return cause != null && meansAway(cause.getSQLState())
                ? new Unavailable(Dependency.DATABASE, e)
                : e;
    }

    /** By class of SQLSTATE; what breaks a connection in the middle has none. */
    private static boolean meansAway(String state) {
        if (state == null) {
            return true;
        }
        return switch (state.substring(0, 2)) {
            // connection, credentials, no such database, resources, operator, system, conflict
            case "08", "28", "3D", "53", "57", "58", "40" -> true;
            // A replica that was not promoted yet.
            default -> state.equals("25006");
        };
    }
}

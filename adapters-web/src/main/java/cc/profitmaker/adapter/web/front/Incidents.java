package cc.profitmaker.adapter.web.front;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where our own bugs are written down: the class and where it happened, never the message, which a
 * library may have filled with what it was given.
 */
public final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger("cc.profitmaker.incident");

    /** The request's id is the incident's, so the client can name it. */
    public void record(String requestId, Throwable bug) {
        if (LOG.isErrorEnabled()) {
            LOG.error("{} {}", requestId, trace(bug));
        }
    }

    /** Something outside that is down: expected, and without a stack. */
    public void unavailable(String requestId, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        LOG.warn("{} {}: {}", requestId, failure.getMessage(), root.getClass().getName());
    }

    private static String trace(Throwable bug) {
        var text = new StringBuilder();
        int depth = 0;
        for (Throwable t = bug; t != null && depth < 10; t = t.getCause(), depth++) {
            text.append(depth == 0 ? "" : "\ncaused by ").append(t.getClass().getName());
            for (StackTraceElement frame : t.getStackTrace()) {
                text.append("\n\tat ").append(frame);
            }
        }
        return text.toString();
    }
}

package cc.profitmaker.adapter.persistence;

/**
 * The database cannot be opened as things are. The message is one sentence for the operator that
 * says what to do; it holds no secret.
 */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message);
    }

    StartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}

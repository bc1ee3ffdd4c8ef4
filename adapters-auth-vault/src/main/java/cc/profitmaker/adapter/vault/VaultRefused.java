package cc.profitmaker.adapter.vault;

/**
 * The vault cannot be opened as things are. The message is a sentence for the operator that says
 * what to do; it holds no secret.
 */
public final class VaultRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultRefused(String message) {
        super(message);
    }

    VaultRefused(String message, Throwable cause) {
        super(message, cause);
    }
}

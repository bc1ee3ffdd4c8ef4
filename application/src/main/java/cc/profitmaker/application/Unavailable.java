package cc.profitmaker.application;

import static java.util.Objects.requireNonNull;

/**
 * Something this server depends on does not answer: the one exception adapters may throw through a
 * port. Its cause is for the log, never for a client.
 */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Dependency dependency;

    public Unavailable(Dependency dependency, Throwable cause) {
        super(dependency + " is unavailable", requireNonNull(cause));
        this.dependency = dependency;
    }

    public Dependency dependency() {
        return dependency;
    }

    public enum Dependency {
        DATABASE,
        AUTH_SERVICE,
        VAULT
    }
}

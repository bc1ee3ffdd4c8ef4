package cc.profitmaker.adapter.persistence;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.credential.Secret;

import java.nio.file.Path;

/** Which PostgreSQL keeps our data. */
public sealed interface DatabaseConfig {

    /**
     * One of our own, with its data and passwords under {@code home} ({@code PROFITMAKER_HOME}).
     */
    record Embedded(Path home) implements DatabaseConfig {
        /** Makes the path absolute. */
        public Embedded {
            home = home.toAbsolutePath().normalize();
        }
    }

    /** The operator's ({@code DATABASE_URL}), used with the role the URL names. */
    record Url(Secret url) implements DatabaseConfig {
        /** Refuses, without quoting it, what {@link #fault} finds fault with. */
        public Url {
            requireNonNull(url);
            String fault = fault(url);
            if (!fault.isEmpty()) {
                throw new IllegalArgumentException(fault);
            }
        }

        /** What is wrong with a URL, for the operator and without its value; empty when nothing. */
        public static String fault(Secret url) {
            return Endpoint.fault(url);
        }
    }
}

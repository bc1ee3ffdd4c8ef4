package cc.profitmaker.adapter.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;

import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where a PostgreSQL is and as whom to talk to it: the driver's properties, password included, so
 * it does not print.
 */
final class Endpoint {
    private static final String FAULT =
            "must be postgres://user:password@host[:port]/database[?option=value] or"
                    + " jdbc:postgresql:…, with a user";

    /** What libpq calls otherwise than the driver; URLs of the first form speak libpq. */
    private static final Map<String, PGProperty> LIBPQ_NAMES =
            Map.of(
                    "application_name", PGProperty.APPLICATION_NAME,
                    "connect_timeout", PGProperty.CONNECT_TIMEOUT,
                    "channel_binding", PGProperty.CHANNEL_BINDING);

    private final Map<PGProperty, String> properties;

    private Endpoint(Map<PGProperty, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    static String fault(Secret url) {
        try {
            of(url);
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Fails with a message that does not quote the URL. */
    static Endpoint of(Secret url) {
        // Third-party parsers quote what they cannot read: nothing they throw may leave here.
        Map<PGProperty, String> properties;
        try {
            String text = url.reveal().strip();
            properties = text.startsWith("jdbc:postgresql:") ? jdbc(text) : libpq(text);
        } catch (RuntimeException _) {
            throw new IllegalArgumentException(FAULT);
        }
        if (!properties.containsKey(PGProperty.USER)) {
            throw new IllegalArgumentException(FAULT);
        }
        return new Endpoint(properties);
    }

    static Endpoint local(int port, String database, String role, Secret password) {
        return new Endpoint(
                Map.of(
                        PGProperty.PG_HOST,
                        "127.0.0.1",
                        PGProperty.PG_PORT,
                        Integer.toString(port),
                        PGProperty.PG_DBNAME,
                        database,
                        PGProperty.USER,
                        role,
                        PGProperty.PASSWORD,
                        password.reveal(),
                        PGProperty.SSL_MODE,
                        "disable"));
    }

    private static Map<PGProperty, String> jdbc(String url) {
        Properties parsed = Driver.parseURL(url, null);
        Map<PGProperty, String> properties = new HashMap<>();
        for (String name : parsed.stringPropertyNames()) {
            properties.put(known(name), parsed.getProperty(name));
        }
        return properties;
    }

    private static Map<PGProperty, String> libpq(String url) {
        String rest = afterScheme(url);
        Map<PGProperty, String> properties = new HashMap<>();
        int question = rest.indexOf('?');
        if (question >= 0) {
            for (String option : rest.substring(question + 1).split("&", -1)) {
                String[] parts = option.split("=", 2);
                PGProperty property = LIBPQ_NAMES.get(parts[0]);
                properties.put(property == null ? known(parts[0]) : property, decoded(parts[1]));
            }
            rest = rest.substring(0, question);
        }
        int slash = rest.indexOf('/');
        properties.put(PGProperty.PG_DBNAME, decoded(notEmpty(rest.substring(slash + 1))));
        String authority = rest.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String[] user = authority.substring(0, at).split(":", 2);
        properties.put(PGProperty.USER, decoded(notEmpty(user[0])));
        if (user.length == 2) {
            properties.put(PGProperty.PASSWORD, decoded(user[1]));
        }
        // The driver knows how to read lists of hosts, IPv6 addresses and default ports.
        Properties hosts =
                Driver.parseURL(
                        "jdbc:postgresql://" + notEmpty(authority.substring(at + 1)) + "/x", null);
        properties.put(PGProperty.PG_HOST, PGProperty.PG_HOST.getOrDefault(hosts));
        properties.put(PGProperty.PG_PORT, PGProperty.PG_PORT.getOrDefault(hosts));
        return properties;
    }

    private static String afterScheme(String url) {
        for (String scheme : new String[] {"postgres://", "postgresql://"}) {
            if (url.startsWith(scheme)) {
                return url.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException(FAULT);
    }

    private static PGProperty known(String name) {
        PGProperty property = PGProperty.forName(name);
        if (property == null) {
            throw new IllegalArgumentException(FAULT);
        }
        return property;
    }

    private static String notEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(FAULT);
        }
        return text;
    }

    private static String decoded(String text) {
        // A plus is a plus in a URL's user info and path; only forms read it as a space.
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    String role() {
        return properties.get(PGProperty.USER);
    }

    /**
     * A source of plain connections. Connecting takes 3 s at most, and so does {@code
     * answerWithin}: no statement waits longer for the server (zero: for ever).
     */
    PGSimpleDataSource dataSource(Duration answerWithin) {
        Map<PGProperty, String> all = new HashMap<>();
        all.put(PGProperty.CONNECT_TIMEOUT, "3");
        all.put(PGProperty.LOGIN_TIMEOUT, "3");
        all.put(PGProperty.TCP_KEEP_ALIVE, "true");
        all.put(PGProperty.APPLICATION_NAME, "profitmaker");
        all.putAll(properties);
        all.put(PGProperty.SOCKET_TIMEOUT, Long.toString(answerWithin.toSeconds()));
        // The server's detail quotes values of the row it refuses.
        all.put(PGProperty.LOG_SERVER_ERROR_DETAIL, "false");
        var source = new PGSimpleDataSource();
        all.forEach(source::setProperty);
        return source;
    }

    @Override
    public String toString() {
        return "Endpoint[redacted]";
    }
}

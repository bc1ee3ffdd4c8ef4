package cc.profitmaker.bootstrap;

import java.util.Optional;

/** Every configuration key but the {@code EXCHANGE_<ID>_…} family. The name is the key. */
enum Key {
    PROFITMAKER_CONFIG(Shown.PLAIN, "unset"),
    PORT(Shown.PLAIN, "3001"),
    BIND_ADDRESS(Shown.PLAIN, "127.0.0.1"),
    PROFITMAKER_HOME(Shown.PLAIN, "~/.profitmaker"),
    DATABASE_URL(Shown.AS_SET_OR_UNSET, "unset"),
    API_TOKEN(Shown.AS_SET_OR_UNSET, "unset"),
    ALLOW_REGISTRATION(Shown.PLAIN, "first"),
    PUBLIC_HOSTS(Shown.PLAIN, "unset"),
    ALLOWED_ORIGINS(Shown.PLAIN, "unset"),
    TRUSTED_PROXIES(Shown.PLAIN, "unset"),
    TLS_CERT(Shown.PLAIN, "unset"),
    TLS_KEY(Shown.PLAIN, "unset"),
    ALLOW_PLAINTEXT_KEYS(Shown.PLAIN, "false"),
    ALLOW_PLAINTEXT_UPSTREAM(Shown.PLAIN, "false"),
    AUTH_URL(Shown.PLAIN, SingleSignOnKeys.DEFAULT_URL.toString()),
    AUTH_PROVISION(Shown.PLAIN, "unset"),
    AUTH_INTERNAL_URL(Shown.PLAIN, "unset"),
    AUTH_INTERNAL_SECRET(Shown.AS_SET_OR_UNSET, "unset"),
    AUTH_AUDIENCE(Shown.PLAIN, "unset"),
    AUTH_VERIFY_ISSUER(Shown.PLAIN, "0"),
    AUTH_REQUIRED_SERVICE(Shown.PLAIN, "unset"),
    VAULT(Shown.PLAIN, "on"),
    VAULT_MASTER_KEY(Shown.AS_SET_OR_UNSET, "unset"),
    VAULT_MASTER_KEY_FILE(Shown.PLAIN, "unset"),
    KUCOIN_BROKER_SPOT_PARTNER(Shown.PLAIN, "unset"),
    KUCOIN_BROKER_SPOT_KEY(Shown.AS_SET_OR_UNSET, "unset"),
    KUCOIN_BROKER_SPOT_NAME(Shown.PLAIN, "unset"),
    KUCOIN_BROKER_FUTURES_PARTNER(Shown.PLAIN, "unset"),
    KUCOIN_BROKER_FUTURES_KEY(Shown.AS_SET_OR_UNSET, "unset"),
    KUCOIN_BROKER_FUTURES_NAME(Shown.PLAIN, "unset"),
    PAPER_SEED(Shown.PLAIN, "made once and kept"),
    EGRESS_IP_URL(Shown.PLAIN, "unset"),
    SOCKETIO_EXTRA_PORT(Shown.PLAIN, "on"),
    LOG_FORMAT(Shown.PLAIN, "text on a terminal, else json"),
    LOG_LEVEL(Shown.PLAIN, "info");

    /** How {@code profitmaker config} prints a value. */
    enum Shown {
        PLAIN,
        AS_SET_OR_UNSET
    }

    private final Shown shown;
    private final String whenUnset;

    Key(Shown shown, String whenUnset) {
        this.shown = shown;
        this.whenUnset = whenUnset;
    }

    Shown shown() {
        return shown;
    }

    /** What holds when the key is not given, in words. */
    String whenUnset() {
        return whenUnset;
    }

    static Optional<Key> named(String name) {
        for (Key key : values()) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}

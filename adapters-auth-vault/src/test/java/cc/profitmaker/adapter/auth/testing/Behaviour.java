package cc.profitmaker.adapter.auth.testing;

/** How a plane of the stand-in answers. */
public enum Behaviour {
    /** As the contract says. */
    PROPER,
    /** Holds every request until it behaves otherwise, and then answers as it does by then. */
    HOLDING,
    /** Status and headers at once, and then a blank every 50 ms until it behaves otherwise. */
    TRICKLING,
    /** Closes the connection without a word. */
    HANGING_UP,
    /** 200 and a web page. */
    HTML,
    /** 200 and JSON cut off in its middle. */
    HALF_JSON,
    /** 200 and 10 MB of valid JSON. */
    HUGE,
    /** 307 to {@link StandInAuthService#TRAP}, which counts those who follow. */
    REDIRECTING,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    BROKEN,
    UNAVAILABLE,
    /** Internal plane: another {@code credential_id} than the one asked for. */
    OTHER_CREDENTIAL,
    /** Internal plane: 200 with neither {@code api_key} nor {@code api_secret}. */
    WITHOUT_KEYS,
    /** Internal plane: gives keys and says {@code read_only: true}, also when asked for trade. */
    READ_ONLY,
    /** Internal plane: gives keys and says {@code access_level: read}, also for trade. */
    READ_LEVEL,
    /** Internal plane: adds the field {@code exchange}, which the contract leaves open. */
    NAMING_EXCHANGE,
    /** Internal plane: adds {@code exchange} and names another one than the account's. */
    NAMING_OTHER_EXCHANGE
}

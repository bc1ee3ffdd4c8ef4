package cc.profitmaker.domain.market;

/** The exchange's live hosts or its test net. A call meant for one never reaches the other. */
public enum Environment {
    LIVE,
    SANDBOX
}

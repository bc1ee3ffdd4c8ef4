package cc.profitmaker.bootstrap.violations.application;

import org.slf4j.LoggerFactory;

/** Breaks the rule that the core does not log. */
public final class Logs {
    void tell() {
        LoggerFactory.getLogger(Logs.class).info("told");
    }
}

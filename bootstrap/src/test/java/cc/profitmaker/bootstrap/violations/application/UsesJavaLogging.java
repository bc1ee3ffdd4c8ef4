package cc.profitmaker.bootstrap.violations.application;

import java.util.logging.Logger;

/** Breaks the rule that there is one logging API. */
public final class UsesJavaLogging {
    String name() {
        return Logger.getGlobal().getName();
    }
}

package cc.profitmaker.bootstrap.violations.application.two;

import cc.profitmaker.bootstrap.violations.application.one.NeedsTwo;

/** The other half of the cycle. */
public record NeedsOne(NeedsTwo other) {}

package cc.profitmaker.bootstrap.violations.application.one;

import cc.profitmaker.bootstrap.violations.application.two.NeedsOne;

/** One half of a cycle. */
public record NeedsTwo(NeedsOne other) {}

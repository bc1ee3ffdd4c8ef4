package cc.profitmaker.bootstrap.violations.domain;

import java.time.Instant;

/** Breaks no rule. */
public record Innocent(Instant at) {}

package cc.profitmaker.bootstrap.violations.adapter.web;

import javax.sql.DataSource;

/** Breaks the rule that a library is one adapter's affair. */
public record NeedsADatabase(DataSource source) {}

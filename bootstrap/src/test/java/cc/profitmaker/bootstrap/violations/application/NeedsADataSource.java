package cc.profitmaker.bootstrap.violations.application;

import java.util.Optional;

import javax.sql.DataSource;

/** Breaks the rule that use cases know ports only. */
public record NeedsADataSource(Optional<DataSource> source, DataSource same) {}

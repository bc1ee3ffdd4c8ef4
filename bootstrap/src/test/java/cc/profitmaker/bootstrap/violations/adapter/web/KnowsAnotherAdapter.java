package cc.profitmaker.bootstrap.violations.adapter.web;

import cc.profitmaker.bootstrap.violations.adapter.persistence.InnocentStore;

/** Breaks the rule that adapters do not know each other. */
public record KnowsAnotherAdapter(InnocentStore store) {}

package cc.profitmaker.bootstrap.violations.adapter.persistence;

/** Breaks no rule. */
public final class InnocentStore {}

package cc.profitmaker.bootstrap.violations.adapter.web.rest;

/** Breaks no rule. */
public final class InnocentResource {}

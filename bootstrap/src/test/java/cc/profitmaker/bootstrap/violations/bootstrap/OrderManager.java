package cc.profitmaker.bootstrap.violations.bootstrap;

/** Breaks the rule on names. */
public final class OrderManager {}

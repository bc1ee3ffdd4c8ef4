package cc.profitmaker.stray;

/** Lies outside the root package of its module. */
public final class OutsideItsModule {}

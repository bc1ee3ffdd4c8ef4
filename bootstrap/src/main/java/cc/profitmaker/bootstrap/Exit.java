package cc.profitmaker.bootstrap;

/** Exit codes, for scripts and service managers. */
final class Exit {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    /** {@code EX_CONFIG} of sysexits.h: starting again without a change of it is no use. */
    static final int BAD_CONFIG = 78;

    private Exit() {}
}

package cc.profitmaker.bootstrap.violations.bootstrap;

/** Breaks the rule that nobody prints. */
public final class PrintsToStandardOutput {
    void print() {
        System.out.println("printed");
    }
}

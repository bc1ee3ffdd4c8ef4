package cc.profitmaker.bootstrap.violations.domain;

import java.io.File;

/** Breaks the rule that the domain does no I/O. */
public final class ReadsAFile {
    long size(String name) {
        return new File(name).length();
    }
}

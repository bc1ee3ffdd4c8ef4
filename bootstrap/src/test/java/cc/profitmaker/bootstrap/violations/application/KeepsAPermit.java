package cc.profitmaker.bootstrap.violations.application;

import cc.profitmaker.domain.access.Permit;

import java.util.List;

/** Breaks the rule that a permit lives on the stack. */
public final class KeepsAPermit {
    private final List<Permit> kept = List.of();

    int count() {
        return kept.size();
    }
}

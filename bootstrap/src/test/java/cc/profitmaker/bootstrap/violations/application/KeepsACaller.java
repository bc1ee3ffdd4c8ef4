package cc.profitmaker.bootstrap.violations.application;

import cc.profitmaker.domain.session.Caller;

import java.util.List;

/** Breaks the rule that what proves a caller, the token included, ends with the call. */
public final class KeepsACaller {
    private final List<Caller> kept = List.of();

    int count() {
        return kept.size();
    }
}

package cc.profitmaker.bootstrap.violations.application;

import cc.profitmaker.domain.access.Inquiry;

import java.util.List;

/** Breaks the rule that what carries a caller to a vault ends with the call. */
public final class KeepsAnInquiry {
    private final List<Inquiry> kept = List.of();

    int count() {
        return kept.size();
    }
}

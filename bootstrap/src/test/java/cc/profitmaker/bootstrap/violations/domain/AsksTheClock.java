package cc.profitmaker.bootstrap.violations.domain;

import java.time.Instant;
import java.util.function.Supplier;

/** Breaks the rule that time comes from outside, through a method reference. */
public final class AsksTheClock {
    Supplier<Instant> clock() {
        return Instant::now;
    }
}

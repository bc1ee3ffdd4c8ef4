package cc.profitmaker.bootstrap;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that breaks rules: all of them, each by key and rule, never with the value. */
final class BadConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** One broken rule; a sentence that begins with the key reads well. */
    record Fault(String key, String rule) {
        @Override
        public String toString() {
            return key + " " + rule;
        }
    }

    BadConfig(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    List<Fault> faults() {
        return faults;
    }
}

package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.adapter.web.front.Problem;

import java.util.Map;

/** A request we cannot make sense of; thrown where it is read, answered in one place. */
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Malformed(Problem problem) {
        // No stack: it is the client's mistake, and clients can make many a second.
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    /** {@code field} is our name of it, {@code rule} what it must be. */
    static Malformed field(String field, String rule) {
        return new Malformed(
                Problem.of(400, "invalid_request", "The field " + field + " " + rule + ".")
                        .with(Map.of("field", field)));
    }

    static Malformed body() {
        return new Malformed(Problem.of(400, "malformed", "The body is not the JSON needed here."));
    }

    Problem problem() {
        return problem;
    }
}

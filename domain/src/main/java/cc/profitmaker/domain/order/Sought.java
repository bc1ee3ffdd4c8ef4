package cc.profitmaker.domain.order;

import static java.util.Objects.requireNonNull;

/**
 * An order of ours that is looked for at an exchange.
 *
 * @param mayWait whether it is, or may be, one that waits for a trigger: some exchanges keep those
 *     apart, and forget them sooner
 */
public record Sought(ClientOrderId id, boolean mayWait) {
    public Sought {
        requireNonNull(id);
    }
}

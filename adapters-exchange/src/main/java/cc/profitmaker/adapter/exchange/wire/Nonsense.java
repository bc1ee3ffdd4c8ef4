package cc.profitmaker.adapter.exchange.wire;

/**
 * An answer that is not what the exchange promises: no JSON, or a field that is missing or is not
 * what it should be. Thrown while reading and caught by the connector that asked; it names a field,
 * never a value.
 */
public final class Nonsense extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Nonsense(String what) {
        super(what);
    }
}

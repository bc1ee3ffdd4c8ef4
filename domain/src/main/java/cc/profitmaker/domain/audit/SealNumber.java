package cc.profitmaker.domain.audit;

/** The place of a seal in the chain: the first is 1, and none is left out. */
public record SealNumber(long value) {
    public static final SealNumber FIRST = new SealNumber(1);

    public SealNumber {
        if (value < 1) {
            throw new IllegalArgumentException("seals are numbered from 1");
        }
    }

    public SealNumber next() {
        return new SealNumber(value + 1);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

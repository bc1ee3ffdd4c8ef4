package cc.profitmaker.domain.access;

/** Whether a caller may ask a vault at all. */
public sealed interface Inquired {
    record May(Inquiry inquiry) implements Inquired {}

    record MayNot(Decision.Reason reason) implements Inquired {}
}

package cc.profitmaker.domain.session;

/** What became of a presented token that is known. */
public sealed interface Resumption {
    record Live(Caller caller) implements Resumption {}

    record Ended(Reason reason) implements Resumption {}

    enum Reason {
        EXPIRED,
        USER_DISABLED
    }
}

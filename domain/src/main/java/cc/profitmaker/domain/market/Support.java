package cc.profitmaker.domain.market;

/** How a capability is offered: by the exchange itself, put together by us, or not at all. */
public enum Support {
    NATIVE,
    EMULATED,
    NONE
}

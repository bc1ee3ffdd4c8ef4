package cc.profitmaker.adapter.web.rest;

import cc.profitmaker.domain.market.ExchangeId;

/** Around every answer of an exchange call. */
record Envelope(boolean success, String provider, Object data) {
    static Envelope of(ExchangeId exchange, Object data) {
        return new Envelope(true, exchange.value(), data);
    }
}

package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.domain.market.ExchangeFault;

/** What one message of an exchange is about. */
public sealed interface Heard {
    /** News of the subject with that key. */
    record News(String key, JsonFields content) implements Heard {}

    /** The exchange does what it was asked in the request of that number. */
    record Confirmed(long request) implements Heard {}

    /** It does not. */
    record Refused(long request, ExchangeFault why) implements Heard {}

    /** It may be spoken to now; said once, by an exchange that has an etiquette. */
    record Welcome() implements Heard {}

    /** Nothing but that the exchange is still there. */
    record Alive() implements Heard {}

    /** Nothing we know; it counts as silence. */
    record Unknown() implements Heard {}
}

package cc.profitmaker.adapter.exchange.feed;

import static java.util.Objects.requireNonNull;

import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.stream.Topic;

/**
 * What is listened to at one exchange.
 *
 * @param key what its messages are told apart by
 */
public record Subject(String key, Topic topic, Market market) {
    public Subject {
        requireNonNull(key);
        requireNonNull(topic);
        requireNonNull(market);
    }
}

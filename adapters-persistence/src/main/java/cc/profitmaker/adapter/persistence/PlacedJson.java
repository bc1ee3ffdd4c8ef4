package cc.profitmaker.adapter.persistence;

import cc.profitmaker.domain.market.ExchangeFault;
import cc.profitmaker.domain.order.ClientOrderId;
import cc.profitmaker.domain.order.Order;
import cc.profitmaker.domain.order.Placed;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * How the outcome of an order is kept: component by component, as the records of the domain are. An
 * outcome that a later version cannot read is as good as none: then the exchange is asked.
 */
final class PlacedJson {
    private static final Logger LOG = LoggerFactory.getLogger(PlacedJson.class);

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                    .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                    .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .build();

    private PlacedJson() {}

    private record Stored(
            Optional<Order> accepted,
            Optional<ExchangeFault> rejected,
            Optional<ExchangeFault> unknown) {
        static Stored of(Placed placed) {
            return switch (placed) {
                case Placed.Accepted(var order) ->
                        new Stored(Optional.of(order), Optional.empty(), Optional.empty());
                case Placed.Rejected(var fault) ->
                        new Stored(Optional.empty(), Optional.of(fault), Optional.empty());
                case Placed.Unconfirmed(_, var fault) ->
                        new Stored(Optional.empty(), Optional.empty(), Optional.of(fault));
            };
        }

        Optional<Placed> placed(ClientOrderId id) {
            return accepted.<Placed>map(Placed.Accepted::new)
                    .or(() -> rejected.map(Placed.Rejected::new))
                    .or(() -> unknown.map(fault -> new Placed.Unconfirmed(id, fault)));
        }
    }

    static String write(Placed placed) {
        try {
            return JSON.writeValueAsString(Stored.of(placed));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an outcome is always JSON", e);
        }
    }

    static Optional<Placed> read(String json, ClientOrderId id) {
        try {
            return JSON.readValue(json, Stored.class).placed(id);
        } catch (JsonProcessingException e) {
            LOG.warn("The outcome of order {} cannot be read", id, e);
            return Optional.empty();
        }
    }
}

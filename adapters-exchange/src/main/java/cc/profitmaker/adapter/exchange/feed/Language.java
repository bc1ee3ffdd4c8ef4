package cc.profitmaker.adapter.exchange.feed;

import cc.profitmaker.adapter.exchange.wire.JsonFields;
import cc.profitmaker.adapter.exchange.wire.Nonsense;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;
import cc.profitmaker.domain.stream.DataType;
import cc.profitmaker.domain.stream.Topic;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** How one exchange's public feed is spoken. Safe for any number of threads. */
public interface Language {
    /** What it is called in the log; nothing secret. */
    String name();

    /**
     * Where the next connection goes to. Asked for each connection, on a thread that may be kept
     * waiting and is interrupted when nobody wants the connection any more.
     */
    Reply<Entrance> entrance();

    Limits limits();

    /** What it tells; all else is read. */
    Set<DataType> types();

    Subject subject(Topic topic, Market market);

    /**
     * Made anew with each subscription.
     *
     * @param told what outlives it: which trades were told
     */
    Translation translate(Subject subject, Reads reads, Told told);

    /** A request that will be confirmed or refused under its number. */
    String subscribe(long request, List<Subject> subjects);

    String unsubscribe(long request, List<Subject> subjects);

    /**
     * A request that changes nothing and that the exchange answers if it is still there; one with
     * an etiquette, with {@link Heard.Alive}.
     */
    String probe(long request);

    /** Throws {@link Nonsense}: then nothing more is believed of that connection. */
    Heard hear(JsonFields message);

    /**
     * What the exchange bears.
     *
     * @param subjects on one connection
     * @param batch how many subjects one request may name
     * @param apart how long after one request the next may be sent
     */
    record Limits(int subjects, int batch, Duration apart) {
        public Limits {
            if (subjects < 1 || batch < 1 || apart.isNegative()) {
                throw new IllegalArgumentException("a limit is positive");
            }
        }
    }
}

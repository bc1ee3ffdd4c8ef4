package cc.profitmaker.adapter.exchange.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What is still to be asked of an exchange on one connection, and what was. Its cable's lock guards
 * it.
 */
final class Requests {
    private final Language language;
    private final SequencedSet<Subject> leaving = new LinkedHashSet<>();
    private final SequencedSet<Subject> joining = new LinkedHashSet<>();
    private final Map<Long, List<Subject>> asked = new HashMap<>();
    private long last;

    /**
     * A request to be sent.
     *
     * @param joined what it subscribes to
     */
    record Request(String text, List<Subject> joined) {}

    Requests(Language language) {
        this.language = language;
    }

    void join(Subject subject) {
        joining.addLast(subject);
    }

    /** What was not asked for yet need not be taken back. */
    void leave(Subject subject) {
        if (!joining.remove(subject)) {
            leaving.addLast(subject);
        }
    }

    boolean isEmpty() {
        return leaving.isEmpty() && joining.isEmpty();
    }

    /** First what ends, so that a subject can be left and joined again. */
    Optional<Request> next() {
        if (isEmpty()) {
            return Optional.empty();
        }
        last++;
        if (!leaving.isEmpty()) {
            return Optional.of(new Request(language.unsubscribe(last, batch(leaving)), List.of()));
        }
        List<Subject> joined = batch(joining);
        asked.put(last, joined);
        return Optional.of(new Request(language.subscribe(last, joined), joined));
    }

    private List<Subject> batch(SequencedSet<Subject> from) {
        var batch = new ArrayList<Subject>();
        while (!from.isEmpty() && batch.size() < language.limits().batch()) {
            batch.add(from.removeFirst());
        }
        return List.copyOf(batch);
    }

    String probe() {
        last++;
        return language.probe(last);
    }

    /** What was asked for under that number, once. */
    List<Subject> answered(long request) {
        return Optional.ofNullable(asked.remove(request)).orElse(List.of());
    }
}

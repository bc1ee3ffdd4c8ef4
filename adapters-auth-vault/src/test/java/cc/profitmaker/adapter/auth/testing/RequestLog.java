package cc.profitmaker.adapter.auth.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often each path was asked for, and the last requests whole. */
final class RequestLog {
    private static final int KEPT = 10_000;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Deque<Received> last = new ArrayDeque<>();

    synchronized void add(Received request) {
        counts.merge(request.path(), 1, Integer::sum);
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(request);
    }

    synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    synchronized List<Received> last() {
        return List.copyOf(last);
    }

    synchronized void forget() {
        counts.clear();
        last.clear();
    }
}

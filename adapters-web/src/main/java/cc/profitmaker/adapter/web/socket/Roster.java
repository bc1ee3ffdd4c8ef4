package cc.profitmaker.adapter.web.socket;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one client listens to, by subscription id. What is in here has its room; when it is closed
 * it is empty and stays so. Safe for any number of threads.
 */
final class Roster<T> {
    private final Room room;
    private final Map<String, T> entries = new HashMap<>();
    private boolean closed;

    Roster(Room room) {
        this.room = room;
    }

    synchronized Optional<T> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    synchronized Optional<T> find(Predicate<T> which) {
        return entries.values().stream().filter(which).findFirst();
    }

    /** Room has been taken for it already. False when this is closed. */
    synchronized boolean add(String id, T entry) {
        if (closed) {
            return false;
        }
        entries.put(id, entry);
        return true;
    }

    /** Takes it out and frees its room; empty when it is not, or not any more, in here. */
    synchronized Optional<T> remove(String id) {
        Optional<T> removed = Optional.ofNullable(entries.remove(id));
        removed.ifPresent(_ -> room.free());
        return removed;
    }

    /** All there were. */
    synchronized List<T> close() {
        closed = true;
        List<T> all = List.copyOf(entries.values());
        entries.clear();
        return all;
    }
}

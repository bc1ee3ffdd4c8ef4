package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.BadConfig.Fault;
import cc.profitmaker.domain.credential.Secret;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The given keys and values, read one by one. A value that breaks its rule is noted and answered
 * with what holds when the key is unset, so that one reading finds every fault.
 */
final class Settings {
    private final Map<String, String> values;
    private final Set<String> inEnvironment;
    private final Set<String> inFile;
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** Where a value came from. */
    enum Source {
        ENVIRONMENT,
        FILE,
        DEFAULT
    }

    Settings(Map<String, String> environment, ConfigFile file) {
        values = new HashMap<>(file.values());
        values.putAll(environment);
        // Compose files pass KEY= for "not given".
        values.values().removeIf(String::isBlank);
        inEnvironment = Set.copyOf(environment.keySet());
        inFile = Set.copyOf(file.values().keySet());
        faults.addAll(file.faults());
    }

    /** All given keys that are ours by their prefix, or that only our own file can have meant. */
    Set<String> oursToKnow() {
        Set<String> ours = new LinkedHashSet<>(inFile);
        inEnvironment.stream().filter(KnownNames::isOurs).sorted().forEach(ours::add);
        return ours;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip);
    }

    Optional<String> text(Key key) {
        return text(key.name());
    }

    <T> Optional<T> read(String key, String rule, Function<String, Optional<T>> parse) {
        Optional<String> text = text(key);
        Optional<T> parsed = text.flatMap(parse);
        if (text.isPresent() && parsed.isEmpty()) {
            fault(key, rule);
        }
        return parsed;
    }

    <T> Optional<T> read(Key key, String rule, Function<String, Optional<T>> parse) {
        return read(key.name(), rule, parse);
    }

    /** As {@link #read}, for a value that must not be seen by anyone. */
    Optional<Secret> secret(Key key, String rule, Function<String, Boolean> holds) {
        return read(
                key,
                rule,
                text -> holds.apply(text) ? Optional.of(Secret.of(text)) : Optional.empty());
    }

    void fault(String key, String rule) {
        faults.add(new Fault(key, rule));
    }

    void fault(Key key, String rule) {
        fault(key.name(), rule);
    }

    /** Something the operator should know that does not stop the start. */
    void notice(String sentence) {
        notices.add(sentence);
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    Source source(String key) {
        if (!values.containsKey(key)) {
            return Source.DEFAULT;
        }
        return inEnvironment.contains(key) ? Source.ENVIRONMENT : Source.FILE;
    }
}

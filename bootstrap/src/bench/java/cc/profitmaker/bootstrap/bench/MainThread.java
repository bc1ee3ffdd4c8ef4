package cc.profitmaker.bootstrap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a page's main thread spent a time, in tasks as Chromium's trace has them. */
record MainThread(double busyPercent, double longestMillis) {
    private static final Set<String> TASKS =
            Set.of("RunTask", "ThreadControllerImpl::RunTask", "ThreadPool_RunTask");

    /** Of the busiest main thread there is: other pages of the browser rest. */
    static MainThread of(byte[] trace, long millis) throws IOException {
        JsonNode events = new ObjectMapper().readTree(trace).path("traceEvents");
        Set<String> main = new HashSet<>();
        for (JsonNode event : events) {
            if (event.path("name").asText().equals("thread_name")
                    && event.at("/args/name").asText().equals("CrRendererMain")) {
                main.add(thread(event));
            }
        }
        Map<String, List<Task>> tasks = new HashMap<>();
        for (JsonNode event : events) {
            if (event.path("ph").asText().equals("X")
                    && TASKS.contains(event.path("name").asText())
                    && main.contains(thread(event))) {
                tasks.computeIfAbsent(thread(event), _ -> new ArrayList<>())
                        .add(
                                new Task(
                                        event.path("ts").asDouble() / 1e3,
                                        event.path("dur").asDouble() / 1e3));
            }
        }
        return tasks.values().stream()
                .map(thread -> of(thread, millis))
                .reduce((one, other) -> one.busyPercent() >= other.busyPercent() ? one : other)
                .orElseThrow(() -> new IOException("the trace has no tasks of a page"));
    }

    private record Task(double start, double took) {}

    /** A task that runs within another one, or is written down twice, counts once. */
    private static MainThread of(List<Task> tasks, long millis) {
        double busy = 0;
        double longest = 0;
        double until = 0;
        for (Task task : tasks.stream().sorted(Comparator.comparingDouble(Task::start)).toList()) {
            double end = task.start() + task.took();
            busy += Math.max(0, end - Math.max(until, task.start()));
            until = Math.max(until, end);
            longest = Math.max(longest, task.took());
        }
        return new MainThread(busy / millis * 100, longest);
    }

    private static String thread(JsonNode event) {
        return event.path("pid").asText() + " " + event.path("tid").asText();
    }
}

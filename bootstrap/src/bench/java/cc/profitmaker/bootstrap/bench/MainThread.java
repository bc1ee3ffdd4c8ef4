package cc.profitmaker.bootstrap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
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
        Map<String, double[]> sums = new HashMap<>();
        for (JsonNode event : events) {
            if (event.path("ph").asText().equals("X")
                    && TASKS.contains(event.path("name").asText())
                    && main.contains(thread(event))) {
                double took = event.path("dur").asDouble() / 1e3;
                double[] sum = sums.computeIfAbsent(thread(event), _ -> new double[2]);
                sum[0] += took;
                sum[1] = Math.max(sum[1], took);
            }
        }
        return sums.values().stream()
                .map(sum -> new MainThread(sum[0] / millis * 100, sum[1]))
                .reduce((one, other) -> one.busyPercent() >= other.busyPercent() ? one : other)
                .orElseThrow(() -> new IOException("the trace has no tasks of a page"));
    }

    private static String thread(JsonNode event) {
        return event.path("pid").asText() + " " + event.path("tid").asText();
    }
}

package cc.profitmaker.adapter.web.front;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The known routes, to name a request by in log and metrics. A path that is none of them is never
 * written down: clients put all kinds of things there.
 */
public final class Routes {
    /** A path that is no route. */
    public static final String UNKNOWN = "unknown";

    private final Map<String, String> exact = new HashMap<>();
    private final List<String> templates;

    /** Absolute path templates, as {@code /api/auth/sessions/{id}}. */
    public Routes(Collection<String> paths) {
        paths.stream().filter(path -> !path.contains("{")).forEach(path -> exact.put(path, path));
        this.templates = paths.stream().filter(path -> path.contains("{")).toList();
    }

    public String name(String path) {
        if (path == null) {
            return UNKNOWN;
        }
        String known = exact.get(path);
        return known != null ? known : template(path);
    }

    private String template(String path) {
        for (String template : templates) {
            if (fits(template, path)) {
                return template;
            }
        }
        return UNKNOWN;
    }

    private static boolean fits(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}

package cc.profitmaker.adapter.web.front;

import java.util.Set;
import java.util.regex.Pattern;

/** What answers without a token; everything else needs one. */
public final class OpenRoutes {
    private static final Set<String> TO_READ =
            Set.of(
                    "/health",
                    "/health/ready",
                    "/openapi.json",
                    "/docs/",
                    "/docs/viewer.js",
                    "/docs/swagger-ui.css",
                    "/docs/swagger-ui-bundle.js");
    private static final Set<String> TO_POST = Set.of("/api/auth/register", "/api/auth/login");

    /** Where the files of the terminal page are. */
    public static final String ASSETS = "/assets/";

    private static final Pattern ASSET =
            Pattern.compile("/assets/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

    /** Where Socket.IO is spoken: this path alone, with nothing behind it. */
    public static final String SOCKET_IO = "/socket.io/";

    private OpenRoutes() {}

    /**
     * Where clients stay connected: they may say who they are after they came in, and may do
     * nothing else until they have.
     */
    public static boolean isRealtime(String path) {
        return path.equals("/ws") || path.equals(SOCKET_IO);
    }

    /** The terminal page and what could be a file of it. */
    public static boolean isPage(String path) {
        return path.equals("/") || ASSET.matcher(path).matches();
    }

    /** {@code path}: exactly as it was sent, so that two readings of it cannot differ. */
    public static boolean contains(String method, String path) {
        return switch (method) {
            case "GET", "HEAD" -> TO_READ.contains(path) || isPage(path);
            case "POST" -> TO_POST.contains(path);
            default -> false;
        };
    }
}

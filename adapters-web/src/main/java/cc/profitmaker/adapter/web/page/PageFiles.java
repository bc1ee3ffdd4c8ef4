package cc.profitmaker.adapter.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of the page as the build left them in the jar; read once, they never change. */
final class PageFiles {
    private static final String FOLDER = "files/";

    private final String index;
    private final Map<String, Asset> assets;

    /**
     * One file in the forms a browser may want; what its name says is part of what is in it, so
     * that it may be kept for ever.
     */
    record Asset(String type, Body plain, Body gzip, Body brotli) {}

    /** Never handed out for writing. */
    static final class Body {
        private final byte[] bytes;

        private Body(byte[] bytes) {
            this.bytes = bytes;
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        int length() {
            return bytes.length;
        }
    }

    private PageFiles(String index, Map<String, Asset> assets) {
        this.index = index;
        this.assets = assets;
    }

    /** Fails when the page was not built into this jar. */
    static PageFiles load() {
        String index = new String(bytes("index.html"), StandardCharsets.UTF_8);
        String names = new String(bytes("files.txt"), StandardCharsets.UTF_8);
        return new PageFiles(
                index,
                names.lines()
                        .collect(Collectors.toUnmodifiableMap(Function.identity(), PageFiles::of)));
    }

    /** The page itself, with the place where it is told about the server. */
    String index() {
        return index;
    }

    Optional<Asset> asset(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    private static Asset of(String name) {
        String file = "assets/" + name;
        return new Asset(
                type(name),
                new Body(bytes(file)),
                new Body(bytes(file + ".gz")),
                new Body(bytes(file + ".br")));
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "txt" -> "text/plain; charset=utf-8";
            case "woff2" -> "font/woff2";
            default -> throw new IllegalStateException("what is " + name + " in the page?");
        };
    }

    private static byte[] bytes(String name) {
        try (InputStream found = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (found == null) {
                throw new IllegalStateException(
                        "the terminal page was not built into this jar: build it with Maven");
            }
            return found.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

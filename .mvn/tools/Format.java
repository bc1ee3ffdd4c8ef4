import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks, or with {@code write} applies, google-java-format (AOSP) to every Java source of the
 * reactor. A program rather than the formatter's own command line, because that wants every file
 * named and shells differ in how they list them.
 */
final class Format {
    private Format() {}

    public static void main(String[] args) throws Exception {
        boolean write = args.length > 0 && args[0].equals("write");
        var formatter = new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
        List<Path> wrong = new ArrayList<>();
        for (Path file : sources(Path.of("."))) {
            String is = Files.readString(file);
            String ought = format(formatter, is);
            if (!is.equals(ought)) {
                wrong.add(file);
                if (write) {
                    Files.writeString(file, ought);
                }
            }
        }
        if (!wrong.isEmpty() && !write) {
            System.err.println("Not formatted (mvn -N validate -Dformat=write mends it):");
            wrong.forEach(file -> System.err.println("  " + file));
            System.exit(1);
        }
    }

    private static String format(Formatter formatter, String source) throws Exception {
        String ordered = ImportOrderer.reorderImports(source, Style.AOSP);
        return formatter.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.toString().contains("/target/"))
                    .filter(path -> !path.toString().contains("/node_modules/"))
                    .sorted()
                    .toList();
        }
    }
}

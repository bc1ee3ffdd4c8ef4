package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.BadConfig.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file named by {@code PROFITMAKER_CONFIG}: {@code KEY=value} lines, blank lines, and comments
 * that begin with {@code #}. A value is what follows the first equals sign, without surrounding
 * blanks and without one pair of surrounding quotes; there are no escapes.
 */
record ConfigFile(Map<String, String> values, List<Fault> faults) {

    static ConfigFile none() {
        return new ConfigFile(Map.of(), List.of());
    }

    static ConfigFile read(Path path) {
        try {
            return parse(Files.readAllLines(path));
        } catch (IOException _) {
            return new ConfigFile(
                    Map.of(),
                    List.of(
                            new Fault(
                                    Key.PROFITMAKER_CONFIG.name(),
                                    "must name a readable UTF-8 text file")));
        }
    }

    private static ConfigFile parse(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        int number = 0;
        for (String line : lines) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            int equals = stripped.indexOf('=');
            if (equals < 1) {
                faults.add(inFile("line " + number + " must have the form KEY=value"));
                continue;
            }
            String key = stripped.substring(0, equals).strip();
            if (values.put(key, unquoted(stripped.substring(equals + 1).strip())) != null) {
                faults.add(inFile("line " + number + " gives a key a second time"));
            }
        }
        return new ConfigFile(values, faults);
    }

    private static Fault inFile(String rule) {
        return new Fault(Key.PROFITMAKER_CONFIG.name(), rule);
    }

    private static String unquoted(String value) {
        boolean quoted =
                value.length() >= 2
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}

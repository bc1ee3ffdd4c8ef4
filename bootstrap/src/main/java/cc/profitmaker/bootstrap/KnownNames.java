package cc.profitmaker.bootstrap;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells a misspelt key from somebody else's, and guesses what was meant. */
final class KnownNames {
    /** Keys under these prefixes are ours, in the environment too, which others share. */
    private static final List<String> OURS =
            List.of("PROFITMAKER_", "AUTH_", "EXCHANGE_", "KUCOIN_BROKER_");

    private KnownNames() {}

    static boolean isOurs(String key) {
        return OURS.stream().anyMatch(key::startsWith);
    }

    /** The rule an unknown key breaks, with the nearest known name. */
    static String unknown(String key, Collection<String> exchangeKeys) {
        Set<String> known = new TreeSet<>(Arrays.stream(Key.values()).map(Key::name).toList());
        known.addAll(exchangeKeys);
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .filter(name -> distance(key, name) <= Math.max(2, key.length() / 3))
                .map(name -> "is not a known key; did you mean " + name + "?")
                .orElse("is not a known key");
    }

    /** Levenshtein's: how many letters to insert, remove or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

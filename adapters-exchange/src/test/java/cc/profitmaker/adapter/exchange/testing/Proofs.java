package cc.profitmaker.adapter.exchange.testing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import cc.profitmaker.domain.market.Capabilities;
import cc.profitmaker.domain.market.Capability;
import cc.profitmaker.domain.market.Support;
import cc.profitmaker.domain.market.Timeframe;
import cc.profitmaker.domain.market.Venue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a venue's {@code has} was shown to equal CCXT, collected over the tests of one class: in
 * the end all that is claimed must be among it. It then writes the venue's row of the README's
 * matrix to {@code target/matrix}.
 */
public final class Proofs {
    private final Set<Capability> proved =
            Collections.synchronizedSet(EnumSet.noneOf(Capability.class));

    /** A test called the method of that CCXT name, and the answer was CCXT's. */
    public void proves(String method) {
        Stream.of(Capability.values())
                .filter(
                        capability ->
                                capability.ccxt().equals(method)
                                        || (method.equals("loadMarkets")
                                                && capability == Capability.FETCH_MARKETS))
                .forEach(proved::add);
    }

    /** After all tests of the class. */
    public void areComplete(Venue venue, Capabilities claimed) {
        // What is emulated has no single call of CCXT's to be compared with.
        assertThat(proved)
                .as("what %s claims, and what is proved", venue)
                .containsAll(offered(claimed, Support.NATIVE))
                .allMatch(claimed::offers);
        write(venue, claimed);
    }

    private static void write(Venue venue, Capabilities claimed) {
        String row =
                "| `"
                        + venue.exchange().value()
                        + "` "
                        + venue.market().ccxt()
                        + " | "
                        + names(claimed, Support.NATIVE)
                        + " | "
                        + names(claimed, Support.EMULATED)
                        + " | "
                        + claimed.timeframes().stream().map(Timeframe::value).collect(joining(" "))
                        + " |\n";
        try {
            Path folder = Files.createDirectories(Path.of("target", "matrix"));
            Files.writeString(
                    folder.resolve(venue.exchange().value() + "-" + venue.market().ccxt() + ".md"),
                    row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Capability> offered(Capabilities claimed, Support support) {
        Set<Capability> offered = EnumSet.noneOf(Capability.class);
        claimed.has()
                .forEach(
                        (capability, how) -> {
                            if (how == support) {
                                offered.add(capability);
                            }
                        });
        return offered;
    }

    private static String names(Capabilities claimed, Support support) {
        String names =
                Stream.of(Capability.values())
                        .filter(capability -> claimed.has().get(capability) == support)
                        .map(Capability::ccxt)
                        .collect(joining(" "));
        return names.isEmpty() ? "–" : names;
    }
}

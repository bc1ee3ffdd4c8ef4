package cc.profitmaker.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cc.profitmaker.domain.market.ExchangeId;
import cc.profitmaker.domain.market.Market;
import cc.profitmaker.domain.market.Reply;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

@Command(
        name = "doctor",
        description = "Looks at everything the server needs and says what is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration CLOCK_MAY_DIFFER = Duration.ofSeconds(2);
    private static final int PATIENCE_MILLIS = 5000;
    private static final int LONGEST_ADDRESS = 64;

    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** One thing looked at. */
    sealed interface Finding {
        String what();

        String detail();

        record Well(String what, String detail) implements Finding {}

        record Ill(String what, String detail) implements Finding {}
    }

    @Override
    public Integer call() {
        Config config = Config.from(environment);
        Logging.configure(config.logs().quieterThan(Config.LogLevel.ERROR));
        boolean well = true;
        for (Finding port : PortCheck.of(config.http())) {
            well &= tell(port);
        }
        well &= tell(database(config));
        well &= tell(clock(config));
        if (config.exchange().egressIp().isPresent()) {
            well &= tell(egress(config.exchange().egressIp().get()));
        }
        for (var asked : OperatorAccess.askExchanges(config).entrySet()) {
            well &= tell(exchange(asked.getKey(), asked.getValue()));
        }
        return well ? Exit.OK : Exit.FAILED;
    }

    private boolean tell(Finding finding) {
        var out = spec.commandLine().getOut();
        boolean well =
                switch (finding) {
                    case Finding.Well _ -> true;
                    case Finding.Ill _ -> false;
                };
        out.printf("%-5s %-12s %s%n", well ? "ok" : "WRONG", finding.what(), finding.detail());
        out.flush();
        return well;
    }

    private static Finding database(Config config) {
        try (var data = OperatorAccess.open(config)) {
            return data.databaseAnswers()
                    ? new Finding.Well("database", "answers, and its schema is up to date")
                    : new Finding.Ill("database", "does not answer");
        } catch (Refused refused) {
            return new Finding.Ill("database", refused.getMessage());
        }
    }

    /** Exchanges refuse signed calls from a clock that is off; a web server's Date will do. */
    private static Finding clock(Config config) {
        return timeServers(config)
                .map(DoctorCommand::offset)
                .flatMap(Optional::stream)
                .findFirst()
                .<Finding>map(
                        offset ->
                                offset.abs().compareTo(CLOCK_MAY_DIFFER) <= 0
                                        ? new Finding.Well("clock", "right within two seconds")
                                        : new Finding.Ill(
                                                "clock",
                                                "off by "
                                                        + offset.toSeconds()
                                                        + " s: let it be set from the network"))
                .orElseGet(
                        () ->
                                new Finding.Ill(
                                        "clock", "no server answers that could tell the time"));
    }

    private static Stream<URI> timeServers(Config config) {
        return Stream.of(
                        config.exchange().egressIp().stream(),
                        config.exchange().upstreams().values().stream()
                                .flatMap(upstream -> upstream.rest().stream()),
                        Stream.of(URI.create("https://api.binance.com/api/v3/ping")))
                .flatMap(servers -> servers);
    }

    private static Optional<Duration> offset(URI server) {
        try {
            var connection = open(server);
            connection.setRequestMethod("HEAD");
            Instant before = Instant.now();
            connection.getResponseCode();
            long date = connection.getDate();
            return date == 0
                    ? Optional.empty()
                    // The header is cut to whole seconds.
                    : Optional.of(
                            Duration.between(Instant.ofEpochMilli(date).plusMillis(500), before));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Finding egress(URI echo) {
        try (var body = open(echo).getInputStream()) {
            String said = new String(body.readNBytes(LONGEST_ADDRESS), US_ASCII).strip();
            return Addresses.parse(said)
                    .<Finding>map(address -> new Finding.Well("egress IP", said))
                    .orElseGet(
                            () ->
                                    new Finding.Ill(
                                            "egress IP",
                                            "EGRESS_IP_URL does not answer with an address"));
        } catch (IOException _) {
            return new Finding.Ill("egress IP", "EGRESS_IP_URL does not answer");
        }
    }

    private static HttpURLConnection open(URI uri) throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    private static Finding exchange(ExchangeId id, Reply<List<Market>> reply) {
        return switch (reply) {
            case Reply.Answered<List<Market>>(var markets) ->
                    new Finding.Well(
                            id.value(), "answers; it lists " + markets.size() + " markets");
            case Reply.Failed<List<Market>>(var fault) ->
                    new Finding.Ill(
                            id.value(),
                            "not usable: " + fault.kind().name().toLowerCase(Locale.ROOT));
        };
    }
}

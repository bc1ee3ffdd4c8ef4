package cc.profitmaker.bootstrap;

import cc.profitmaker.application.audit.AuditExports;
import cc.profitmaker.application.audit.AuditFile;
import cc.profitmaker.application.audit.AuditReport;
import cc.profitmaker.domain.audit.Anchor;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

@Command(
        name = "audit",
        description = "Verifies and exports the audit trail, whether the server is running or not.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    AuditCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: verify or export");
    }

    @Command(
            description = "Says whether the audit trail still is what was sealed: 0 whole, 1 not.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--anchor",
                            paramLabel = "NUMBER:SEAL",
                            description = "an anchor from the log that must still be in it")
                    String[] anchors,
            @Option(
                            names = "--export",
                            paramLabel = "FILE",
                            description = "an export that must say what was sealed")
                    Path file) {
        List<Anchor> asked =
                anchors == null
                        ? List.of()
                        : List.of(anchors).stream().map(AuditCommand::anchor).toList();
        try (var data = OperatorAccess.open(Config.from(environment))) {
            return Optional.ofNullable(file)
                    .map(path -> verifyWithFile(data, asked, path))
                    .orElseGet(() -> verify(data, asked, AuditFile.none()));
        }
    }

    private int verifyWithFile(OperatorAccess data, List<Anchor> anchors, Path path) {
        return usable(
                path,
                () -> {
                    try (var lines = data.auditFile(path)) {
                        return verify(data, anchors, lines);
                    }
                });
    }

    private int verify(OperatorAccess data, List<Anchor> anchors, Iterator<AuditFile.Line> file) {
        AuditReport report =
                data.auditVerification().orElseThrow(() -> noKey(data)).verify(anchors, file);
        if (report.isWhole()) {
            say(AuditSentences.whole(report));
        }
        say(AuditSentences.tail(report.unsealed(), Instant.now()));
        if (!report.isWhole()) {
            throw new Refused(AuditSentences.broken(report));
        }
        return Exit.OK;
    }

    @Command(
            description = {
                "Writes the sealed rows with their seals to a new file, one JSON object a line.",
                "With --before these rows may be removed afterwards: their seals stay."
            },
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--before",
                            paramLabel = "DATE",
                            description =
                                    "only what happened before that day (UTC), like 2026-01-31")
                    String before) {
        Optional<Instant> day = Optional.ofNullable(before).map(AuditCommand::day);
        try (var data = OperatorAccess.open(Config.from(environment))) {
            AuditExports exports = data.auditExports().orElseThrow(() -> noKey(data));
            return usable(
                    file,
                    () -> {
                        AuditFile.Writing writing = data.newAuditFile(file);
                        return answer(
                                day.map(instant -> exports.retire(instant, writing))
                                        .orElseGet(() -> exports.export(writing)));
                    });
        }
    }

    private int answer(AuditExports.Outcome outcome) {
        return switch (outcome) {
            case AuditExports.Outcome.Written(var rows, var digest) -> {
                say("%d rows written; SHA-256 of the file: %s".formatted(rows, digest));
                yield Exit.OK;
            }
            case AuditExports.Outcome.Broken(var report) ->
                    throw new Refused("Nothing was exported. " + AuditSentences.broken(report));
            case AuditExports.Outcome.Unsealed(var rows) ->
                    throw new Refused(
                            "Nothing was exported: "
                                    + rows
                                    + " rows of that time are not sealed yet. A running server"
                                    + " seals them.");
            case AuditExports.Outcome.Nothing _ ->
                    throw new Refused("Nothing was exported: there is no such row.");
            case AuditExports.Outcome.NotOver _ ->
                    throw new Refused("Nothing was exported: that day has not come yet.");
        };
    }

    private static Refused noKey(OperatorAccess data) {
        var standing = data.auditStanding();
        return new Refused(
                "The vault is off, so there is no key to seal or to verify the audit trail with. "
                        + standing.head()
                                .map(head -> "It has " + head.number() + " seals. ")
                                .orElse("")
                        + AuditSentences.tail(standing.unsealed(), Instant.now()));
    }

    private static Anchor anchor(String text) {
        return Anchor.parse(text)
                .orElseThrow(
                        () ->
                                new Refused(
                                        "An anchor is a number, a colon and 64 hexadecimal digits."));
    }

    private static Instant day(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException _) {
            throw new Refused("A date is written like 2026-01-31.");
        }
    }

    /** Whatever is wrong with the file is the answer, in a sentence. */
    private static int usable(Path file, Supplier<Integer> work) {
        try {
            return work.get();
        } catch (UncheckedIOException e) {
            String why =
                    e.getCause() instanceof FileAlreadyExistsException
                            ? "exists already."
                            : "cannot be used.";
            throw new Refused(file + " " + why, e);
        }
    }

    private void say(String sentence) {
        var out = spec.commandLine().getOut();
        out.println(sentence);
        out.flush();
    }
}

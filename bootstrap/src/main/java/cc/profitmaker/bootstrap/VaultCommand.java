package cc.profitmaker.bootstrap;

import cc.profitmaker.application.vault.BrowserImport.Brought;
import cc.profitmaker.application.vault.BrowserStore;
import cc.profitmaker.application.vault.MasterKeyList;
import cc.profitmaker.application.vault.ReplicaId;
import cc.profitmaker.application.vault.Retirement.Retired;
import cc.profitmaker.application.vault.Rotation;
import cc.profitmaker.application.vault.Rotation.Rotated;
import cc.profitmaker.application.vault.Rotation.Status;
import cc.profitmaker.domain.audit.AuditEvent;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.vault.MasterKeyId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Command(
        name = "vault",
        description = "Manages master keys and brings accounts in, server running or not.",
        mixinStandardHelpOptions = true)
final class VaultCommand implements Runnable {
    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    VaultCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing: status, rotate, retire or import");
    }

    @Command(
            description = "Tells how many keys are sealed under which master key.",
            mixinStandardHelpOptions = true)
    int status() {
        try (var vault = VaultAccess.open(Config.from(environment))) {
            print(vault.rotation().status());
        }
        return Exit.OK;
    }

    @Command(
            description = {
                "Seals everything under a new master key, while servers run.",
                "With VAULT_MASTER_KEY, under its first key: put a new one in front and restart"
                        + " the servers before. May be interrupted and repeated."
            },
            mixinStandardHelpOptions = true)
    int rotate() {
        try (var vault = VaultAccess.open(Config.from(environment))) {
            Rotation rotation = vault.rotation();
            MasterKeyId before = rotation.status().held().getFirst();
            Rotated rotated = vault.list().map(rotation::toNew).orElseGet(rotation::toCurrent);
            return switch (rotated) {
                case Rotated.Done done -> {
                    vault.record(new AuditEvent.MasterKeyRotated(done.current(), done.resealed()));
                    yield told(done, before);
                }
                case Rotated.Lagging(var current, var replicas) ->
                        throw new Refused(
                                "These servers do not use the master key "
                                        + current
                                        + " yet: "
                                        + names(replicas)
                                        + ". Stop them, or restart them with it, and run this"
                                        + " again (a server that was killed counts for 10 s).");
            };
        }
    }

    private int told(Rotated.Done done, MasterKeyId before) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s, %d sealed anew.%n",
                done.current().equals(before)
                        ? "Master key " + done.current() + " is current as before"
                        : "Master key " + done.current() + " is new and current",
                done.resealed());
        print(done.status());
        PrintWriter err = spec.commandLine().getErr();
        for (Rotation.Failed failed : done.failed()) {
            err.println(
                    "Not sealed anew: the key of "
                            + failed.use()
                            + ", under "
                            + failed.under()
                            + ", "
                            + switch (failed.why()) {
                                case MASTER_KEY_MISSING -> "which is not at hand.";
                                case TAMPERED -> "was changed in the database.";
                            });
        }
        return done.failed().isEmpty() ? Exit.OK : Exit.FAILED;
    }

    @Command(
            description = "Takes an old master key off the list for good.",
            mixinStandardHelpOptions = true)
    int retire(@Parameters(paramLabel = "KEYID") String text) {
        MasterKeyId key = id(text);
        try (var vault = VaultAccess.open(Config.from(environment))) {
            MasterKeyList list =
                    vault.list()
                            .orElseThrow(
                                    () ->
                                            new Refused(
                                                    "Take it out of VAULT_MASTER_KEY yourself,"
                                                            + " once vault status says that nothing"
                                                            + " is under it."));
            return switch (vault.retirement().retire(key, list)) {
                case Retired.Done _ -> {
                    vault.record(new AuditEvent.MasterKeyRetired(key));
                    spec.commandLine()
                            .getOut()
                            .println(
                                    "Done. Keep a copy of that key for as long as you keep backups"
                                            + " of the database from before.");
                    yield Exit.OK;
                }
                case Retired.StillSeals(var count) ->
                        throw new Refused(count + " keys are under it: run vault rotate before.");
                case Retired.IsCurrent _ -> throw new Refused("It is the current master key.");
                case Retired.NotHeld _ -> throw new Refused("There is no such master key here.");
                case Retired.Needed(var replicas) ->
                        throw new Refused("Servers still need it: " + names(replicas) + ".");
            };
        }
    }

    @Command(
            name = "import",
            description = {
                "Brings the accounts of an old browser store into a user's vault.",
                "FILE is {\"user-store\": \"…\", \"encryption-salt\": \"…\"}, both as they were in the"
                        + " browser's storage. The master password comes from the terminal or"
                        + " standard input. Can be repeated."
            },
            mixinStandardHelpOptions = true)
    int bringIn(
            @Option(names = "--user", paramLabel = "EMAIL", required = true) String user,
            @Parameters(paramLabel = "FILE") Path file) {
        Email owner = UserCommand.email(user);
        Config config = Config.from(environment);
        BrowserStore store = VaultAccess.browserStore(file);
        try (var vault = VaultAccess.open(config)) {
            List<Brought> brought = vault.bringIn(owner, store, PasswordEntry::askMasterPassword);
            return ImportTelling.tell(brought, file, spec.commandLine());
        }
    }

    private void print(Status status) {
        PrintWriter out = spec.commandLine().getOut();
        Set<MasterKeyId> all = new LinkedHashSet<>(status.held());
        all.addAll(status.counts().keySet());
        List<MasterKeyId> retirable = status.retirable();
        for (MasterKeyId key : all) {
            out.printf(
                    "%s  %6d sealed  %s%n",
                    key,
                    status.counts().getOrDefault(key, 0L),
                    key.equals(status.held().getFirst())
                            ? "current"
                            : retirable.contains(key) ? "can be retired" : "old");
        }
        out.flush();
    }

    private static MasterKeyId id(String text) {
        try {
            return new MasterKeyId(text);
        } catch (IllegalArgumentException _) {
            throw new Refused("A master key's id is 16 hexadecimal digits: see vault status.");
        }
    }

    private static String names(Set<ReplicaId> replicas) {
        return String.join(", ", replicas.stream().map(ReplicaId::toString).sorted().toList());
    }
}

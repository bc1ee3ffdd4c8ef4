package cc.profitmaker.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.NewPassword;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Asks for a new password: twice at a terminal, without echo; else the first line of standard
 * input. Never from the command line, which every user of the machine can read.
 */
final class PasswordEntry {
    private PasswordEntry() {}

    static NewPassword ask() {
        return switch (NewPassword.check(read())) {
            case NewPassword.Checked.Fits(var password) -> password;
            case NewPassword.Checked.Breaks(var rule) ->
                    throw new Refused(
                            switch (rule) {
                                case TOO_SHORT ->
                                        "The password is too short: it needs at least "
                                                + NewPassword.MIN_CHARACTERS
                                                + " characters.";
                                case TOO_LONG ->
                                        "The password is too long: at most "
                                                + NewPassword.MAX_BYTES
                                                + " bytes of it would count.";
                                case HAS_NUL -> "The password must not contain a NUL character.";
                            });
        };
    }

    /** The one an old browser store was encrypted with; any text may be it. */
    static Secret askMasterPassword() {
        return terminal()
                .map(console -> Secret.of(String.valueOf(typed(console, "Master password: "))))
                .orElseGet(PasswordEntry::fromStandardInput);
    }

    private static Secret read() {
        return terminal().map(PasswordEntry::twice).orElseGet(PasswordEntry::fromStandardInput);
    }

    @SuppressWarnings("SystemConsoleNull") // it does return null where there is no terminal
    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private static Secret twice(Console console) {
        char[] once = typed(console, "Password: ");
        char[] again = typed(console, "Once more: ");
        if (!Arrays.equals(once, again)) {
            throw new Refused("The two passwords differ.");
        }
        return Secret.of(String.valueOf(once));
    }

    private static char[] typed(Console console, String prompt) {
        char[] typed = console.readPassword(prompt);
        if (typed == null) {
            throw new Refused("No password was given.");
        }
        return typed;
    }

    private static Secret fromStandardInput() {
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
            if (line == null) {
                throw new Refused("No password came from standard input.");
            }
            return Secret.of(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

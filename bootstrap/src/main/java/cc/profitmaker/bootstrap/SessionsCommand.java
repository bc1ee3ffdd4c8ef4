package cc.profitmaker.bootstrap;

import cc.profitmaker.domain.identity.Email;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Map;

@Command(
        name = "sessions",
        description = "Manages sessions, whether the server is running or not.",
        mixinStandardHelpOptions = true)
final class SessionsCommand implements Runnable {
    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    SessionsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing: revoke");
    }

    @Command(
            description = "Ends all sessions of a user, on every replica within a second.",
            mixinStandardHelpOptions = true)
    int revoke(@Option(names = "--user", paramLabel = "EMAIL", required = true) String user) {
        Email address = UserCommand.email(user);
        try (var data = OperatorAccess.open(Config.from(environment))) {
            return UserCommand.answer(data.users().revokeSessions(address), spec);
        }
    }
}

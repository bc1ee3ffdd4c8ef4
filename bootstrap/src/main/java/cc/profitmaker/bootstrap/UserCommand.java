package cc.profitmaker.bootstrap;

import cc.profitmaker.application.session.Users;
import cc.profitmaker.application.session.Users.Outcome;
import cc.profitmaker.domain.identity.DisplayName;
import cc.profitmaker.domain.identity.Email;
import cc.profitmaker.domain.identity.NewPassword;
import cc.profitmaker.domain.identity.Role;
import cc.profitmaker.domain.identity.SsoIdentity;
import cc.profitmaker.domain.identity.User;
import cc.profitmaker.domain.identity.UserId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

@Command(
        name = "user",
        description = "Manages users, whether the server is running or not.",
        mixinStandardHelpOptions = true)
final class UserCommand implements Runnable {
    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    UserCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing: add, list, password, disable, enable, role or bind");
    }

    @Command(
            description = "Adds a user; the password comes from the terminal or standard input.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--name", description = "how the user is shown") String name,
            @Option(names = "--role", description = "user (the default) or operator") String role) {
        Email address = email(email);
        Optional<DisplayName> shown = Optional.ofNullable(name).map(UserCommand::name);
        Role given = role == null ? Role.USER : role(role);
        Config config = Config.from(environment);
        NewPassword password = PasswordEntry.ask();
        return change(config, users -> users.add(address, shown, password, given));
    }

    @Command(
            description = "Lists the users, oldest first; sso: bound to the auth service.",
            mixinStandardHelpOptions = true)
    int list() {
        var out = spec.commandLine().getOut();
        try (var data = OperatorAccess.open(Config.from(environment))) {
            Users users = data.users();
            Set<UserId> bound = users.subjects().keySet();
            for (User user : users.list()) {
                out.printf(
                        "%-40s %-8s %-8s %-5s %s  %s%n",
                        user.email(),
                        user.role().name().toLowerCase(Locale.ROOT),
                        user.status().name().toLowerCase(Locale.ROOT),
                        bound.contains(user.id()) ? "sso" : "local",
                        user.id(),
                        user.name());
            }
        }
        out.flush();
        return Exit.OK;
    }

    @Command(
            description = "Sets a user's password and ends all their sessions.",
            mixinStandardHelpOptions = true)
    int password(@Parameters(paramLabel = "EMAIL") String email) {
        Email address = email(email);
        Config config = Config.from(environment);
        NewPassword password = PasswordEntry.ask();
        return change(config, users -> users.setPassword(address, password));
    }

    @Command(
            description = "Refuses a user from the next call on and ends all their sessions.",
            mixinStandardHelpOptions = true)
    int disable(@Parameters(paramLabel = "EMAIL") String email) {
        Email address = email(email);
        return change(Config.from(environment), users -> users.disable(address));
    }

    @Command(description = "Lets a disabled user in again.", mixinStandardHelpOptions = true)
    int enable(@Parameters(paramLabel = "EMAIL") String email) {
        Email address = email(email);
        return change(Config.from(environment), users -> users.enable(address));
    }

    @Command(description = "Makes a user an operator or not.", mixinStandardHelpOptions = true)
    int role(
            @Parameters(paramLabel = "EMAIL") String email,
            @Parameters(paramLabel = "ROLE", description = "user or operator") String role) {
        Email address = email(email);
        Role wanted = role(role);
        return change(Config.from(environment), users -> users.setRole(address, wanted));
    }

    @Command(
            description =
                    "Lets an identity of the auth service sign in as a user, whatever their role."
                            + " Password and sessions stay; nobody is unbound.",
            mixinStandardHelpOptions = true)
    int bind(
            @Parameters(paramLabel = "EMAIL") String email,
            @Parameters(paramLabel = "SUB", description = "the identity's user id over there")
                    String sub) {
        Email address = email(email);
        if (!SsoIdentity.isSubject(sub)) {
            throw new Refused("A SUB has 1 to 255 printable characters.");
        }
        return change(Config.from(environment), users -> users.bind(address, sub));
    }

    private int change(Config config, Function<Users, Outcome> change) {
        try (var data = OperatorAccess.open(config)) {
            return answer(change.apply(data.users()), spec);
        }
    }

    static int answer(Outcome outcome, CommandSpec spec) {
        return switch (outcome) {
            case DONE -> {
                spec.commandLine().getOut().println("Done.");
                yield Exit.OK;
            }
            case NO_SUCH_USER -> throw new Refused("There is no such user.");
            case EMAIL_TAKEN -> throw new Refused("There is a user with this address already.");
            case BOUND_ELSEWHERE ->
                    throw new Refused(
                            "Not bound: the user has another SUB, or the SUB another user. Nobody"
                                    + " is unbound.");
            case RESERVED ->
                    throw new Refused("Addresses under @local belong to the server itself.");
            case BUSY -> throw new Refused("Too busy just now: try again.");
        };
    }

    static Email email(String text) {
        return Email.parse(text).orElseThrow(() -> new Refused("This is not an e-mail address."));
    }

    private static DisplayName name(String text) {
        return DisplayName.parse(text)
                .orElseThrow(() -> new Refused("A name has 1 to 100 printable characters."));
    }

    private static Role role(String text) {
        return Config.choice(Role.class, text)
                .orElseThrow(() -> new Refused("A role is user or operator."));
    }
}

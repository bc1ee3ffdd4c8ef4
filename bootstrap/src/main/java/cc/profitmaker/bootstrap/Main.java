package cc.profitmaker.bootstrap;

import cc.profitmaker.application.Unavailable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

import java.util.Map;
import java.util.concurrent.Callable;

/** The {@code profitmaker} command line. */
@Command(
        name = "profitmaker",
        description = "A trading terminal server that runs on your own machine.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.ThisVersion.class,
        synopsisSubcommandLabel = "[COMMAND]",
        footer = "Without a command it serves. Configuration comes from the environment.")
public final class Main implements Callable<Integer> {
    private final ServeCommand serve;

    private Main(ServeCommand serve) {
        this.serve = serve;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        var serve = new ServeCommand(environment);
        return new CommandLine(new Main(serve))
                .addSubcommand(serve)
                .addSubcommand(new ConfigCommand(environment))
                .addSubcommand(new TokenCommand())
                .addSubcommand(new UserCommand(environment))
                .addSubcommand(new SessionsCommand(environment))
                .addSubcommand(new VaultCommand(environment))
                .addSubcommand(new AuditCommand(environment))
                .addSubcommand(new HealthCommand(environment))
                .addSubcommand(new DoctorCommand(environment))
                .setExecutionExceptionHandler(Main::explain);
    }

    @Override
    public Integer call() {
        return serve.call();
    }

    private static int explain(Exception thrown, CommandLine at, ParseResult parsed)
            throws Exception {
        var err = at.getErr();
        return switch (thrown) {
            case BadConfig bad -> {
                err.println("The configuration is not right:");
                bad.faults().forEach(fault -> err.println("  " + fault));
                yield Exit.BAD_CONFIG;
            }
            case Refused refused -> {
                err.println(refused.getMessage());
                yield Exit.FAILED;
            }
            case Unavailable unavailable -> {
                err.println(unavailable.getMessage() + ".");
                yield Exit.FAILED;
            }
            default -> throw thrown;
        };
    }

    static final class ThisVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"profitmaker " + Version.text()};
        }
    }
}

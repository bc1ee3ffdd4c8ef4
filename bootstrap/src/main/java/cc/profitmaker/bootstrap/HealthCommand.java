package cc.profitmaker.bootstrap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "health",
        description = "Asks the running server whether it is ready; exit code 0 when it is.",
        mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    HealthCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = Config.from(environment);
        return switch (Probe.ask(config.http())) {
            case READY -> {
                spec.commandLine().getOut().println("Ready.");
                yield Exit.OK;
            }
            case NOT_READY ->
                    throw new Refused("The server answers, but it is not ready: see its log.");
            case NOBODY_THERE ->
                    throw new Refused("No server answers at " + Probe.base(config.http()) + ".");
        };
    }
}

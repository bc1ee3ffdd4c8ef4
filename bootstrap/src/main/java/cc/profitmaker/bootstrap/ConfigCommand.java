package cc.profitmaker.bootstrap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "config",
        description = "Prints the configuration in force; secrets only as set or unset.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    ConfigCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = Config.from(environment);
        var out = spec.commandLine().getOut();
        for (Config.InForce line : config.report().inForce()) {
            out.printf(
                    "%-32s %-40s (%s)%n",
                    line.key(), line.shown(), line.source().name().toLowerCase(Locale.ROOT));
        }
        config.report().notices().forEach(notice -> out.println("note: " + notice));
        out.flush();
        return Exit.OK;
    }
}

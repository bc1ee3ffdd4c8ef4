package cc.profitmaker.bootstrap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "serve",
        description = "Runs the server until it is stopped (Ctrl-C or SIGTERM).",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    private final Map<String, String> environment;

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Config config = Config.from(environment);
        Logging.configure(config.logs());
        Server server = start(config);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("shutdown")
                                .unstarted(
                                        () -> {
                                            server.close();
                                            Logging.stop();
                                        }));
        StartBanner.print(spec.root().commandLine().getOut(), config, server);
        server.awaitClose();
        return Exit.OK;
    }

    private static Server start(Config config) {
        try {
            return Server.start(config);
        } catch (Refused refused) {
            Logging.stop();
            throw refused;
        }
    }
}

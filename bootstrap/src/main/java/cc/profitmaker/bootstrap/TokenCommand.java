package cc.profitmaker.bootstrap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;

@Command(
        name = "token",
        description = "Prints a fresh random value for API_TOKEN; it is kept nowhere.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        spec.commandLine()
                .getOut()
                .println(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        return Exit.OK;
    }
}

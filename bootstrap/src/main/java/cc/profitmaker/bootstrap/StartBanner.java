package cc.profitmaker.bootstrap;

import java.io.PrintWriter;

/** What a person at the terminal sees once the server answers: where it is and what to do next. */
final class StartBanner {
    private StartBanner() {}

    static void print(PrintWriter out, Config config, Server server) {
        out.printf("%nProfitmaker Terminal Server %s%n", Version.text());
        out.printf("  address   %s%n", server.url());
        out.printf("  home      %s%n", config.store().home());
        out.printf(
                "  database  %s%n",
                config.store().databaseUrl().isPresent()
                        ? "the one DATABASE_URL names"
                        : "its own, in the home");
        out.printf("  stop      Ctrl-C%n");
        server.setupCode()
                .ifPresent(
                        code -> {
                            out.printf("%nNobody has signed up yet. The first to do so runs it:%n");
                            out.printf(
                                    "  curl %s/api/auth/register -H 'Content-Type:"
                                            + " application/json' \\%n"
                                            + "    -d '{\"email\":\"you@example.org\","
                                            + "\"password\":\"twelve or more characters\"}'%n",
                                    server.url());
                            out.printf(
                                    "From another machine add \"setupCode\":\"%s\".%n",
                                    code.reveal());
                        });
        out.println();
        out.flush();
    }
}

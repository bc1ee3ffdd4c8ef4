package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;

/**
 * Our web server with the page over a busy market. Prints its port in one line, then for each line
 * it reads ({@code tell 200 15000}) how many books it told. Ends with its standard input.
 */
final class PageServer {
    private PageServer() {}

    /** Serves. */
    public static void main(String[] args) throws Exception {
        var market = new BusyMarket();
        PrintStream out = System.out;
        out.println(new HubCore().start(market).port());
        out.flush();
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String asked = in.readLine(); asked != null; asked = in.readLine()) {
            Pace pace = Pace.read(asked);
            pace.run(market::tell);
            out.println(pace.count());
            out.flush();
        }
        System.exit(0);
    }
}

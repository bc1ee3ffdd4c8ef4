package cc.profitmaker.bootstrap.bench;

import cc.profitmaker.adapter.auth.testing.StandInAuthService;
import cc.profitmaker.bootstrap.Ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The server under test, from the shaded jar on its embedded database, with one user; and the
 * places and processes a benchmark needs beside it. All of it is gone when this is closed.
 */
final class Workbench implements AutoCloseable {
    private static final String EMAIL = "ann@example.org";
    private static final String INTERNAL = "an-internal-secret-of-the-auth-service";
    private static final String PASSWORD = "correct horse battery";

    private final Path scratch;
    private final Path jar;
    private final int port;
    private final Deque<Child> children = new ConcurrentLinkedDeque<>();
    private final Thread lastResort = new Thread(this::stopAll, "stop children");
    private InetSocketAddress upstream;
    private final StandInAuthService authService = StandInAuthService.start(INTERNAL);
    private Child server;
    private String token;

    private Workbench(Path scratch, Path jar, int port) {
        this.scratch = scratch;
        this.jar = jar;
        this.port = port;
    }

    static Workbench open(Path target) throws Exception {
        Path scratch = target.resolve("bench");
        delete(scratch);
        Files.createDirectories(scratch.resolve("tmp"));
        Files.createDirectory(
                scratch.resolve("home"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var bench = new Workbench(scratch, target.resolve("profitmaker.jar"), Ports.free());
        Runtime.getRuntime().addShutdownHook(bench.lastResort);
        try {
            bench.upstream = listening(bench.talk(TakingOrders.class));
            bench.startServer();
            bench.token = bench.register();
            return bench;
        } catch (Exception e) {
            bench.close();
            throw e;
        }
    }

    /** Where {@link #server} listens, also after it was started again. */
    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    Child server() {
        return server;
    }

    /** A session's, good as long as this workbench. */
    String token() {
        return token;
    }

    /** Of somebody the auth service vouches for; this server takes everybody in. */
    String ssoToken() {
        return authService.token("sub-bob", "bob@sso.example.org");
    }

    /** A stand-in for Binance, in a process of its own. */
    InetSocketAddress upstream() {
        return upstream;
    }

    /** Sends the process off and does not wait for it. */
    void launchServer() {
        server =
                Child.logging(
                        scratch,
                        Map.of(
                                "PROFITMAKER_HOME",
                                scratch.resolve("home").toString(),
                                "PORT",
                                Integer.toString(port),
                                "ALLOW_REGISTRATION",
                                "true",
                                "AUTH_URL",
                                authService.url().toString(),
                                "AUTH_INTERNAL_SECRET",
                                INTERNAL,
                                "EXCHANGE_BINANCE_URL",
                                "http://127.0.0.1:" + upstream.getPort()),
                        List.of("-jar", jar.toString(), "serve"));
        children.push(server);
    }

    /** Returns when it answers. */
    void startServer() throws InterruptedException {
        launchServer();
        awaitAnswer(Request.get("/health"));
    }

    /** The first 200; tries every millisecond, as a client that cannot wait would. */
    void awaitAnswer(Request request) throws InterruptedException {
        for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; ) {
            try (var wire = Wire.to(address())) {
                if (wire.ask(request).status() == 200) {
                    return;
                }
            } catch (IOException _) {
                // Nobody listens yet.
            }
            if (!server.isAlive()) {
                break;
            }
            Thread.sleep(1);
        }
        throw new IllegalStateException("the server does not answer; see " + scratch);
    }

    private String register() throws IOException {
        try (var wire = Wire.to(address())) {
            var answer = wire.ask(Request.post("/api/auth/register", credentials(PASSWORD)));
            return answer.text("token");
        }
    }

    static String credentials(String password) {
        return credentials(EMAIL, password);
    }

    static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    static String rightCredentials() {
        return credentials(PASSWORD);
    }

    /** A bare Jetty that answers these paths with these bodies, in a process of its own. */
    InetSocketAddress plainJetty(Map<String, byte[]> answers) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "answers-");
        String[] args = new String[answers.size() * 2];
        int next = 0;
        for (var answer : answers.entrySet()) {
            Path body = Files.write(folder.resolve("body-" + next), answer.getValue());
            args[next++] = answer.getKey();
            args[next++] = body.toString();
        }
        return listening(talk(PlainJetty.class, args));
    }

    private static InetSocketAddress listening(Child child) throws IOException {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(child.readLine()));
    }

    /** Processor time so far of the PostgreSQL of the server: its processes work in its folder. */
    long databaseCpuNanos() {
        Path data = scratch.resolve("home").resolve("pg");
        return ProcessHandle.allProcesses()
                .filter(process -> isAt(process.pid(), data))
                .mapToLong(
                        process ->
                                process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    private static boolean isAt(long pid, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .startsWith(folder);
        } catch (IOException _) {
            return false;
        }
    }

    /** One of our mains, in a process of its own. */
    Child talk(Class<?> main, String... args) {
        Child child = Child.talking(scratch, main, args);
        children.push(child);
        return child;
    }

    /** Another program, in a process of its own. */
    Child talk(Path folder, List<String> program) {
        Child child = Child.talking(scratch, folder, program);
        children.push(child);
        return child;
    }

    /** The build directory. */
    Path target() {
        return scratch.toAbsolutePath().getParent();
    }

    /** For files of one measurement. */
    Path scratch() {
        return scratch;
    }

    private void stopAll() {
        children.forEach(Child::close);
    }

    @Override
    public void close() {
        stopAll();
        authService.close();
        Runtime.getRuntime().removeShutdownHook(lastResort);
        try {
            delete(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var files = Files.walk(tree)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

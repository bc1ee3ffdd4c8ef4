package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A server that tells everybody who listens the same, in a process of its own.
 *
 * @param tokens of its users, for those who want to get in
 */
record Broadcast(String name, Child process, Door door, int port, List<String> tokens) {
    /** Ours: the web server with the hub. */
    static Broadcast ours(Workbench bench) throws IOException {
        Child child = bench.talk(HubServer.class);
        List<String> words = List.of(child.readLine().split(" ", -1));
        return new Broadcast(
                "ours",
                child,
                Door.HUB,
                Integer.parseInt(words.getFirst()),
                words.subList(1, words.size()));
    }

    /** A bare Jetty. */
    static Broadcast jetty(Workbench bench, Path message) throws IOException {
        Child child = bench.talk(JettyBroadcast.class, message.toString());
        return new Broadcast("jetty", child, Door.BARE, port(child), List.of());
    }

    /** Socket.IO on Node.js. */
    static Broadcast node(Workbench bench, Path message) throws IOException, InterruptedException {
        Path folder = installed(bench);
        Child child = bench.talk(folder, List.of("node", "broadcast.mjs", message.toString()));
        return new Broadcast("node", child, Door.SOCKET_IO, port(child), List.of());
    }

    private static int port(Child child) throws IOException {
        return Integer.parseInt(child.readLine());
    }

    /** What the lock file says, and nothing else, beside the build's own files. */
    private static Path installed(Workbench bench) throws IOException, InterruptedException {
        Path source = bench.target().getParent().resolve("src/bench/node");
        Path folder = Files.createDirectories(bench.target().resolve("node-broadcast"));
        for (String file : List.of("package.json", "package-lock.json", "broadcast.mjs")) {
            Files.copy(
                    source.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        int result =
                new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("npm.log").toFile())
                        .start()
                        .waitFor();
        if (result != 0) {
            throw new IOException("npm failed:\n" + Files.readString(folder.resolve("npm.log")));
        }
        return folder;
    }

    /** Returns when it is told. */
    int tell(Pace pace) throws IOException {
        return Integer.parseInt(process.ask(pace.line()));
    }

    /** Bytes in use after a collection; ours alone says. */
    long heap() throws IOException {
        return Long.parseLong(process.ask("heap"));
    }

    /** Open ones; ours alone says. */
    int upstreams() throws IOException {
        return Integer.parseInt(process.ask("upstreams"));
    }

    /** Those of listeners who are gone are closed as soon as the server has noticed. */
    void awaitUpstreams(int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (upstreams() != count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(upstreams() + " upstreams, not " + count);
            }
            Thread.sleep(50);
        }
    }

    /** A message as ours sends it: whole, and the data of the event alone. */
    record Sample(Path whole, Path data) {
        static Sample of(Broadcast ours, Listeners listeners, Workbench bench) throws IOException {
            Path whole = bench.scratch().resolve("message.json");
            ours.process().say(new Pace(20, 1_000).line());
            listeners.sample(ours, whole);
            ours.process().readLine();
            String text = Files.readString(whole, UTF_8);
            String data = text.substring(text.indexOf("\"data\":{") + 7, text.length() - 1);
            return new Sample(
                    whole, Files.writeString(bench.scratch().resolve("data.json"), data, UTF_8));
        }
    }
}

package cc.profitmaker.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import cc.profitmaker.bootstrap.InstalledChromium;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The terminal page in Chromium: what is loaded, when there is something to see, and how busy its
 * main thread is while a market moves fast, from the browser's own trace.
 */
final class PageInBrowser implements Benchmark {
    private static final int LOADS = 7;
    private static final int ROUNDS = 3;
    private static final Pace MOVING = new Pace(20, 6_000);
    private static final Pace FAST = new Pace(200, 10_000);
    private static final Pace COUNTED = new Pace(200, 4_000);

    @Override
    public List<Row> run(Workbench bench) throws Exception {
        Child server = bench.talk(PageServer.class);
        String url = "http://127.0.0.1:" + server.readLine() + "/";
        List<Double> painted = new ArrayList<>();
        List<Double> moving = new ArrayList<>();
        List<MainThread> rounds = new ArrayList<>();
        int shown;
        try (var chromium = InstalledChromium.start()) {
            String signedIn = signIn(chromium.browser(), url);
            for (int load = 0; load < LOADS; load++) {
                server.say(MOVING.line());
                try (BrowserContext context = visitor(chromium.browser(), signedIn)) {
                    Page page = context.newPage();
                    page.navigate(url);
                    page.locator(".book li").nth(20).waitFor();
                    moving.add(number(page, "performance.now()"));
                    painted.add(
                            number(
                                    page,
                                    "performance.getEntriesByName('first-contentful-paint')[0].startTime"));
                }
                server.readLine();
            }
            try (BrowserContext context = visitor(chromium.browser(), signedIn)) {
                shown = count(server, context.newPage(), url);
            }
            for (int round = 0; round < ROUNDS; round++) {
                try (BrowserContext context = visitor(chromium.browser(), signedIn)) {
                    rounds.add(watch(server, chromium.browser(), context.newPage(), url));
                }
            }
        }
        server.close();
        return rows(painted, moving, rounds, shown);
    }

    /** The state of a browser in which somebody is signed in. */
    private static String signIn(Browser browser, String url) {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(url);
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Create an account"))
                    .click();
            page.getByLabel("E-mail").fill("ann@example.org");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill("correct horse battery");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Create").setExact(true))
                    .click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Trade")).waitFor();
            return context.storageState();
        }
    }

    private static BrowserContext visitor(Browser browser, String signedIn) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setViewportSize(1440, 900)
                        .setStorageState(signedIn));
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    /** How many books reached the page; counted apart from the trace, since counting costs. */
    private static int count(Child server, Page page, String url) throws IOException {
        var books = new AtomicInteger();
        page.onWebSocket(
                socket ->
                        socket.onFrameReceived(
                                frame -> {
                                    if (frame.text() != null
                                            && frame.text().contains("\"orderbook\"")) {
                                        books.incrementAndGet();
                                    }
                                }));
        page.navigate(url);
        server.say(MOVING.line());
        page.locator(".book li").nth(20).waitFor();
        page.waitForTimeout((double) MOVING.millis());
        server.readLine();
        books.set(0);
        server.say(COUNTED.line());
        page.waitForTimeout((double) (COUNTED.millis() + 1_000));
        server.readLine();
        return books.get();
    }

    private static MainThread watch(Child server, Browser browser, Page page, String url)
            throws IOException {
        page.navigate(url);
        server.say(MOVING.line());
        page.waitForTimeout((double) (MOVING.millis() + 500));
        server.readLine();
        server.say(FAST.line());
        page.waitForTimeout(1_000);
        browser.startTracing(
                page,
                new Browser.StartTracingOptions()
                        .setCategories(
                                List.of("disabled-by-default-devtools.timeline", "toplevel")));
        page.waitForTimeout((double) (FAST.millis() - 2_000));
        MainThread seen = MainThread.of(browser.stopTracing(), FAST.millis() - 2_000);
        server.readLine();
        return seen;
    }

    private static List<Row> rows(
            List<Double> painted, List<Double> moving, List<MainThread> rounds, int shown)
            throws IOException {
        List<Double> busy = rounds.stream().map(MainThread::busyPercent).toList();
        List<Double> longest = rounds.stream().map(MainThread::longestMillis).toList();
        return List.of(
                Row.atMost(
                        300,
                        compressed() / 1e3,
                        " kB",
                        "the page, all its scripts and styles, compressed",
                        ""),
                Row.atMost(
                        1_500,
                        Numbers.median(painted),
                        " ms",
                        "navigation → first contentful paint of the terminal, nothing cached",
                        "(loads: " + Numbers.each(painted, "%.0f") + ")"),
                Row.atMost(
                        1_500,
                        Numbers.median(moving),
                        " ms",
                        "navigation → a book that moves is shown",
                        "(loads: " + Numbers.each(moving, "%.0f") + ")"),
                Row.atMost(
                        40,
                        Numbers.median(busy),
                        " %",
                        "200 book updates/s: the page's main thread is busy",
                        Numbers.format(
                                "(rounds: %s; %d of %d books of 100 levels reached the page)",
                                Numbers.each(busy, "%.1f"), shown, COUNTED.count())),
                Row.atMost(
                        100,
                        Numbers.median(longest),
                        " ms",
                        "the same, its longest task",
                        "(rounds: " + Numbers.each(longest, "%.1f") + ")"));
    }

    /** As browsers get it; the licences of third parties are read by people who ask for them. */
    private static long compressed() throws IOException {
        String folder = "/cc/profitmaker/adapter/web/page/files/";
        long sum = bytes(folder + "index.html");
        for (String name : new String(read(folder + "files.txt"), UTF_8).lines().toList()) {
            if (!name.endsWith(".txt")) {
                sum += bytes(folder + "assets/" + name + ".br");
            }
        }
        return sum;
    }

    private static int bytes(String resource) throws IOException {
        return read(resource).length;
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream found = PageInBrowser.class.getResourceAsStream(resource)) {
            if (found == null) {
                throw new IOException("the class path lacks " + resource);
            }
            return found.readAllBytes();
        }
    }
}

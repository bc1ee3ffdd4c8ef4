package cc.profitmaker.bootstrap;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium, one for all test classes of a run, and visitors with it who share nothing. A
 * test fails when any of its visitors' pages broke a rule that holds for every page.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback {
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final List<Visitor> visitors = new ArrayList<>();
    private Running running;

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        static Running start() {
            PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE);
            Playwright playwright =
                    Playwright.create(
                            new Playwright.CreateOptions()
                                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            return new Running(
                    playwright,
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(executable())
                                            .setArgs(FLAGS)));
        }

        private static Path executable() {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, "chromium"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "The page is tested in Chromium: install it first"
                                                    + " (apt-get install chromium)."));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .getOrComputeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    /** Somebody at a wide screen who likes it dark. */
    Visitor visitor(URI server) {
        return visitor(server, wide());
    }

    Visitor visitor(URI server, Browser.NewContextOptions options) {
        var visitor = new Visitor(running.browser().newContext(options), server);
        visitors.add(visitor);
        return visitor;
    }

    static Browser.NewContextOptions wide() {
        return new Browser.NewContextOptions()
                .setViewportSize(1440, 900)
                .setColorScheme(ColorScheme.DARK)
                .setLocale("en-GB")
                .setTimezoneId("UTC");
    }

    static Browser.NewContextOptions phone() {
        return wide().setViewportSize(360, 740).setHasTouch(true).setIsMobile(true);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            visitors.forEach(Visitor::leave);
        } finally {
            visitors.clear();
        }
    }
}

package cc.profitmaker.bootstrap;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's Chromium, one for all test classes of a run, and visitors with it who share nothing. A
 * test fails when any of its visitors' pages broke a rule that holds for every page.
 */
final class Chromium implements BeforeAllCallback, AfterEachCallback {
    private final List<Visitor> visitors = new ArrayList<>();
    private InstalledChromium running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.GLOBAL)
                        .getOrComputeIfAbsent(
                                InstalledChromium.class,
                                _ -> {
                                    PlaywrightAssertions.setDefaultAssertionTimeout(
                                            Visitor.PATIENCE);
                                    return InstalledChromium.start();
                                },
                                InstalledChromium.class);
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
        List<Visitor> gone = List.copyOf(visitors);
        visitors.clear();
        gone.forEach(Visitor::leave);
        gone.forEach(visitor -> visitor.observed().judge());
    }
}

package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What axe finds on every view, in both colour schemes. */
final class AccessibilityWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final Path AXE =
            Path.of("../adapters-web/src/main/client/node_modules/axe-core/axe.min.js");
    private static final String GRAVE =
            """
            async () => (await axe.run({ resultTypes: ['violations'] })).violations
                .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`)""";

    @ParameterizedTest
    @EnumSource(names = {"DARK", "LIGHT"})
    void no_view_has_grave_faults(ColorScheme scheme) throws IOException {
        // Axe comes from outside, which the page's policy forbids: that is lifted here and only
        // here.
        Visitor visitor =
                CHROMIUM.visitor(
                        SERVER.url(), Chromium.wide().setColorScheme(scheme).setBypassCSP(true));
        String axe = Files.readString(AXE);
        visitor.opens();
        assertThat(visitor.field("E-mail")).isVisible();
        visitor.page().addScriptTag(new Page.AddScriptTagOptions().setContent(axe));
        clean(visitor, "sign-in");

        String email = scheme.name().toLowerCase(java.util.Locale.ROOT) + "@axe.example";
        var _ = SERVER.operator(email);
        visitor.fillsIn(email, "Sign in");
        var trade = new TradeView(visitor);
        trade.seesAMovingMarket();
        clean(visitor, "trade");
        trade.drafts("Buy", "0.01");
        clean(visitor, "order to be confirmed");
        trade.placeButton().click();
        assertThat(trade.fates()).containsText("Filled");
        for (String tab : List.of("Open orders", "Positions", "My trades", "Balances", "Ledger")) {
            visitor.tab(tab);
            clean(visitor, tab);
        }
        visitor.goesTo("Accounts");
        assertThat(visitor.button("Share")).isVisible();
        clean(visitor, "accounts");
        visitor.button("Share").click();
        clean(visitor, "share");
        visitor.page().keyboard().press("Escape");
        visitor.button("Add an account").first().click();
        clean(visitor, "add an account");
        visitor.page().keyboard().press("Escape");
        visitor.goesTo("Operator");
        assertThat(visitor.page().getByText(email).first()).isVisible();
        clean(visitor, "operator");
    }

    private static void clean(Visitor visitor, String view) {
        // What is not live is dimmed, and meant to be hard to read.
        assertThat(visitor.page().getByText("waiting", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
        assertThat((List<?>) visitor.page().evaluate(GRAVE)).as(view).isEmpty();
    }
}

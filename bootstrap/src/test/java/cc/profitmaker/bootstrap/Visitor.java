package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import java.net.URI;
import java.util.regex.Pattern;

/** Somebody with a browser of their own before the terminal page, and what they do there. */
final class Visitor {
    static final String PASSWORD = "correct horse battery";
    static final double PATIENCE = 15_000;

    private final BrowserContext context;
    private final URI server;
    private final Observed observed = new Observed();
    private Page page;

    Visitor(BrowserContext context, URI server) {
        this.context = context;
        this.server = server;
        context.setDefaultTimeout(PATIENCE);
        context.setDefaultNavigationTimeout(PATIENCE);
        context.addInitScript(
                "addEventListener('securitypolicyviolation', (e) =>"
                        + " console.error('Policy violated: ' + e.violatedDirective + ' by ' + e.blockedURI))");
        context.onPage(observed::watch);
        this.page = context.newPage();
    }

    /** Turns to another tab of the same browser. */
    Page otherTab() {
        page = context.newPage();
        return page;
    }

    void turnTo(Page tab) {
        page = tab;
        tab.bringToFront();
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Observed observed() {
        return observed;
    }

    Visitor opens() {
        page.navigate(server.toString());
        return this;
    }

    /** On a server that takes everybody in. */
    Visitor registers(String email) {
        opens();
        button("Create an account").click();
        fillsIn(email, "Create");
        return this;
    }

    void signsIn(String email) {
        opens();
        fillsIn(email, "Sign in");
    }

    void fillsIn(String email, String button) {
        field("E-mail").fill(email);
        field("Password").fill(PASSWORD);
        page.locator("form")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
        assertThat(link("Trade")).isVisible();
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    static Locator field(Locator form, String label) {
        return form.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void goesTo(String view) {
        link(view).click();
        assertThat(link(view)).hasAttribute("aria-current", "page");
    }

    void tab(String name) {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    Locator panel(String name) {
        return page.getByRole(AriaRole.TABPANEL, new Page.GetByRoleOptions().setName(name));
    }

    Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog(String name) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
    }

    /** The menu of who is signed in here, named after the one who is active. */
    Locator menu(String active) {
        return page.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions()
                        .setName(Pattern.compile("^Identities.*" + active.replace(".", "\\."))));
    }

    /** How far the page is wider than its window. */
    int overflow() {
        return ((Number)
                        page.evaluate(
                                "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    void leave() {
        context.close();
    }
}

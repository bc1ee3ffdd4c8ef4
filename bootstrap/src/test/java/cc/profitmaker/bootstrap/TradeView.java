package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;

/** The trading view as people find their way in it: by what things are called. */
final class TradeView {
    private final Visitor visitor;

    TradeView(Visitor visitor) {
        this.visitor = visitor;
    }

    Locator account() {
        return visitor.page()
                .getByRole(
                        AriaRole.COMBOBOX,
                        new Page.GetByRoleOptions().setName("Account").setExact(true));
    }

    void chooses(String account) {
        account().selectOption(new SelectOption().setLabel(account));
    }

    Locator form() {
        return visitor.region("Order");
    }

    Locator amount() {
        return Visitor.field(form(), "Amount");
    }

    Locator review() {
        return form().getByRole(
                        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Review order"));
    }

    Locator placeButton() {
        return visitor.dialog("Confirm order")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Place order"));
    }

    /** Until the question is asked; nothing is sent yet. */
    void drafts(String side, String quantity) {
        form().getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(side)).check();
        Visitor.field(form(), "Type").selectOption("market");
        amount().fill(quantity);
        review().click();
    }

    void buys(String quantity) {
        drafts("Buy", quantity);
        placeButton().click();
    }

    /** What became of the orders confirmed here. */
    Locator fates() {
        return visitor.page()
                .getByRole(
                        AriaRole.LIST, new Page.GetByRoleOptions().setName("Orders you confirmed"))
                .getByRole(AriaRole.LISTITEM);
    }

    Locator shows(String tab) {
        visitor.tab(tab);
        return visitor.panel(tab);
    }

    Locator rows(String tab) {
        return shows(tab).locator("tbody").getByRole(AriaRole.ROW);
    }

    Locator book() {
        return visitor.region("Order book");
    }

    /** Not only that it says so: the numbers change while one looks. */
    void seesAMovingMarket() {
        Locator best = book().getByRole(AriaRole.LISTITEM).first();
        assertThat(best).isVisible();
        String before = book().innerText();
        visitor.page().waitForCondition(() -> !book().innerText().equals(before));
        assertThat(book().getByText("live", new Locator.GetByTextOptions().setExact(true)).first())
                .isVisible();
    }
}

package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people at two browsers, one account. */
final class SharingWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    private static final String ANN = "ann@sharing.example";
    private static final String BOB = "bob@sharing.example";
    private static final double A_FEW_SECONDS = 6_000;

    @Test
    void a_share_lets_read_then_trade_and_its_end_is_seen_while_the_other_watches() {
        Client owner = Walks.registered(SERVER.client(), ANN);
        Walks.paperAccount(owner, "sharing", "Shared savings");
        Client grantee = Walks.registered(SERVER.client(), BOB);
        String bobsId = grantee.get("/api/auth/me").at("/user/id").asText();
        Visitor ann = CHROMIUM.visitor(SERVER.url());
        ann.signsIn(ANN);
        ann.goesTo("Accounts");
        Visitor bob = CHROMIUM.visitor(SERVER.url());
        bob.signsIn(BOB);
        var bobs = new TradeView(bob);
        assertThat(bob.page().getByText("no account at paper").first()).isVisible();

        share(ann, bobsId, "Read");
        bob.goesTo("Accounts");
        assertThat(bob.page().getByText("Shared savings").first()).isVisible();
        bob.goesTo("Trade");
        assertThat(bobs.account()).containsText("Shared savings");
        assertThat(bobs.form()).containsText("Read only");
        assertThat(bobs.amount()).isDisabled();
        assertThat(bobs.review()).isDisabled();
        assertThat(bobs.shows("Balances")).containsText("USDT");

        share(ann, bobsId, "Trade");
        bob.goesTo("Accounts");
        bob.goesTo("Trade");
        assertThat(bobs.amount()).isEnabled();
        bobs.buys("0.01");
        assertThat(bobs.fates()).containsText("Filled");
        assertThat(bobs.rows("My trades")).hasCount(1);

        dialog(ann)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(bob.page().getByText("ended").first())
                .isVisible(
                        new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                                .setTimeout(A_FEW_SECONDS));
    }

    private static Locator dialog(Visitor owner) {
        return owner.dialog("Share Shared savings");
    }

    private static void share(Visitor owner, String with, String level) {
        if (dialog(owner).count() == 0) {
            owner.button("Share").click();
        }
        Locator dialog = dialog(owner);
        dialog.getByLabel("With").fill(with);
        dialog.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(level)).check();
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Share").setExact(true))
                .click();
        assertThat(dialog.getByText("Shared with")).isVisible();
    }
}

package cc.profitmaker.bootstrap;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Coming in at the terminal page with a password. */
final class SignInWalkTest {
    @RegisterExtension static final TerminalServer SERVER = new TerminalServer();
    @RegisterExtension static final Chromium CHROMIUM = new Chromium();

    @Test
    void a_wrong_password_is_said_in_words_and_the_right_one_lets_in() {
        Walks.registered(SERVER.client(), "ann@signin.example");
        Visitor ann = CHROMIUM.visitor(SERVER.url()).opens();
        ann.field("E-mail").fill("ann@signin.example");
        ann.field("Password").fill("not the password");
        ann.page().keyboard().press("Enter");
        assertThat(ann.page().getByRole(AriaRole.ALERT)).isVisible();
        assertThat(ann.link("Trade")).hasCount(0);

        ann.fillsIn("ann@signin.example", "Sign in");

        assertThat(ann.page().getByText("Connected")).isVisible();
    }
}

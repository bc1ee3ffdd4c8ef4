package cc.profitmaker.adapter.web.page;

import cc.profitmaker.adapter.web.WebConfig.SignOn;
import cc.profitmaker.application.session.LocalAccounts.Welcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.util.Locale;
import java.util.Optional;

/**
 * What the page learns from the server before anybody signed in.
 *
 * @param authUrl the auth service; null: no single sign-on
 * @param silentSignIn whether that service is asked at once who is there
 * @param registration {@code closed}, {@code anyone}, {@code first} or {@code first_with_code}
 */
record PageSettings(String authUrl, boolean silentSignIn, String registration) {

    static PageSettings of(Optional<SignOn> signOn, Welcome welcome) {
        return new PageSettings(
                signOn.map(on -> on.url().toString()).orElse(null),
                signOn.filter(on -> on.atOnce() == SignOn.AtOnce.ASKED).isPresent(),
                welcome.name().toLowerCase(Locale.ROOT));
    }

    /** As the value of an HTML attribute in double quotes. */
    String attribute(ObjectMapper json) {
        try {
            return json.writeValueAsString(this)
                    .replace("&", "&amp;")
                    .replace("\"", "&quot;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings are always JSON", e);
        }
    }
}

package cc.profitmaker.bootstrap;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Keys whose piece is not part of this version. Their form is checked as it always will be; a value
 * that asks for what is not there yet is said so, never silently ignored.
 */
final class LaterKeys {
    private LaterKeys() {}

    static void check(Settings settings) {
        checkSingleSignOn(settings);
        checkVault(settings);
        for (Key key :
                List.of(
                        Key.KUCOIN_BROKER_SPOT_PARTNER,
                        Key.KUCOIN_BROKER_SPOT_KEY,
                        Key.KUCOIN_BROKER_SPOT_NAME,
                        Key.KUCOIN_BROKER_FUTURES_PARTNER,
                        Key.KUCOIN_BROKER_FUTURES_KEY,
                        Key.KUCOIN_BROKER_FUTURES_NAME)) {
            if (settings.text(key).isPresent()) {
                settings.notice(key + " has no effect: KuCoin is not part of this version.");
            }
        }
        if (onOrOff(settings, Key.SOCKETIO_EXTRA_PORT).filter("on"::equals).isPresent()) {
            settings.notice(
                    "SOCKETIO_EXTRA_PORT has no effect: Socket.IO is not part of this version.");
        }
    }

    private static void checkSingleSignOn(Settings settings) {
        String rule = Urls.rule("https", "http", Urls.Plaintext.LOOPBACK_ONLY);
        Optional<String> url =
                settings.read(Key.AUTH_URL, rule + "; or off", text -> authUrl(text));
        settings.read(
                Key.AUTH_INTERNAL_URL, rule, text -> Urls.http(text, Urls.Plaintext.LOOPBACK_ONLY));
        settings.read(Key.AUTH_PROVISION, "must be true or false", ConfigReading::truth);
        settings.read(
                Key.AUTH_VERIFY_ISSUER,
                "must be 1 or 0",
                text -> text.matches("[01]") ? Optional.of(text) : Optional.empty());
        if (url.filter(text -> !text.equals("off")).isPresent()) {
            settings.notice(
                    "AUTH_URL has no effect: single sign-on is not part of this version, and its"
                            + " tokens are refused.");
        }
        for (Key key :
                List.of(
                        Key.AUTH_INTERNAL_URL,
                        Key.AUTH_INTERNAL_SECRET,
                        Key.AUTH_PROVISION,
                        Key.AUTH_AUDIENCE,
                        Key.AUTH_VERIFY_ISSUER,
                        Key.AUTH_REQUIRED_SERVICE)) {
            if (settings.text(key).isPresent()) {
                settings.notice(
                        key + " has no effect: single sign-on is not part of this version.");
            }
        }
    }

    private static Optional<String> authUrl(String text) {
        return text.equals("off") || Urls.http(text, Urls.Plaintext.LOOPBACK_ONLY).isPresent()
                ? Optional.of(text)
                : Optional.empty();
    }

    private static void checkVault(Settings settings) {
        Optional<String> vault = onOrOff(settings, Key.VAULT);
        settings.secret(
                Key.VAULT_MASTER_KEY,
                "must be 32 bytes in Base64, or several such keys separated by commas",
                LaterKeys::areMasterKeys);
        settings.read(Key.VAULT_MASTER_KEY_FILE, "must be the path of a file", ConfigReading::path);
        boolean wanted =
                vault.filter("on"::equals).isPresent()
                        || settings.text(Key.VAULT_MASTER_KEY).isPresent()
                        || settings.text(Key.VAULT_MASTER_KEY_FILE).isPresent();
        if (wanted) {
            settings.notice(
                    "VAULT has no effect: the vault for exchange keys is not part of this version;"
                            + " keys are used as they come with a call and are not kept.");
        }
    }

    private static boolean areMasterKeys(String text) {
        for (String part : text.split("[,\\s]+", -1)) {
            try {
                if (Base64.getDecoder().decode(part).length != 32) {
                    return false;
                }
            } catch (IllegalArgumentException _) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> onOrOff(Settings settings, Key key) {
        return settings.read(
                key,
                "must be on or off",
                text -> text.matches("on|off") ? Optional.of(text) : Optional.empty());
    }
}

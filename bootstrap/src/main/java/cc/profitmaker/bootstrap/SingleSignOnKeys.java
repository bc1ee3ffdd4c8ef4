package cc.profitmaker.bootstrap;

import cc.profitmaker.bootstrap.Config.Choice;
import cc.profitmaker.bootstrap.Config.Internal;
import cc.profitmaker.bootstrap.Config.Issuer;
import cc.profitmaker.bootstrap.Config.Sso;
import cc.profitmaker.bootstrap.Config.TokenChecks;
import cc.profitmaker.domain.credential.Secret;
import cc.profitmaker.domain.identity.Binding.Newcomers;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** {@code AUTH_…}: the auth service and whom it brings in. */
final class SingleSignOnKeys {
    static final URI DEFAULT_URL = URI.create("https://auth.marketmaker.cc");

    private static final String OFF = "off";
    private static final String URL_RULE = Urls.rule("https", "http", Urls.Plaintext.LOOPBACK_ONLY);
    private static final String TEXT_RULE = "must be visible ASCII characters";

    private final Settings settings;

    SingleSignOnKeys(Settings settings) {
        this.settings = settings;
    }

    /** Empty: switched off. */
    Optional<Sso> read() {
        boolean off = settings.text(Key.AUTH_URL).filter(OFF::equals).isPresent();
        Optional<URI> given =
                off
                        ? Optional.empty()
                        : settings.read(Key.AUTH_URL, URL_RULE + "; or off", SingleSignOnKeys::url);
        URI url = given.orElse(DEFAULT_URL);
        var sso =
                new Sso(
                        url,
                        given.isPresent() ? Choice.OPERATORS : Choice.OURS,
                        newcomers(given.isPresent()),
                        internal(url),
                        checks());
        if (off) {
            sayWhatHasNoEffect();
            return Optional.empty();
        }
        return Optional.of(sso);
    }

    /** Whoever named an auth service means its people; the default one's are the whole world's. */
    private Newcomers newcomers(boolean chosen) {
        boolean provision =
                settings.read(Key.AUTH_PROVISION, "must be true or false", ConfigReading::truth)
                        .orElse(chosen);
        return provision ? Newcomers.PROVISIONED : Newcomers.REFUSED;
    }

    private Internal internal(URI authUrl) {
        Optional<Secret> secret =
                settings.secret(Key.AUTH_INTERNAL_SECRET, TEXT_RULE, SingleSignOnKeys::isVisible);
        return new Internal(
                settings.read(Key.AUTH_INTERNAL_URL, URL_RULE, SingleSignOnKeys::url)
                        .orElse(authUrl),
                secret);
    }

    private TokenChecks checks() {
        Issuer issuer =
                settings.read(Key.AUTH_VERIFY_ISSUER, "must be 1 or 0", SingleSignOnKeys::issuer)
                        .orElse(Issuer.ANY);
        return new TokenChecks(text(Key.AUTH_AUDIENCE), issuer, text(Key.AUTH_REQUIRED_SERVICE));
    }

    private void sayWhatHasNoEffect() {
        for (Key key :
                List.of(
                        Key.AUTH_PROVISION,
                        Key.AUTH_INTERNAL_URL,
                        Key.AUTH_INTERNAL_SECRET,
                        Key.AUTH_AUDIENCE,
                        Key.AUTH_VERIFY_ISSUER,
                        Key.AUTH_REQUIRED_SERVICE)) {
            if (settings.text(key).isPresent()) {
                settings.notice(key + " has no effect: AUTH_URL is off.");
            }
        }
    }

    /** Without the slash it may end in: paths are put behind it, and an issuer has none. */
    private static Optional<URI> url(String text) {
        return Urls.http(text, Urls.Plaintext.LOOPBACK_ONLY)
                .map(uri -> URI.create(uri.toString().replaceFirst("/+$", "")));
    }

    private Optional<String> text(Key key) {
        return settings.read(
                key, TEXT_RULE, text -> isVisible(text) ? Optional.of(text) : Optional.empty());
    }

    private static boolean isVisible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static Optional<Issuer> issuer(String text) {
        return switch (text) {
            case "1" -> Optional.of(Issuer.VERIFIED);
            case "0" -> Optional.of(Issuer.ANY);
            default -> Optional.empty();
        };
    }
}

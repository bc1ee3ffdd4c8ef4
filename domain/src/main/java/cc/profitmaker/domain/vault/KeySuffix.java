package cc.profitmaker.domain.vault;

import cc.profitmaker.domain.credential.ApiCredential;

/** The last four characters of an API key, for its owner to know it by; fewer of a short key. */
public record KeySuffix(String value) {
    private static final int SHOWN = 4;

    public KeySuffix {
        if (value.length() > SHOWN) {
            throw new IllegalArgumentException("at most four characters of a key are shown");
        }
    }

    /** A key under eight characters shows nothing: four would be half of it. */
    public static KeySuffix of(ApiCredential credential) {
        String key = credential.key().reveal();
        String last = key.length() < 2 * SHOWN ? "" : key.substring(key.length() - SHOWN);
        // Half a character or a control character is nothing to know a key by.
        return new KeySuffix(last.chars().allMatch(KeySuffix::isPrintable) ? last : "");
    }

    private static boolean isPrintable(int character) {
        return character > ' ' && character < 0x7f;
    }

    @Override
    public String toString() {
        return value;
    }
}

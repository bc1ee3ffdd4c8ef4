package cc.profitmaker.domain.vault;

import cc.profitmaker.domain.access.AccessLevel;

/** Which of an account's keys. */
public enum KeySlot {
    MAIN,
    /** A separate key that can only read; used for reading where an account has one. */
    READ_ONLY;

    /** The weakest key that does for a level. */
    public static KeySlot forLevel(AccessLevel level) {
        return level == AccessLevel.READ ? READ_ONLY : MAIN;
    }
}

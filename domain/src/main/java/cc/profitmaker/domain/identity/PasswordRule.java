package cc.profitmaker.domain.identity;

/** What a new password breaks; a message may name the rule, never the password. */
public enum PasswordRule {
    TOO_SHORT,
    /** bcrypt reads 72 bytes and silently ignores the rest, so a longer password is refused. */
    TOO_LONG,
    /** C implementations of bcrypt stop at a NUL. */
    HAS_NUL
}
